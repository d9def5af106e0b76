/**
 * Implements SHA-256 and SHA-1 (FIPS 180-4 6.2, 6.1) over octets that come in pieces.
 * Does not implement: anything secret; inputs of 2^53 bits and more.
 *
 * Web Crypto hashes faster but only what lies in memory as a whole, and copies it in one go: for a body of 25 MB that is twice
 * its size and a long stop. Large bodies are hashed here, slice by slice, in constant memory; all others there (body-hash.ts).
 */
import type { Octets } from '../octets';

export interface Hasher {
  /** Takes the octets from `start` up to `end`. */
  update(octets: Octets, start: number, end: number): void;
  /** The hash of all that was taken; nothing may follow. */
  digest(): Octets;
}

const BLOCK = 64;

export function hasher(hash: 'sha-1' | 'sha-256'): Hasher {
  const mix = hash === 'sha-1' ? mixSha1 : mixSha256;
  const state = Int32Array.from(hash === 'sha-1' ? SHA1_START : SHA256_START);
  const rest = new Uint8Array(2 * BLOCK);
  let held = 0;
  let total = 0;
  return {
    update(octets, from, end) {
      total += end - from;
      let at = from;
      if (held > 0) {
        while (held < BLOCK && at < end) rest[held++] = octets[at++] as number;
        if (held < BLOCK) return;
        mix(state, rest, 0);
        held = 0;
      }
      for (; at + BLOCK <= end; at += BLOCK) mix(state, octets, at);
      for (; at < end; at++) rest[held++] = octets[at] as number;
    },
    digest() {
      // 5.1.1: a one, zeros, the length in bits.
      const end = held < BLOCK - 8 ? BLOCK : 2 * BLOCK;
      rest.fill(0, held, end);
      rest[held] = 0x80;
      let bits = total * 8;
      for (let at = end - 1; at >= end - 8; at--) {
        rest[at] = bits % 256;
        bits = Math.floor(bits / 256);
      }
      for (let at = 0; at < end; at += BLOCK) mix(state, rest, at);
      const octets = new Uint8Array(state.length * 4);
      for (const [place, word] of state.entries())
        for (let octet = 0; octet < 4; octet++) octets[place * 4 + octet] = word >>> (24 - octet * 8);
      return octets;
    },
  };
}

const SHA256_START = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];

const SHA256_ROUNDS = Int32Array.from([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98,
  0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
  0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8,
  0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
  0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
  0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
  0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
  0xc67178f2,
]);

const SHA1_START = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];

/** The message schedule: it is used within one call only, and nothing is awaited there. */
const schedule = new Int32Array(80);

function load(octets: Octets, at: number): void {
  for (let word = 0; word < 16; word++, at += 4)
    schedule[word] =
      ((octets[at] as number) << 24) |
      ((octets[at + 1] as number) << 16) |
      ((octets[at + 2] as number) << 8) |
      (octets[at + 3] as number);
}

// One block a call, all words in local variables: engines compile this to some five milliseconds a megabyte, and anything
// cleverer to three times that.

/** Mixes the block at `at` into the state. */
function mixSha256(state: Int32Array, octets: Octets, at: number): void {
  const w = schedule;
  const k = SHA256_ROUNDS;
  load(octets, at);
  for (let t = 16; t < 64; t++) {
    const x = w[t - 15] as number;
    const y = w[t - 2] as number;
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[t] = ((w[t - 16] as number) + s0 + (w[t - 7] as number) + s1) | 0;
  }
  let a = word(state, 0);
  let b = word(state, 1);
  let c = word(state, 2);
  let d = word(state, 3);
  let e = word(state, 4);
  let f = word(state, 5);
  let g = word(state, 6);
  let h = word(state, 7);
  for (let t = 0; t < 64; t++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + (g ^ (e & (f ^ g))) + (k[t] as number) + (w[t] as number)) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) | (c & (a | b)))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  state[0] = word(state, 0) + a;
  state[1] = word(state, 1) + b;
  state[2] = word(state, 2) + c;
  state[3] = word(state, 3) + d;
  state[4] = word(state, 4) + e;
  state[5] = word(state, 5) + f;
  state[6] = word(state, 6) + g;
  state[7] = word(state, 7) + h;
}

/** The same for SHA-1. */
function mixSha1(state: Int32Array, octets: Octets, at: number): void {
  const w = schedule;
  load(octets, at);
  for (let t = 16; t < 80; t++) {
    const x = (w[t - 3] as number) ^ (w[t - 8] as number) ^ (w[t - 14] as number) ^ (w[t - 16] as number);
    w[t] = (x << 1) | (x >>> 31);
  }
  let a = word(state, 0);
  let b = word(state, 1);
  let c = word(state, 2);
  let d = word(state, 3);
  let e = word(state, 4);
  for (let t = 0; t < 80; t++) {
    const mixed =
      t < 20
        ? (d ^ (b & (c ^ d))) + 0x5a827999
        : t < 40
          ? (b ^ c ^ d) + 0x6ed9eba1
          : t < 60
            ? ((b & c) | (d & (b | c))) + 0x8f1bbcdc
            : (b ^ c ^ d) + 0xca62c1d6;
    const next = (((a << 5) | (a >>> 27)) + mixed + e + (w[t] as number)) | 0;
    e = d;
    d = c;
    c = (b << 30) | (b >>> 2);
    b = a;
    a = next;
  }
  state[0] = word(state, 0) + a;
  state[1] = word(state, 1) + b;
  state[2] = word(state, 2) + c;
  state[3] = word(state, 3) + d;
  state[4] = word(state, 4) + e;
}

function word(state: Int32Array, at: number): number {
  return state[at] as number;
}
