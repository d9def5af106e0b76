import { isPublicMailbox } from './is-public-mailbox';

/** A mailbox as it is compared: the local part without quotation marks, the domain as an A-label. */
export interface Address {
  readonly local: string;
  readonly host: string;
}

/** A mail that is validly signed, but not to this reader: sent once to the sender's own mailbox, then again to thousands. */
export interface Replay {
  /**
   * `not-to-reader`: To and Cc, as far as they are signed, name others alone; `to-nobody`: they name nobody; `to-not-signed`: the
   * reader is named, but To may have been written after the mail was signed.
   */
  readonly code: 'not-to-reader' | 'to-nobody' | 'to-not-signed';
}

/** Recipients that are looked at. */
export const MAX_RECIPIENTS = 1_024;

/**
 * Judges a mail with an aligned, valid signature. `covered` has the names of the fields it signs, in lower case; `to` and `cc`
 * are what stands there; `reader` every address that is known to be the reader's. A blind copy, a forwarded mailbox and a list
 * look the same, so it is a hint; `list` says that the mail came through one, and then there is nothing to say.
 */
export function replay(
  reader: readonly Address[],
  to: readonly Address[],
  cc: readonly Address[],
  covered: readonly string[],
  list: boolean,
): Replay | null {
  if (list || reader.length === 0) return null;
  // RFC 6376 8.6: a signature outlives its mail, and only what it covers says for whom that was.
  const signed = covered.includes('cc') ? [...to, ...cc] : to;
  if (!covered.includes('to'))
    return names([...to, ...cc], reader) ? { code: 'to-not-signed' } : { code: 'not-to-reader' };
  if (names(signed, reader)) return null;
  return { code: signed.length === 0 ? 'to-nobody' : 'not-to-reader' };
}

function names(recipients: readonly Address[], reader: readonly Address[]): boolean {
  return recipients.slice(0, MAX_RECIPIENTS).some((one) => reader.some((own) => isOwn(one, own)));
}

/**
 * Another mailbox at the reader's own domain may be an alias of it. Where anybody has mailboxes it is somebody else's, but for
 * case, sub-addresses (RFC 5233) and, at Gmail, dots.
 */
function isOwn(one: Address, own: Address): boolean {
  if (one.host !== own.host) return false;
  return !isPublicMailbox(own.host) || plain(one) === plain(own);
}

function plain({ local, host }: Address): string {
  const [mailbox = ''] = local.toLowerCase().split('+');
  return host === 'gmail.com' || host === 'googlemail.com' ? mailbox.replaceAll('.', '') : mailbox;
}
