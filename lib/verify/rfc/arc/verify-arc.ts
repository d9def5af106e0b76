/**
 * Implements RFC 8617 5.2 (validating a chain) with oldest-pass (5.2, step 4; 9.4), on DKIM's algorithms (RFC 8301, 8463).
 * Does not implement: trusting a sealer; reading ARC-Authentication-Results.
 *
 * The RFC knows none, pass and fail. Where DNS did not answer, or the body or the platform is not to be had, "fail" would be a lie:
 * then it is temperror or neutral. A key in testing (t=y) is taken: RFC 6376 3.6.1 speaks of signers of mail.
 */
import type { World } from '../../world';
import type { BodyHash } from '../dkim/body-hash';
import type { FieldIndex } from '../dkim/header-data';
import { judge, verifySignature } from '../dkim/verify-signature';
import type { DkimReason, DkimResult } from '../dkim/verify-signature';
import type { Octets } from '../octets';
import type { ArcChain, ArcSet, ChainFault } from './chain';
import { sealData, verifySeal } from './verify-seal';
import type { SealReason, SealResult, WholeSet } from './verify-seal';

/** status-fail: the newest seal says itself that the chain was broken. wrong-status: cv= is not what it must be there. */
export type ArcReason = 'no-sets' | 'valid' | 'status-fail' | 'wrong-status' | ChainFault | DkimReason | SealReason;

export interface ArcResult {
  readonly result: 'none' | 'pass' | 'fail' | 'temperror' | 'neutral';
  readonly reason: ArcReason;
  /** What the reason is about, where it is about one set. */
  readonly at: { readonly instance: number; readonly part: 'set' | 'message' | 'seal' } | null;
  /** The oldest first. */
  readonly sets: readonly ArcSetResult[];
  /**
   * The lowest instance whose ARC-Message-Signature, and all above it, still hold: the mail is unchanged since. 0 if all do;
   * null if the chain does not pass.
   */
  readonly oldestPass: number | null;
}

export interface ArcSetResult extends ArcSet {
  /** Null where they were not verified: the chain was no chain. */
  readonly messageResult: DkimResult | null;
  readonly sealResult: SealResult | null;
}

/** `hashes` and `receivedAt`: see `verifySignature`. Asks for at most two keys a set, all at once. */
export async function verifyArc(
  chain: ArcChain,
  index: FieldIndex,
  hashes: readonly BodyHash[] | null,
  world: World,
  receivedAt: number | null,
): Promise<ArcResult> {
  const { sets, fault, at } = chain;
  const unverified = sets.map((set) => ({ ...set, messageResult: null, sealResult: null }));
  const stop = (reason: ArcReason, where: ArcResult['at']): ArcResult => ({
    result: 'fail',
    reason,
    at: where,
    sets: unverified,
    oldestPass: null,
  });
  if (fault !== null) return stop(fault, at === null ? null : { instance: at, part: 'set' });
  const newest = sets.at(-1);
  if (!newest) return { result: 'none', reason: 'no-sets', at: null, sets: [], oldestPass: null };
  // Step 2: a chain that was found broken stays broken, and nothing else of it counts.
  if (newest.seal?.status === 'fail') return stop('status-fail', { instance: newest.instance, part: 'seal' });
  // Step 3c.
  for (const { instance, seal } of sets)
    if (seal?.fault === null && seal.status !== (instance === 1 ? 'none' : 'pass'))
      return stop('wrong-status', { instance, part: 'seal' });

  const whole = sets.map(asWhole);
  const data = sealData(index, whole);
  const results = await Promise.all(
    sets.map(async (set, place): Promise<ArcSetResult> => {
      const [messageResult, sealResult] = await Promise.all([
        set.message && verifySignature(set.message, index, hashes, world, receivedAt),
        verifySeal((whole[place] as WholeSet).seal, data[place] as Octets, world),
      ]);
      return { ...set, messageResult, sealResult };
    }),
  );
  const [result, reason, where] = fold(results);
  return { result, reason, at: where, sets: results, oldestPass: result === 'pass' ? oldestPass(results) : null };
}

/** A chain without a fault has nothing missing. */
function asWhole({ results, message, seal }: ArcSet): WholeSet {
  if (!results || !message || !seal) throw new Error('a set of a chain without a fault lacks a field');
  return { results: results.index, message: message.index, seal };
}

type Word = 'pass' | 'fail' | 'temperror' | 'neutral';

/** Whether the message's signature holds; a key in testing counts. */
function messageWord({ result, reason, proven, weaknesses }: DkimResult): readonly [Word, ArcReason] {
  if (proven.header === null) return [result === 'temperror' ? result : 'fail', reason];
  const [word, why] = judge(
    proven,
    weaknesses.filter((one) => one !== 'testing-key'),
  );
  return [word === 'pass' || word === 'neutral' ? word : 'fail', why];
}

/** Steps 4 and 5 in their order: the newest message signature, then the seals from the newest down. A failure outweighs doubt. */
function fold(sets: readonly ArcSetResult[]): readonly [Word, ArcReason, ArcResult['at']] {
  const newest = sets.at(-1);
  const found: [Word, ArcReason, NonNullable<ArcResult['at']>][] = [];
  if (newest?.messageResult) {
    const { messageResult, instance } = newest;
    found.push([...messageWord(messageResult), { instance, part: 'message' }]);
  }
  for (const { instance, sealResult } of sets.toReversed())
    if (sealResult) found.push([sealResult.result, sealResult.reason, { instance, part: 'seal' }]);
  for (const word of ['fail', 'temperror', 'neutral'] as const) {
    const one = found.find(([result]) => result === word);
    if (one) return one;
  }
  return ['pass', 'valid', null];
}

function oldestPass(sets: readonly ArcSetResult[]): number {
  const broken = sets.findLast(({ messageResult }) => !messageResult || messageWord(messageResult)[0] !== 'pass');
  return broken ? broken.instance + 1 : 0;
}
