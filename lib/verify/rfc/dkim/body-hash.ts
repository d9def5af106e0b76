/**
 * Implements RFC 6376 3.7, step 1: the hashes of a body, each distinct one once, for DKIM and ARC alike.
 * Does not implement: choosing what is wanted; comparing.
 *
 * A body of ordinary size is read as a whole and hashed by Web Crypto. Web Crypto hashes no streams, so a large body is hashed
 * here, a slice at a time, all its hashes of one canonical form in one pass: no more than two passes, and memory for one slice.
 */
import type { Body } from '../../message';
import { writeBase64 } from '../octets';
import type { Octets } from '../octets';
import { breathe } from './breathe';
import { startBody } from './body-writer';
import { canonicalBody, endBody, hasCrlf, writeBody } from './canonical-body';
import { hasher } from './hasher';
import type { Hasher } from './hasher';
import type { BodyWanted, Signature } from './signature';
import type { Canonicalization } from './tag-values';

/** Distinct hashes of one mail. Real mails need one or two; each costs a pass over the body, and anyone can ask with an l=. */
export const MAX_BODY_HASHES = 8;

/** Octets up to which a body is read as a whole: what the platform copies of it must not take long. */
export const WHOLE = 2_097_152;

/** Octets of a larger body read at a time: some milliseconds of work for each hash. */
export const SLICE = 524_288;

/** Plain data, to be kept with the digest of a mail: the body is hashed once for all later passes. */
export interface BodyHash extends BodyWanted {
  /** Base64. */
  readonly value: string;
  /** Octets of the whole canonical body. Where `length` is larger, the hash is that of the whole. */
  readonly size: number;
}

/** What signatures without a fault ask for; ARC's count as well. */
export function wantedBodies(signatures: readonly Signature[]): readonly BodyWanted[] {
  return signatures.filter(({ fault }) => fault === null).map(({ body }) => body);
}

/**
 * Hashes what is `wanted`, first come, first served. Null: there is no body, or its source is gone. Never rejects. Bodies up to
 * `whole` octets are read at once, others in slices.
 */
export async function hashBodies(
  body: Body | null,
  wanted: readonly BodyWanted[],
  whole = WHOLE,
  slice = SLICE,
): Promise<readonly BodyHash[] | null> {
  if (body === null) return null;
  const distinct: BodyWanted[] = [];
  for (const one of wanted) {
    if (distinct.length === MAX_BODY_HASHES) break;
    if (!distinct.some((other) => isSame(one, other))) distinct.push(one);
  }
  if (distinct.length === 0) return [];
  try {
    return await (body.size <= whole ? hashWhole(body, distinct) : hashSlices(body, distinct, slice));
  } catch {
    return null;
  }
}

/** The hash that was wanted; null if it was not made. */
export function findBodyHash(hashes: readonly BodyHash[] | null, wanted: BodyWanted): BodyHash | null {
  return hashes?.find((hash) => isSame(hash, wanted)) ?? null;
}

function isSame(one: BodyWanted, other: BodyWanted): boolean {
  return one.canonicalization === other.canonicalization && one.length === other.length && one.hash === other.hash;
}

const NAMES = { 'sha-1': 'SHA-1', 'sha-256': 'SHA-256' } as const;

async function hashWhole(body: Body, wanted: readonly BodyWanted[]): Promise<readonly BodyHash[]> {
  const octets = await body.slice(0, body.size);
  const forms = new Map<Canonicalization, Octets>();
  return Promise.all(
    wanted.map(async (one) => {
      const form = forms.get(one.canonicalization) ?? canonicalBody(octets, one.canonicalization);
      forms.set(one.canonicalization, form);
      const signed = one.length === null ? form : form.subarray(0, one.length);
      const digest = await crypto.subtle.digest(NAMES[one.hash], signed);
      return { ...one, value: writeBase64(new Uint8Array(digest)), size: form.length };
    }),
  );
}

async function hashSlices(body: Body, wanted: readonly BodyWanted[], slice: number): Promise<readonly BodyHash[]> {
  const bareLines = await endsInLf(body, slice);
  const hashes: BodyHash[] = [];
  for (const kind of ['relaxed', 'simple'] as const) {
    const made = wanted.filter((one) => one.canonicalization === kind).map((one) => ({ one, hash: hasher(one.hash) }));
    if (made.length === 0) continue;
    let size = 0;
    const emit = (octets: Octets, start: number, end: number): void => {
      for (const { one, hash } of made) take(hash, one.length, size, octets, start, end);
      size += end - start;
    };
    const writer = startBody();
    for (let at = 0; at < body.size; at += slice)
      writeBody(writer, { kind, bareLines }, await readSlice(body, at, slice), emit);
    endBody(writer, { kind, bareLines }, emit);
    for (const { one, hash } of made) hashes.push({ ...one, value: writeBase64(hash.digest()), size });
  }
  return hashes;
}

/** Gives a hash what is before its l=. */
function take(hash: Hasher, length: number | null, size: number, octets: Octets, start: number, end: number): void {
  const last = length === null ? end : Math.min(end, start + length - size);
  if (last > start) hash.update(octets, start, last);
}

/** True if lines end in LF alone. A body with a CRLF anywhere is read up to the first. */
async function endsInLf(body: Body, slice: number): Promise<boolean> {
  let some = false;
  let last = 0;
  for (let at = 0; at < body.size; at += slice) {
    const octets = await readSlice(body, at, slice);
    const crlf = hasCrlf(octets, last);
    if (crlf === true) return false;
    some ||= crlf === false;
    last = octets[octets.length - 1] ?? 0;
  }
  return some;
}

async function readSlice(body: Body, at: number, slice: number): Promise<Octets> {
  if (at > 0) await breathe();
  return body.slice(at, Math.min(body.size, at + slice));
}
