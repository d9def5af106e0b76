/**
 * Implements what DKIM needs of DER (X.690) to read an RSA public key in both forms that p= holds in the wild: RSAPublicKey
 * (RFC 8017 A.1.1, as RFC 6376 3.6.1 says) and SubjectPublicKeyInfo (RFC 5280 4.1.2.7, as everyone writes; erratum 3017).
 * Does not implement: other key types, certificates, indefinite lengths (DER has none).
 *
 * The numbers are taken out and a SubjectPublicKeyInfo is written anew: Web Crypto takes only that, and refuses keys with
 * an odd but harmless encoding (no NULL, zeros before a number).
 */
import type { Octets } from '../octets';

export interface RsaKey {
  readonly bits: number;
  readonly modulus: Octets;
  readonly exponent: Octets;
}

const INTEGER = 2;
const BIT_STRING = 3;
const NULL = 5;
const OBJECT_ID = 6;
const SEQUENCE = 0x30;

/** 1.2.840.113549.1.1.1, rsaEncryption. */
const RSA_ENCRYPTION = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];

interface Item {
  readonly tag: number;
  readonly start: number;
  readonly end: number;
}

/** Null if the octets are no RSA key. What follows the key is not looked at. */
export function readRsaKey(octets: Octets): RsaKey | null {
  const outer = readItem(octets, 0, octets.length);
  if (outer?.tag !== SEQUENCE) return null;
  const first = readItem(octets, outer.start, outer.end);
  if (first?.tag !== SEQUENCE) return readNumbers(octets, outer);
  const id = readItem(octets, first.start, first.end);
  if (id?.tag !== OBJECT_ID || id.end - id.start !== RSA_ENCRYPTION.length) return null;
  if (RSA_ENCRYPTION.some((octet, index) => octets[id.start + index] !== octet)) return null;
  const bits = readItem(octets, first.end, outer.end);
  // The first octet of a bit string counts the bits of the last that do not belong to it.
  if (bits?.tag !== BIT_STRING || octets[bits.start] !== 0) return null;
  const inner = readItem(octets, bits.start + 1, bits.end);
  return inner?.tag === SEQUENCE ? readNumbers(octets, inner) : null;
}

function readNumbers(octets: Octets, { start, end }: Item): RsaKey | null {
  const n = readItem(octets, start, end);
  const e = n && readItem(octets, n.end, end);
  if (n?.tag !== INTEGER || e?.tag !== INTEGER) return null;
  const modulus = withoutZeros(octets.subarray(n.start, n.end));
  const exponent = withoutZeros(octets.subarray(e.start, e.end));
  const top = modulus[0];
  if (top === undefined || exponent.length === 0) return null;
  return { bits: modulus.length * 8 - (Math.clz32(top) - 24), modulus, exponent };
}

function withoutZeros(octets: Octets): Octets {
  let start = 0;
  while (octets[start] === 0) start++;
  return octets.subarray(start);
}

function readItem(octets: Octets, at: number, limit: number): Item | null {
  const tag = octets[at];
  const short = octets[at + 1];
  if (tag === undefined || short === undefined || at + 2 > limit) return null;
  let start = at + 2;
  let length = short;
  if (short >= 0x80) {
    // Three octets count more than any DNS answer holds.
    const count = short - 0x80;
    if (count === 0 || count > 3) return null;
    length = 0;
    for (let left = count; left > 0; left--) length = length * 256 + (octets[start++] ?? 0);
  }
  return start + length <= limit ? { tag, start, end: start + length } : null;
}

/** The key as SubjectPublicKeyInfo. */
export function writeRsaKey({ modulus, exponent }: RsaKey): Octets {
  const numbers = write(SEQUENCE, [...writeNumber(modulus), ...writeNumber(exponent)]);
  const algorithm = write(SEQUENCE, [...write(OBJECT_ID, RSA_ENCRYPTION), ...write(NULL, [])]);
  return Uint8Array.from(write(SEQUENCE, [...algorithm, ...write(BIT_STRING, [0, ...numbers])]));
}

function writeNumber(octets: Octets): number[] {
  // A first bit that is set would make it negative.
  return write(INTEGER, (octets[0] ?? 0) >= 0x80 ? [0, ...octets] : [...octets]);
}

function write(tag: number, content: readonly number[]): number[] {
  const { length } = content;
  if (length < 0x80) return [tag, length, ...content];
  if (length < 0x100) return [tag, 0x81, length, ...content];
  return [tag, 0x82, length >> 8, length & 255, ...content];
}
