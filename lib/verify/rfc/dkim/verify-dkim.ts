/**
 * Implements RFC 6376 6.1: all DKIM signatures of a mail, judged side by side.
 * Does not implement: deciding by one of them; DomainKeys (RFC 4870, historic).
 */
import type { World } from '../../world';
import type { BodyHash } from './body-hash';
import type { FieldIndex } from './header-data';
import type { Signature } from './signature';
import { verifySignature } from './verify-signature';
import type { DkimResult, DkimWord } from './verify-signature';

/** Signatures that are judged: each costs a question. RFC 6376 6.1 allows a limit; real mails have up to four. */
export const MAX_SIGNATURES = 10;

export interface DkimResults {
  /** The best first; among equals the topmost. */
  readonly results: readonly DkimResult[];
  /** Those beyond the limit, which nobody judged. */
  readonly unjudged: readonly Signature[];
}

/** Faulty signatures cost no question and do not count towards the limit. `receivedAt`: see `verifySignature`. */
export async function verifyDkim(
  signatures: readonly Signature[],
  index: FieldIndex,
  hashes: readonly BodyHash[] | null,
  world: World,
  receivedAt: number | null,
): Promise<DkimResults> {
  const judged: Signature[] = [];
  const unjudged: Signature[] = [];
  let asking = 0;
  for (const signature of signatures) {
    const counts = signature.fault === null;
    (counts && asking >= MAX_SIGNATURES ? unjudged : judged).push(signature);
    if (counts) asking++;
  }
  const results = await Promise.all(
    judged.map((signature) => verifySignature(signature, index, hashes, world, receivedAt)),
  );
  return { results: results.sort((one, other) => rank(one) - rank(other)), unjudged };
}

const RANKS: Readonly<Record<DkimWord, number>> = {
  pass: 0,
  policy: 2,
  temperror: 3,
  fail: 4,
  neutral: 5,
  permerror: 6,
};

/** A pass that covers less than the mail comes after one that covers it. */
function rank({ result, weaknesses }: DkimResult): number {
  const partial = weaknesses.some((one) => one === 'body-beyond-length' || one === 'unsigned-copy');
  return RANKS[result] + (result === 'pass' && partial ? 1 : 0);
}
