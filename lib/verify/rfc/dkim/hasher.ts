/**
 * Implements nothing itself: SHA-256 and SHA-1 (FIPS 180-4) over octets that come in pieces are @noble/hashes'.
 * Does not implement: anything secret.
 *
 * Web Crypto hashes faster but only what lies in memory as a whole, and copies it in one go: for a body of 25 MB that is twice
 * its size and a long stop. Large bodies are hashed here, slice by slice, in constant memory; all others there (body-hash.ts).
 */
import { sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { Octets } from '../octets';

export interface Hasher {
  /** Takes the octets from `start` up to `end`. */
  update(octets: Octets, start: number, end: number): void;
  /** The hash of all that was taken; nothing may follow. */
  digest(): Uint8Array;
}

export function hasher(hash: 'sha-1' | 'sha-256'): Hasher {
  const made = (hash === 'sha-1' ? sha1 : sha256).create();
  return {
    update: (octets, start, end) => void made.update(octets.subarray(start, end)),
    digest: () => made.digest(),
  };
}
