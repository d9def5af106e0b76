/**
 * Implements RFC 6376 3.7, step 1: the hashes of a body, each distinct one once, for DKIM and ARC alike.
 * Does not implement: choosing what is wanted; comparing.
 *
 * Web Crypto hashes no streams, so the canonical octets lie in memory while they are hashed: as much as the body has, once, and
 * what the platform copies. One canonicalization after the other uses the same room.
 */
import type { Body } from '../../message';
import { writeBase64 } from '../octets';
import type { Octets } from '../octets';
import { canonicalBody, openBody, roomFor } from './canonical-body';
import type { BodyWanted, Signature } from './signature';

/** Distinct hashes of one mail. Real mails need one or two; each costs a pass over the body, and anyone can ask with an l=. */
export const MAX_BODY_HASHES = 8;

/** Plain data, to be kept with the digest of a mail: the body is hashed once for all later passes. */
export interface BodyHash extends BodyWanted {
  /** Base64. */
  readonly value: string;
  /** Octets of the whole canonical body. Where `length` is larger, the hash is that of the whole. */
  readonly size: number;
}

const NAMES = { 'sha-1': 'SHA-1', 'sha-256': 'SHA-256' } as const;

/** What signatures without a fault ask for; ARC's count as well. */
export function wantedBodies(signatures: readonly Signature[]): readonly BodyWanted[] {
  return signatures.filter(({ fault }) => fault === null).map(({ body }) => body);
}

/** Hashes what is `wanted`, first come, first served. Null: there is no body, or its source is gone. Never rejects. */
export async function hashBodies(
  body: Body | null,
  wanted: readonly BodyWanted[],
): Promise<readonly BodyHash[] | null> {
  if (body === null) return null;
  const distinct: BodyWanted[] = [];
  for (const one of wanted) {
    if (distinct.length === MAX_BODY_HASHES) break;
    if (!distinct.some((other) => isSame(one, other))) distinct.push(one);
  }
  const hashes: BodyHash[] = [];
  if (distinct.length === 0) return hashes;
  try {
    const open = await openBody(body);
    let room: Octets | null = null;
    for (const kind of ['relaxed', 'simple'] as const) {
      const ones = distinct.filter(({ canonicalization }) => canonicalization === kind);
      if (ones.length === 0) continue;
      const octets = await canonicalBody(open, kind, () => (room ??= new Uint8Array(roomFor(open))));
      for (const one of ones) {
        const signed = one.length === null || one.length >= octets.length ? octets : octets.subarray(0, one.length);
        const digest = await crypto.subtle.digest(NAMES[one.hash], signed);
        hashes.push({ ...one, value: writeBase64(new Uint8Array(digest)), size: octets.length });
      }
    }
  } catch {
    return null;
  }
  return hashes;
}

/** The hash that was wanted; null if it was not made. */
export function findBodyHash(hashes: readonly BodyHash[] | null, wanted: BodyWanted): BodyHash | null {
  return hashes?.find((hash) => isSame(hash, wanted)) ?? null;
}

function isSame(one: BodyWanted, other: BodyWanted): boolean {
  return one.canonicalization === other.canonicalization && one.length === other.length && one.hash === other.hash;
}
