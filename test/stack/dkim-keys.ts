import { createPrivateKey } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { KeyKind, TestKey } from '../signer/keys.ts';
import { newPrivateKey, testKeyOf } from '../signer/keys.ts';
import { INSIDE } from './place.ts';

const FOLDER = `${INSIDE}/keys`;

/** Whose keys there are. */
const KINDS = {
  author: 'rsa-2048',
  /** Signs in the author's name; the author publishes another key there. */
  stranger: 'rsa-2048',
  edwards: 'ed25519',
  short: 'rsa-512',
  service: 'rsa-2048',
  list: 'rsa-2048',
  opendkim: 'rsa-2048',
  rspamd: 'rsa-2048',
} as const satisfies Record<string, KeyKind>;

export type KeyName = keyof typeof KINDS;

const read = new Map<KeyName, TestKey>();

/** File of a private key in PEM, for servers that sign. */
export function keyFile(name: KeyName): string {
  dkimKey(name);
  return fileOf(name);
}

const fileOf = (name: KeyName): string => `${FOLDER}/${name}.pem`;

/** A key of the stack; made once, for the mails in the mailbox stay and so must what they are verified by. */
export function dkimKey(name: KeyName): TestKey {
  const known = read.get(name);
  if (known) return known;
  const key = testKeyOf(createPrivateKey(pem(name)));
  read.set(name, key);
  return key;
}

function pem(name: KeyName): string {
  try {
    return readFileSync(fileOf(name), 'utf8');
  } catch {
    const text = newPrivateKey(KINDS[name]).export({ type: 'pkcs8', format: 'pem' }).toString();
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(`${fileOf(name)}.new`, text, { mode: 0o600 });
    renameSync(`${fileOf(name)}.new`, fileOf(name));
    return text;
  }
}
