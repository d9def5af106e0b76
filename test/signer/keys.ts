/** Keys for the test signer, made once per run, and the records that publish them. Node's crypto, none of the core's code. */
import { generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

export interface TestKey {
  readonly type: 'rsa' | 'ed25519';
  readonly privateKey: KeyObject;
  /** p= of the key record. */
  readonly data: string;
}

const made = new Map<string, TestKey>();

/** The key of that kind; `which` tells several of one kind apart. */
export function testKey(
  kind: 'rsa-512' | 'rsa-1023' | 'rsa-1024' | 'rsa-2048' | 'rsa-4096' | 'ed25519',
  which = 0,
): TestKey {
  const id = `${kind} ${which}`;
  const known = made.get(id);
  if (known) return known;
  const key = kind === 'ed25519' ? ed25519() : rsa(Number(kind.slice(4)));
  made.set(id, key);
  return key;
}

function rsa(modulusLength: number): TestKey {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength });
  return { type: 'rsa', privateKey, data: publicKey.export({ type: 'spki', format: 'der' }).toString('base64') };
}

function ed25519(): TestKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  // The last 32 octets of the SubjectPublicKeyInfo are the key (RFC 8410 4).
  const octets = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
  return { type: 'ed25519', privateKey, data: octets.toString('base64') };
}

/** The key record; `more` are further tags, "; t=y" say. */
export function keyRecord(key: TestKey, more = ''): string {
  return `v=DKIM1; k=${key.type}${more}; p=${key.data}`;
}
