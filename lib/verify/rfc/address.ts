/**
 * Implements RFC 5322 3.4 (mailbox, group, address-list) with the obsolete forms of 4.4 (dots in phrases, routes, empty list
 * members, comments and folds between all tokens), RFC 6532 (UTF-8), and for display RFC 2047 in phrases.
 * Does not implement: names in comments after an address (a habit older than RFC 2822), what a local part means to its host.
 */
import { readList } from './address/list';
import { localText, phraseText } from './address/text';
import { readDomain } from './domain';
import { readUtf8 } from './utf8';

/** Octets of a list that are read. */
export const MAX_LIST = 262_144;

export interface Mailbox {
  /** The phrase before "<" as a byte string, quotation marks and folds kept; null where there is none. */
  readonly nameRaw: string | null;
  /** The same for people: unquoted, encoded words decoded (RFC 2047), in one line; null where nothing is left. */
  readonly name: string | null;
  /** Unquoted; never compared. */
  readonly local: string;
  /** As written, comments and folds left off; an address literal with its brackets. */
  readonly domain: string;
  /** The domain as a lower-case A-label; null for a literal, or where it is no domain name. */
  readonly host: string | null;
  /** Index in `groups`; null outside. */
  readonly group: number | null;
}

export interface AddressList {
  readonly mailboxes: readonly Mailbox[];
  /** Named groups in order, empty ones ("undisclosed-recipients:;") among them. */
  readonly groups: readonly { readonly nameRaw: string; readonly name: string | null }[];
  /** False if something in the list is no address, or a limit cut it: what is given was read nevertheless. */
  readonly whole: boolean;
}

/** Reads an address-list: `text` is a byte string, from `start` (in a field: its `valueAt`). Never throws. */
export function readAddresses(text: string, start = 0): AddressList {
  const cut = text.length - start > MAX_LIST;
  const source = cut ? text.slice(0, start + MAX_LIST) : text;
  const spans = readList(source, start, true);
  return {
    mailboxes: spans.mailboxes.map((span) => {
      const domain = readUtf8(span.domain);
      return {
        nameRaw: span.nameEnd > span.nameAt ? source.slice(span.nameAt, span.nameEnd) : null,
        name: phraseText(source, span.nameAt, span.nameEnd),
        local: localText(source, span.localAt, span.localEnd),
        domain,
        host: readDomain(domain),
        group: span.group,
      };
    }),
    groups: spans.groups.map(({ nameAt, nameEnd }) => ({
      nameRaw: source.slice(nameAt, nameEnd),
      name: phraseText(source, nameAt, nameEnd),
    })),
    whole: spans.whole && !cut,
  };
}
