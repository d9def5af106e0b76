/**
 * Implements RFC 6376 3.6.2 and 6.1.2, steps 1–3: the key records of a selector. Where several are published, each that is a key
 * is tried.
 * Does not implement: other query methods than dns/txt; CNAMEs (the World follows them).
 */
import type { Failure, World } from '../../world';
import { readKeyRecord } from './key-record';
import type { Key, KeyFault } from './key-record';

/** Records of one name that are tried. Two stand side by side while a key is changed. */
export const MAX_KEY_RECORDS = 4;

/** Why DNS gave no answer. `nxdomain` is one: there is no key. */
export type LookupFailure = Exclude<Failure, 'nxdomain'>;

export type KeyTrouble = LookupFailure | 'no-key' | Exclude<KeyFault, 'not-a-key'>;

export type Keys =
  | { readonly ok: true; readonly keys: readonly Key[]; readonly dnssec: 'secure' | 'insecure' | 'unknown' }
  | { readonly ok: false; readonly result: 'temperror' | 'permerror'; readonly reason: KeyTrouble };

/** `selector` and `domain` are A-labels. Asks one question. */
export async function findKeys(world: World, selector: string, domain: string): Promise<Keys> {
  const answer = await world.dns(`${selector}._domainkey.${domain}`, 'TXT');
  if (!answer.ok) {
    if (answer.failure === 'nxdomain') return { ok: false, result: 'permerror', reason: 'no-key' };
    return { ok: false, result: 'temperror', reason: answer.failure };
  }
  const keys: Key[] = [];
  let trouble: KeyTrouble = 'no-key';
  for (const record of answer.value.slice(0, MAX_KEY_RECORDS)) {
    const reading = readKeyRecord(record);
    if (reading.ok) keys.push(reading.key);
    else if (reading.fault !== 'not-a-key') trouble = reading.fault;
  }
  return keys.length > 0
    ? { ok: true, keys, dnssec: answer.dnssec }
    : { ok: false, result: 'permerror', reason: trouble };
}
