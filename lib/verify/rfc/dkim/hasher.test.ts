import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hasher } from './hasher';

const NODE = { 'sha-1': 'sha1', 'sha-256': 'sha256' } as const;

describe.each(['sha-1', 'sha-256'] as const)('%s', (hash) => {
  const wanted = (octets: Uint8Array): string => createHash(NODE[hash]).update(octets).digest('hex');

  it('of every length about a block or two', () => {
    for (let length = 0; length < 200; length++) {
      const octets = Uint8Array.from({ length }, (_, at) => (at * 7 + length) & 255);
      const made = hasher(hash);
      made.update(octets, 0, length);
      expect(Buffer.from(made.digest()).toString('hex')).toBe(wanted(octets));
    }
  });

  it('does not depend on the pieces', () => {
    const octets = Uint8Array.from({ length: 5000 }, (_, at) => (at * at) & 255);
    fc.assert(
      fc.property(fc.array(fc.nat(200), { maxLength: 30 }), (pieces) => {
        const made = hasher(hash);
        let at = 0;
        for (const length of pieces) {
          made.update(octets, at, Math.min(octets.length, at + length));
          at = Math.min(octets.length, at + length);
        }
        expect(Buffer.from(made.digest()).toString('hex')).toBe(wanted(octets.subarray(0, at)));
      }),
    );
  });

  it('of a million octets', () => {
    const octets = new Uint8Array(1_000_003).fill(97);
    const made = hasher(hash);
    made.update(octets, 0, octets.length);
    expect(Buffer.from(made.digest()).toString('hex')).toBe(wanted(octets));
  });
});
