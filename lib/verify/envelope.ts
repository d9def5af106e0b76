import type { Border, Hop, Leg, Stay } from './facts';
import type { Envelope } from './proof';
import type { FieldIndex } from './rfc/dkim/header-data';
import { readDomain } from './rfc/domain';

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
  const sender = value.startsWith('<') && value.endsWith('>') ? value.slice(1, -1) : value;
  // What is no path proves nothing, and must not count as a failure either.
  if (sender.includes('@') && readDomain(sender.slice(sender.lastIndexOf('@') + 1)) === null)
    return unknown('no-return-path');
  return { known: true, hop: at, ip: hop.from.ip, helo: hop.from.helo ?? '', sender, field };
}
