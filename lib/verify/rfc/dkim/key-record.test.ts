import { describe, expect, it } from 'vitest';
import { testKey } from '../../../../test/signer/keys';
import { writeBase64 } from '../octets';
import { MAX_RSA_BITS, readKeyRecord } from './key-record';
import { writeRsaKey } from './rsa-key';

const RSA = testKey('rsa-1024').data;
const ED = testKey('ed25519').data;

/** A key of so many bits that nobody has the other half of. */
function sized(bits: number, exponent = 3): string {
  const modulus = new Uint8Array(Math.ceil(bits / 8)).fill(255);
  modulus[0] = 255 >> (modulus.length * 8 - bits);
  return writeBase64(writeRsaKey({ bits, modulus, exponent: Uint8Array.of(...toBytes(exponent)) }));
}

function toBytes(value: number): number[] {
  return value < 256 ? [value] : [...toBytes(Math.floor(value / 256)), value % 256];
}

describe('readKeyRecord', () => {
  it.each([
    [
      `v=DKIM1; k=rsa; p=${RSA}`,
      { type: 'rsa', bits: 1024, hashes: null, services: null, testing: false, strict: false },
    ],
    [`p=${RSA}`, { type: 'rsa', note: null }],
    [`v=DKIM1;;p=${RSA.slice(0, 30)} ${RSA.slice(30)};`, { bits: 1024 }],
    [`v=DKIM1; k=ed25519; p=${ED}`, { type: 'ed25519', bits: 256 }],
    [
      `v=DKIM1; h=sha1 : SHA256; s=email:*; t=y : s; n=a note; p=${RSA}`,
      {
        hashes: ['sha1', 'sha256'],
        services: ['email', '*'],
        testing: true,
        strict: true,
        note: 'a note',
      },
    ],
    [`v=DKIM1; g=; t=x; p=${RSA}`, { testing: false, strict: false }],
    [`p=${sized(1023)}`, { bits: 1023 }],
    [`p=${sized(1025)}`, { bits: 1025 }],
    [`p=${sized(MAX_RSA_BITS)}`, { bits: MAX_RSA_BITS }],
    [`p=${sized(1024, 0x1_0001)}`, { bits: 1024 }],
  ])('%j', (record, wanted) => {
    expect(readKeyRecord(record)).toMatchObject({ ok: true, key: { ...wanted, record } });
  });

  it.each([
    ['', 'not-a-key'],
    ['v=spf1 -all', 'not-a-key'],
    ['v=DMARC1; p=reject', 'not-a-key'],
    [`v=DKIM2; p=${RSA}`, 'not-a-key'],
    [`p=${RSA}; v=DKIM1`, 'not-a-key'],
    ['some words', 'not-a-key'],
    ['v=DKIM1; k=rsa', 'key-syntax'],
    [`k=rsa; t; p=${RSA}`, 'key-syntax'],
    [`v=DKIM1; p=${RSA}; p=`, 'key-syntax'],
    ['v=DKIM1; p=', 'key-revoked'],
    ['p=', 'key-revoked'],
    ['v=DKIM1; p=***', 'key-syntax'],
    ['v=DKIM1; p=AAAA', 'key-syntax'],
    [`v=DKIM1; p=${RSA.slice(0, 100)}`, 'key-syntax'],
    [`v=DKIM1; k=RSA; p=${RSA}`, 'unknown-key-type'],
    [`v=DKIM1; k=ed25519; p=${RSA}`, 'key-syntax'],
    [`v=DKIM1; k=rsa; p=${ED}`, 'key-syntax'],
    // RFC 8463 4.2: not wrapped.
    ['v=DKIM1; k=ed25519; p=MCowBQYDK2VwAyEA3SUqa9UbfciWkk7tlcJ9P1VD5pXAasg0JUn/OgjVbKE=', 'key-syntax'],
    [`p=${sized(MAX_RSA_BITS + 1)}`, 'key-too-long'],
    [`p=${sized(1024, 0x1_0000_0001)}`, 'key-syntax'],
  ])('%j: %s', (record, fault) => {
    expect(readKeyRecord(record)).toEqual({ ok: false, fault });
  });
});
