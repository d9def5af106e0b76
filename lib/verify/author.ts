import type { Author } from './proof';
import { readAddresses } from './rfc/address';
import type { FieldIndex } from './rfc/dkim/header-data';

/** Octets of a From value that are read; more than that is not an author but an attack. */
const MAX_AUTHOR = 65_536;

/**
 * Who wrote the mail, as From has it: one field, one mailbox, or no author domain at all (RFC 9989 5.3.1).
 * `"<a@bank.example>" <x@evil.example>` is evil.example.
 */
export function authorOf({ fields, named }: FieldIndex): Author {
  const places = named.get('from') ?? [];
  const first = places[0] === undefined ? undefined : fields[places[0]];
  if (!first) return { fields: places, state: 'none', name: null, local: '', host: null };
  const { mailboxes, whole } = readAddresses(first.raw.slice(0, first.valueAt + MAX_AUTHOR), first.valueAt);
  const { name = null, local = '', host = null } = mailboxes[0] ?? {};
  const state =
    places.length > 1
      ? 'several-fields'
      : mailboxes.length > 1
        ? 'several-authors'
        : !whole || host === null || first.raw.length - first.valueAt > MAX_AUTHOR
          ? 'unreadable'
          : 'one';
  return { fields: places, state, name, local, host };
}
