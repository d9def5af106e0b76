/**
 * Implements RFC 6376 6.1 (one signature: its key, the header, the body), RFC 8301 3 (no SHA-1, no RSA key under 1024 bits) and
 * the result words of RFC 8601 2.7.1.
 * Does not implement: what follows from a result for a mail (DMARC, policies of receivers).
 *
 * The body hash is compared even where the header's signature does not hold, and the other way round: "the text was changed"
 * and "the header was changed" are different stories, and most mails that fail tell only one of them.
 */
import type { World } from '../../world';
import { findBodyHash } from './body-hash';
import type { BodyHash } from './body-hash';
import { breathe } from './breathe';
import { coverageOf } from './coverage';
import type { Coverage } from './coverage';
import { findKeys } from './find-keys';
import type { KeyTrouble } from './find-keys';
import { headerData } from './header-data';
import type { FieldIndex } from './header-data';
import { keyMismatch } from './key-mismatch';
import type { KeyMismatch } from './key-mismatch';
import type { Key } from './key-record';
import { prove } from './prove';
import type { Proof } from './prove';
import type { Signature, SignatureFault } from './signature';

/** RFC 8301 3.2: verifiers must not take a smaller RSA key. */
export const MIN_RSA_BITS = 1024;
/** The same section's advice to signers; below it a key passes, and is called weak. */
const GOOD_RSA_BITS = 2048;

/** Octets of header fields above which others are let in between. */
const LARGE_HEAD = 65_536;

/** Seconds that clocks may differ by. */
const CLOCKS = 3600;

export type DkimWord = 'pass' | 'fail' | 'policy' | 'neutral' | 'temperror' | 'permerror';

export type DkimReason =
  | 'valid'
  // fail
  | 'header-changed'
  | 'key-mismatch'
  | 'body-changed'
  | 'body-too-short'
  // policy: it holds, and must not count
  | 'testing-key'
  | 'sha1'
  | 'short-key'
  | 'expired'
  // neutral: it could not be judged
  | 'body-unknown'
  | 'unsupported'
  | SignatureFault
  // temperror and permerror
  | KeyTrouble
  | KeyMismatch;

/** What cryptography says, whatever follows from it. */
export interface Proven {
  /** Null where it was not tried. */
  readonly header: Proof | null;
  /** too-short: l= is more than there is; unknown: the body was not to be had. */
  readonly body: 'holds' | 'changed' | 'too-short' | 'unknown' | null;
}

/**
 * What a signature is never to be called good with. Two are only to be told: `weak-key` (1024 to 2047 bits), and
 * `signed-after-receipt` (t= lies well after the time of receipt: somebody's clock is wrong).
 */
export type Weakness =
  | 'body-beyond-length'
  | 'unsigned-copy'
  | 'testing-key'
  | 'sha1'
  | 'short-key'
  | 'weak-key'
  | 'from-unsigned'
  | 'expired'
  | 'signed-after-receipt';

export interface DkimResult {
  readonly result: DkimWord;
  readonly reason: DkimReason;
  readonly signature: Signature;
  readonly proven: Proven;
  readonly weaknesses: readonly Weakness[];
  /** The key that was used, with what DNSSEC said of it. */
  readonly key: KeyFacts | null;
  /** Null where h= could not be read. */
  readonly coverage: Coverage | null;
}

export interface KeyFacts {
  readonly type: Key['type'];
  readonly bits: number;
  readonly testing: boolean;
  readonly strict: boolean;
  readonly note: string | null;
  readonly record: string;
  readonly dnssec: 'secure' | 'insecure' | 'unknown';
}

const UNPROVEN: Proven = { header: null, body: null };

/**
 * Judges one signature; asks the World one question, or none where the signature itself is faulty. `hashes` is what
 * `hashBodies` made (null: the body is not known). `receivedAt` is the time of receipt in seconds, null where it is not known:
 * then x= is not judged. Never rejects unless the World does.
 */
export async function verifySignature(
  signature: Signature,
  index: FieldIndex,
  hashes: readonly BodyHash[] | null,
  world: World,
  receivedAt: number | null,
): Promise<DkimResult> {
  const hash = findBodyHash(hashes, signature.body);
  const coverage = signature.names.length > 0 ? coverageOf(index, signature, hash) : null;
  const unjudged = { signature, coverage, proven: UNPROVEN, key: null };
  const { fault, domain, selector, algorithm } = signature;
  if (fault !== null || domain === null || selector === null || algorithm === null) {
    const result = fault === 'from-unsigned' ? 'permerror' : 'neutral';
    const weaknesses = fault === 'from-unsigned' ? [fault] : [];
    return { ...unjudged, result, reason: fault ?? 'bad-tag', weaknesses };
  }
  const found = await findKeys(world, selector, domain);
  if (!found.ok) return { ...unjudged, result: found.result, reason: found.reason, weaknesses: [] };

  // A head of real size takes microseconds; dozens of signatures over a huge one must not stop everything else.
  if (index.octets > LARGE_HEAD) await breathe();
  const data = headerData(index, signature.header, coverage?.signed ?? [], signature.index, signature.cut);
  const body = compareBody(signature, hash);
  const results: DkimResult[] = [];
  for (const key of found.keys) {
    const { type, bits, testing, strict, note, record } = key;
    const facts: KeyFacts = { type, bits, testing, strict, note, record, dnssec: found.dnssec };
    const mismatch = keyMismatch(key, algorithm, domain, signature.identity);
    if (mismatch) {
      results.push({ ...unjudged, key: facts, result: 'permerror', reason: mismatch, weaknesses: [] });
      continue;
    }
    const header = world.proven?.(signature.value) ?? (await prove(key, algorithm, signature.value, data));
    const proven: Proven = { header, body };
    const weaknesses = weaknessesOf(signature, key, coverage, receivedAt);
    const [result, reason] = judge(proven, weaknesses);
    const one = { result, reason, signature, proven, weaknesses, key: facts, coverage };
    if (proven.header === 'holds') return one;
    results.push(one);
  }
  // 6.1.2: of several keys the one that verifies counts; where none does, the one that came nearest.
  return (
    results.find(({ proven }) => proven.header === 'changed') ??
    results.find(({ proven }) => proven.header !== null) ??
    (results[0] as DkimResult)
  );
}

function compareBody(signature: Signature, hash: BodyHash | null): Proven['body'] {
  if (hash === null) return 'unknown';
  // 3.5: l= must not be more than the canonical body has.
  if (hash.length !== null && hash.length > hash.size) return 'too-short';
  return hash.value === signature.bodyHash ? 'holds' : 'changed';
}

function weaknessesOf(
  { algorithm, signedAt, expiresAt }: Signature,
  key: Key,
  coverage: Coverage | null,
  receivedAt: number | null,
): readonly Weakness[] {
  const found: Weakness[] = [];
  if (key.testing) found.push('testing-key');
  if (algorithm?.hash === 'sha-1') found.push('sha1');
  if (key.type === 'rsa' && key.bits < MIN_RSA_BITS) found.push('short-key');
  else if (key.type === 'rsa' && key.bits < GOOD_RSA_BITS) found.push('weak-key');
  if (expiresAt !== null && receivedAt !== null && receivedAt > expiresAt) found.push('expired');
  if (signedAt !== null && receivedAt !== null && signedAt > receivedAt + CLOCKS) found.push('signed-after-receipt');
  if (coverage?.body && coverage.body.signed < coverage.body.octets) found.push('body-beyond-length');
  if (coverage && coverage.copies.length > 0) found.push('unsigned-copy');
  return found;
}

export function judge({ header, body }: Proven, weaknesses: readonly Weakness[]): readonly [DkimWord, DkimReason] {
  // 3.6.1, t=y: not to be treated otherwise than unsigned mail, whether the signature holds or not.
  if (weaknesses.includes('testing-key')) return ['policy', 'testing-key'];
  if (header === 'unsupported') return ['neutral', 'unsupported'];
  if (header === 'other-key') return ['fail', 'key-mismatch'];
  if (header !== 'holds') return ['fail', 'header-changed'];
  if (body === 'changed') return ['fail', 'body-changed'];
  if (body === 'too-short') return ['fail', 'body-too-short'];
  for (const weakness of ['sha1', 'short-key', 'expired'] as const)
    if (weaknesses.includes(weakness)) return ['policy', weakness];
  if (body !== 'holds') return ['neutral', 'body-unknown'];
  return ['pass', 'valid'];
}
