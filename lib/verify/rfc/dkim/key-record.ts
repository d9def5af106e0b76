/**
 * Implements RFC 6376 3.6.1 (key records, with the changes of RFC 8301 and 8463) and 6.1.2, steps 4–9, as far as the record alone
 * decides them.
 * Does not implement: g= (RFC 4871, gone since RFC 6376); looking records up; comparing with a signature.
 */
import { readBase64 } from '../octets';
import type { Octets } from '../octets';
import { readTags } from '../tags';
import { readRsaKey } from './rsa-key';
import type { RsaKey } from './rsa-key';

/** The largest key that is worked with. RFC 8301 3.2 asks for up to 4096 bits; a signature costs with the cube of its key. */
export const MAX_RSA_BITS = 8192;

/** What a public exponent may have at most: Web Crypto's own libraries refuse more, and it costs as well. */
const MAX_EXPONENT_OCTETS = 4;

/** The parsed records that are remembered, by their text. */
export const MAX_REMEMBERED = 64;

export interface Key {
  readonly type: 'rsa' | 'ed25519';
  /** Bits of an RSA modulus; 256 for Ed25519. */
  readonly bits: number;
  readonly rsa: RsaKey | null;
  /** The 32 octets of an Ed25519 key. */
  readonly ed25519: Octets | null;
  /** h=, lower case; null allows all. */
  readonly hashes: readonly string[] | null;
  /** s=, lower case; null allows all. */
  readonly services: readonly string[] | null;
  /** t=y: the domain tests; its mail is to be treated as unsigned. */
  readonly testing: boolean;
  /** t=s: i= must be at the domain itself. */
  readonly strict: boolean;
  /** n=: a note for people; null if there is none. */
  readonly note: string | null;
  readonly record: string;
}

/** Why a record is no key. `not-a-key`: it does not even try to be one (another protocol's, or nothing at all). */
export type KeyFault = 'not-a-key' | 'key-syntax' | 'key-revoked' | 'unknown-key-type' | 'key-too-long';

export type KeyReading = { readonly ok: true; readonly key: Key } | { readonly ok: false; readonly fault: KeyFault };

const remembered = new Map<string, KeyReading>();

/** Reads one TXT record, a byte string. Never throws. */
export function readKeyRecord(record: string): KeyReading {
  const known = remembered.get(record);
  if (known) return known;
  const reading = read(record);
  const oldest = remembered.size < MAX_REMEMBERED ? undefined : remembered.keys().next().value;
  if (oldest !== undefined) remembered.delete(oldest);
  remembered.set(record, reading);
  return reading;
}

function read(record: string): KeyReading {
  const { tags, fault } = readTags(record);
  const value = (name: string): string | null => tags.find((tag) => tag.name === name)?.value ?? null;
  const version = value('v');
  const data = value('p');
  // Step 5: a v= must be the first tag, and "DKIM1".
  if (version !== null && (version !== 'DKIM1' || tags[0]?.name !== 'v')) return fail('not-a-key');
  if (version === null && data === null) return fail('not-a-key');
  // ";;" is no tag list (3.2) but does no harm in a record, and is met with.
  if ((fault !== null && fault !== 'empty-tag') || data === null) return fail('key-syntax');
  if (data === '') return fail('key-revoked');
  const type = value('k') ?? 'rsa';
  if (type !== 'rsa' && type !== 'ed25519') return fail('unknown-key-type');
  const octets = readBase64(data);
  const rsa = octets && type === 'rsa' ? readRsaKey(octets) : null;
  // RFC 8463 4.2: the 32 octets as they are, not wrapped.
  const ed25519 = octets?.length === 32 && type === 'ed25519' ? octets : null;
  if (!rsa && !ed25519) return fail('key-syntax');
  if (rsa && rsa.bits > MAX_RSA_BITS) return fail('key-too-long');
  if (rsa && rsa.exponent.length > MAX_EXPONENT_OCTETS) return fail('key-syntax');
  const flags = words(value('t')) ?? [];
  return {
    ok: true,
    key: {
      type,
      bits: rsa?.bits ?? 256,
      rsa,
      ed25519,
      hashes: words(value('h')),
      services: words(value('s')),
      testing: flags.includes('y'),
      strict: flags.includes('s'),
      note: value('n'),
      record,
    },
  };
}

function fail(fault: KeyFault): KeyReading {
  return { ok: false, fault };
}

function words(value: string | null): readonly string[] | null {
  return value === null ? null : value.split(':').map((word) => word.trim().toLowerCase());
}
