/**
 * Implements the signature algorithms of DKIM and ARC on Web Crypto: RSASSA-PKCS1-v1_5 (RFC 8017 8.2.2; RFC 6376 3.3) and
 * Ed25519 over a SHA-256 hash (RFC 8463 3).
 * Does not implement: deciding which algorithms and key sizes are acceptable.
 */
import { readBase64 } from '../octets';
import type { Octets } from '../octets';
import type { Key } from './key-record';
import { writeRsaKey } from './rsa-key';
import type { RsaKey } from './rsa-key';
import type { Algorithm } from './tag-values';

/**
 * holds: made by this key over these octets; changed: made by this key over others; other-key: not made by this key, or
 * damaged; broken: one of these two, it cannot be told; unsupported: the platform cannot verify this.
 */
export type Proof = 'holds' | 'changed' | 'other-key' | 'broken' | 'unsupported';

/**
 * Imported keys, by hash, for as long as their records are remembered (key-record.ts). An import costs half a verification.
 */
const imported: Readonly<Record<Algorithm['hash'], WeakMap<Key, Promise<CryptoKey | null>>>> = {
  'sha-1': new WeakMap(),
  'sha-256': new WeakMap(),
};

/** `value` is the signature in base64, `data` the octets that were signed. Key and algorithm must be of one type. Never rejects. */
export async function prove(key: Key, algorithm: Algorithm, value: string, data: Octets): Promise<Proof> {
  const signature = readBase64(value);
  const cryptoKey = await importKey(key, algorithm);
  if (cryptoKey === null) return 'unsupported';
  if (signature === null) return 'broken';
  try {
    if (algorithm.key === 'ed25519') {
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', data));
      return (await crypto.subtle.verify(ED25519, cryptoKey, signature, digest)) ? 'holds' : 'broken';
    }
    if (await crypto.subtle.verify(RSA, cryptoKey, signature, data)) return 'holds';
  } catch {
    return 'unsupported';
  }
  return key.rsa ? (isMadeBy(key.rsa, algorithm, signature) ? 'changed' : 'other-key') : 'broken';
}

const ED25519 = { name: 'Ed25519' };
const RSA = { name: 'RSASSA-PKCS1-v1_5' };

function importKey(key: Key, algorithm: Algorithm): Promise<CryptoKey | null> {
  const keys = imported[algorithm.hash];
  let made = keys.get(key);
  if (!made) {
    made = load(key, algorithm).catch(() => null);
    keys.set(key, made);
  }
  return made;
}

async function load(key: Key, algorithm: Algorithm): Promise<CryptoKey | null> {
  const { subtle } = crypto;
  if (key.ed25519) return subtle.importKey('raw', key.ed25519, ED25519, false, ['verify']);
  if (!key.rsa) return null;
  const hash = algorithm.hash === 'sha-1' ? 'SHA-1' : 'SHA-256';
  return subtle.importKey('spki', writeRsaKey(key.rsa), { ...RSA, hash }, false, ['verify']);
}

/** What stands before the hash in a padded message (RFC 8017 9.2, note 1). */
const DIGEST_INFO: Readonly<Record<Algorithm['hash'], { readonly head: string; readonly octets: number }>> = {
  'sha-1': { head: '3021300906052b0e03021a05000414', octets: 20 },
  'sha-256': { head: '3031300d060960864801650304020105000420', octets: 32 },
};

/**
 * True if the signature holds a message padded as this algorithm's is: only the owner of the key can have made one. So a
 * changed header is told apart from a key that was replaced since, or another's.
 */
function isMadeBy({ modulus, exponent }: RsaKey, { hash }: Algorithm, signature: Octets): boolean {
  if (signature.length !== modulus.length) return false;
  const n = toNumber(modulus);
  let base = toNumber(signature);
  if (base >= n) return false;
  let message = 1n;
  for (let left = toNumber(exponent); left > 0n; left >>= 1n) {
    if (left & 1n) message = (message * base) % n;
    base = (base * base) % n;
  }
  const { head, octets } = DIGEST_INFO[hash];
  const fill = modulus.length - 3 - head.length / 2 - octets;
  const wanted = `0001${'ff'.repeat(Math.max(0, fill))}00${head}`;
  return (
    fill >= 8 &&
    message
      .toString(16)
      .padStart(modulus.length * 2, '0')
      .startsWith(wanted)
  );
}

function toNumber(octets: Octets): bigint {
  let digits = '0x';
  for (const octet of octets) digits += (octet < 16 ? '0' : '') + octet.toString(16);
  return BigInt(digits);
}
