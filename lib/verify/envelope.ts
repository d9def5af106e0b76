import type { Border, Hop, Leg, Stay } from './facts';
import type { Envelope } from './proof';
import type { FieldIndex } from './rfc/dkim/header-data';
import { readDomain } from './rfc/domain';
import { readUtf8 } from './rfc/utf8';

/** What Postfix's pipe (null_sender) and others write for the null reverse-path. */
const NULL_PATH = 'MAILER-DAEMON';

/**
 * What SPF is asked with: the client of the border's line, or of the entry into a gateway before the mailbox; and MAIL FROM from
 * the Return-Path that the receiver's own server put on top (RFC 5321 4.4). Lower down anybody writes one.
 */
export function envelopeOf(
  index: FieldIndex,
  hops: readonly Hop[],
  legs: readonly Leg[],
  border: Border,
  stay: Stay,
  /** Above this place among the fields the receiver's own servers wrote. */
  block: number,
  /** Whether a host is the provider's own, by its name. */
  isOwn: (host: string) => boolean,
): Envelope {
  const unknown = (why: (Envelope & { known: false })['why']): Envelope => ({ known: false, why });
  if (stay === 'stayed' || stay === 'handed-in') return unknown('handed-in');
  if (border.hop === null) return unknown('no-border');
  // A line that was gone past on an assumption may be the sender's, and so may the address in the next.
  if (border.kind !== 'shown') return unknown('border-assumed');
  const at = border.perimeter ?? border.hop;
  const hop = hops[at];
  if (!hop || hop.from.ip === null || legs[at]?.reach !== 'public') return unknown('no-address');
  const paths = (index.named.get('return-path') ?? []).filter((place) => place < block);
  const field = paths[0];
  if (field === undefined) return unknown('no-return-path');
  if (paths.length > 1) return unknown('several-return-paths');
  const { raw, valueAt } = index.fields[field] ?? { raw: '', valueAt: 0 };
  const value = raw.slice(valueAt).trim();
  const path = value.startsWith('<') && value.endsWith('>') ? value.slice(1, -1) : value;
  const sender = path.toUpperCase() === NULL_PATH ? '' : path;
  // What is no path proves nothing, and must not count as a failure either.
  const domain = domainIn(sender);
  if (sender !== '' && domain === null) return unknown('no-return-path');
  const rewritten = domain !== null && isOwn(domain);
  return { known: true, hop: at, ip: hop.from.ip, helo: hop.from.helo ?? '', sender, field, rewritten };
}

/** The domain that SPF is asked of: of MAIL FROM, or of HELO where that is null (RFC 7208 2.4). Null where there is none. */
export function checkedDomain({
  sender,
  helo,
}: Pick<Extract<Envelope, { known: true }>, 'sender' | 'helo'>): string | null {
  return sender === '' ? readDomain(readUtf8(helo)) : domainIn(sender);
}

function domainIn(path: string): string | null {
  return readDomain(readUtf8(path.slice(path.lastIndexOf('@') + 1)));
}
