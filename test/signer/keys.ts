/** Keys for the test signer, made once per run, and the records that publish them. Node's crypto, none of the core's code. */
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

export interface TestKey {
  readonly type: 'rsa' | 'ed25519';
  readonly privateKey: KeyObject;
  /** p= of the key record. */
  readonly data: string;
}

export type KeyKind = 'rsa-512' | 'rsa-1023' | 'rsa-1024' | 'rsa-2048' | 'rsa-4096' | 'ed25519';

const made = new Map<string, TestKey>();

/** The key of that kind; `which` tells several of one kind apart. */
export function testKey(kind: KeyKind, which = 0): TestKey {
  const id = `${kind} ${which}`;
  const known = made.get(id);
  if (known) return known;
  const key = testKeyOf(newPrivateKey(kind));
  made.set(id, key);
  return key;
}

export function newPrivateKey(kind: KeyKind): KeyObject {
  if (kind === 'ed25519') return generateKeyPairSync('ed25519').privateKey;
  return generateKeyPairSync('rsa', { modulusLength: Number(kind.slice(4)) }).privateKey;
}

export function testKeyOf(privateKey: KeyObject): TestKey {
  const type = privateKey.asymmetricKeyType === 'ed25519' ? 'ed25519' : 'rsa';
  const octets = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  // The last 32 octets of the SubjectPublicKeyInfo are the key (RFC 8410 4).
  return { type, privateKey, data: (type === 'rsa' ? octets : octets.subarray(-32)).toString('base64') };
}

/** The key record; `more` are further tags, "; t=y" say. */
export function keyRecord(key: TestKey, more = ''): string {
  return `v=DKIM1; k=${key.type}${more}; p=${key.data}`;
}
