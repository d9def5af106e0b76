import { authorOf } from './author';
import type { Hop } from './facts';
import type { Body, Fidelity, Receiver } from './message';
import type { Author } from './proof';
import { readChain, type ArcChain } from './rfc/arc/chain';
import { hashBodies, wantedBodies, type BodyHash } from './rfc/dkim/body-hash';
import { indexFields, type FieldIndex } from './rfc/dkim/header-data';
import { readSignatures, type Signature } from './rfc/dkim/signature';
import { readFields } from './rfc/fields';
import { readReceived } from './rfc/received';

/** What verifying needs of a mail, read once and kept: the head and what is read of it, no question asked. */
export interface Digest {
  readonly receiver: Receiver;
  readonly fidelity: Fidelity;
  readonly index: FieldIndex;
  /** The Received lines, top first; `lines[n]` are the raw words of `hops[n]`. */
  readonly hops: readonly Hop[];
  readonly lines: readonly string[];
  readonly author: Author;
  /** The hashes that the signatures ask for; null where the body is not known. */
  readonly bodies: readonly BodyHash[] | null;
  /** The first octets of the body; null where it is not known. */
  readonly bodyStart: Uint8Array | null;
}

/** Octets of a body that are kept: what tells an inline OpenPGP message. */
export const BODY_START = 65_536;

/** Reads a mail's head (a byte string, up to the blank line or beyond it). Never throws. */
export function digest(head: string, receiver: Receiver, fidelity: Fidelity): Digest {
  const { fields: read, cut } = readFields(head);
  const index = indexFields(read);
  const author = authorOf(index);
  const { fields, named } = index;
  const hops: Hop[] = [];
  const lines: string[] = [];
  for (const place of named.get('received') ?? []) {
    const field = fields[place];
    if (!field) continue;
    hops.push(readReceived(field, place));
    lines.push(field.raw);
  }
  return {
    receiver,
    fidelity,
    index,
    hops,
    lines,
    // Beyond what is read another From may stand, and some webmail shows the last of two.
    author: cut === null ? author : { ...author, state: 'unreadable' },
    bodies: null,
    bodyStart: null,
  };
}

/** True if verifying may need the body: something in the mail signs it. */
export function signsBody({ index }: Digest): boolean {
  return index.named.has('dkim-signature') || index.named.has('arc-message-signature');
}

interface Signed {
  readonly signatures: readonly Signature[];
  readonly chain: ArcChain;
}

const signed = new WeakMap<FieldIndex, Signed>();

/** The signatures and the sealed chain in a mail; read where they are asked for, for most looks at a mail need neither. */
export function signaturesIn({ index }: Digest): Signed {
  let known = signed.get(index);
  if (!known) {
    known = { signatures: readSignatures(index.fields), chain: readChain(index.fields) };
    signed.set(index, known);
  }
  return known;
}

/** The same mail with its body read and hashed: once, for all passes. A body whose source is gone is not known. */
export async function withBody(mail: Digest, body: Body): Promise<Digest> {
  const { signatures, chain } = signaturesIn(mail);
  const wanted = wantedBodies([...signatures, ...chain.sets.flatMap(({ message }) => message ?? [])]);
  const [bodies, start] = await Promise.all([
    hashBodies(body, wanted),
    body.slice(0, Math.min(body.size, BODY_START)).catch(() => null),
  ]);
  return { ...mail, bodies, bodyStart: start };
}
