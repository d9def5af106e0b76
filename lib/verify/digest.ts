import type { Hop } from './facts';
import type { Fidelity, Receiver } from './message';
import { authorDomain } from './rfc/address';
import { readFields } from './rfc/fields';
import { readReceived } from './rfc/received';

/** What verifying needs of a mail, read once and kept: a few kB, plain data, no question asked. */
export interface Digest {
  readonly receiver: Receiver;
  readonly fidelity: Fidelity;
  /** The Received lines, top first; `lines[n]` are the raw words of `hops[n]`. */
  readonly hops: readonly Hop[];
  readonly lines: readonly string[];
  readonly author: string | null;
}

function isReceived(name: string): boolean {
  return name.length === 8 && name.toLowerCase() === 'received';
}

/** Reads a mail's head (a byte string, up to the blank line or beyond it). Never throws. */
export function digest(head: string, receiver: Receiver, fidelity: Fidelity): Digest {
  const { fields } = readFields(head);
  const hops: Hop[] = [];
  const lines: string[] = [];
  for (const [index, field] of fields.entries()) {
    if (!isReceived(field.name)) continue;
    hops.push(readReceived(field, index));
    lines.push(field.raw);
  }
  return { receiver, fidelity, hops, lines, author: authorDomain(fields) };
}
