/**
 * Implements RFC 6376 6.1.2, steps 4–8, as far as key and signature must agree; for ARC seals too (RFC 8617 4.1.3).
 * Does not implement: what the record alone decides (key-record.ts).
 */
import type { Key } from './key-record';
import type { Algorithm } from './tag-values';

export type KeyMismatch = 'key-type-mismatch' | 'key-hash-mismatch' | 'key-service-mismatch' | 'key-domain-mismatch';

/** Why `key` cannot be this signature's; null if it can. `identity` is i=, null where it is left off. */
export function keyMismatch(
  key: Key,
  algorithm: Algorithm,
  domain: string,
  identity: string | null,
): KeyMismatch | null {
  if (key.type !== algorithm.key) return 'key-type-mismatch';
  const hash = algorithm.hash === 'sha-1' ? 'sha1' : 'sha256';
  if (key.hashes && !key.hashes.includes(hash)) return 'key-hash-mismatch';
  if (key.services && !key.services.includes('*') && !key.services.includes('email')) return 'key-service-mismatch';
  // 3.6.1, t=s: the domain of i= must be d= itself. Where i= is left off, it is.
  if (key.strict && identity !== null && !identity.endsWith(`@${domain}`)) return 'key-domain-mismatch';
  return null;
}
