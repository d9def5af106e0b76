import type { FieldIndex } from './rfc/dkim/header-data';

/** Fields that the software of lists with members writes: Mailman and Sympa, majordomo and mlmmj, ezmlm and Yahoo's. */
const OF_LISTS = ['x-beenthere', 'x-mailman-version', 'x-mailing-list', 'mailing-list'];

/**
 * Place of the field that shows a mailing list which members write to: it passes their mail on, and changes it. Null where none
 * does. Newsletters have List-Id as well, and say "List-Post: NO" (RFC 2369 3.4); `passedOn` tells that somebody else
 * passed the mail on, and then List-Id is enough.
 */
export function mailingList({ fields, named }: FieldIndex, passedOn: boolean): number | null {
  const [post] = named.get('list-post') ?? [];
  const field = post === undefined ? undefined : fields[post];
  if (post !== undefined && field && !/^no\b/i.test(field.raw.slice(field.valueAt).trim())) return post;
  for (const name of OF_LISTS) {
    const [place] = named.get(name) ?? [];
    if (place !== undefined) return place;
  }
  return passedOn ? (named.get('list-id')?.[0] ?? null) : null;
}
