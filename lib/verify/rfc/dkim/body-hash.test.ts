import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { bodyOf } from '../../../../test/signer/read-mail';
import type { Body } from '../../message';
import { MAX_BODY_HASHES, SLICE, WHOLE, findBodyHash, hashBodies } from './body-hash';
import type { BodyWanted } from './signature';

const RELAXED: BodyWanted = { canonicalization: 'relaxed', length: null, hash: 'sha-256' };
const SIMPLE: BodyWanted = { canonicalization: 'simple', length: null, hash: 'sha-256' };

const sha = (text: string, algorithm = 'sha256'): string =>
  createHash(algorithm).update(text, 'latin1').digest('base64');

describe('hashBodies', () => {
  it.each([
    // RFC 6376 3.4.3 and 3.4.4 state the hashes of an empty body.
    [SIMPLE, '', 'frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=', 2],
    [{ ...SIMPLE, hash: 'sha-1' as const }, '', 'uoq1oCgLlTqpdDX/iUbLy7J1Wic=', 2],
    [RELAXED, '', '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=', 0],
    [{ ...RELAXED, hash: 'sha-1' as const }, '', '2jmj7l5rSw0yVb/vlWAYkK/YBwk=', 0],
    [RELAXED, 'a  b\r\n', sha('a b\r\n'), 5],
    [{ ...RELAXED, length: 0 }, 'a  b\r\n', sha(''), 5],
    [{ ...RELAXED, length: 3 }, 'a  b\r\n', sha('a b'), 5],
    [{ ...RELAXED, length: 5 }, 'a  b\r\n', sha('a b\r\n'), 5],
    [{ ...RELAXED, length: 6 }, 'a  b\r\n', sha('a b\r\n'), 5],
  ])('%j of %j', async (wanted, body, value, size) => {
    expect(await hashBodies(bodyOf(body), [wanted])).toEqual([{ ...wanted, value, size }]);
    // In slices of two octets, or one.
    for (const slice of [1, 2, 9])
      expect(await hashBodies(bodyOf(body), [wanted], -1, slice)).toEqual([{ ...wanted, value, size }]);
  });

  it('makes each once, and finds it again', async () => {
    const hashes = await hashBodies(bodyOf('a  b\r\n'), [SIMPLE, RELAXED, { ...SIMPLE }, { ...RELAXED, length: 1 }]);
    expect(hashes).toHaveLength(3);
    expect(findBodyHash(hashes, SIMPLE)?.value).toBe(sha('a  b\r\n'));
    expect(findBodyHash(hashes, { ...RELAXED, length: 2 })).toBeNull();
    expect(findBodyHash(null, SIMPLE)).toBeNull();
    // Plain data.
    expect(structuredClone(JSON.parse(JSON.stringify(hashes)))).toEqual(hashes);
  });

  it('makes no more than the limit, and none of no body', async () => {
    const many = Array.from({ length: MAX_BODY_HASHES + 1 }, (_, length) => ({ ...RELAXED, length }));
    expect(await hashBodies(bodyOf('some text'), many)).toHaveLength(MAX_BODY_HASHES);
    expect(await hashBodies(null, many)).toBeNull();
    expect(await hashBodies(bodyOf('some text'), [])).toEqual([]);
  });

  it('says that the body is unknown where its source is gone', async () => {
    const gone = { size: 9, slice: () => Promise.reject(new Error('gone')) };
    expect(await hashBodies(gone, [RELAXED])).toBeNull();
  });

  it.each([
    [WHOLE, 1, WHOLE],
    [WHOLE + 1, 5, SLICE],
  ])('of %d octets is read in %d parts at most of %d', async (size, reads, most) => {
    const octets = new Uint8Array(size).fill(97);
    octets.set([13, 10], 70);
    const parts: number[] = [];
    const body: Body = {
      size,
      slice(start, end) {
        parts.push(end - start);
        return Promise.resolve(octets.subarray(start, end));
      },
    };
    const text = Buffer.from(octets).toString('latin1');
    expect(await hashBodies(body, [RELAXED])).toMatchObject([{ value: sha(`${text}\r\n`), size: size + 2 }]);
    expect(Math.max(...parts)).toBeLessThanOrEqual(most);
    // The first part of several is looked into for its line ends.
    expect(parts).toHaveLength(reads === 1 ? 1 : reads + 1);
  });

  it('lets others run between parts', async () => {
    let turns = 0;
    let timer = setImmediate(function turn() {
      turns++;
      timer = setImmediate(turn);
    });
    await hashBodies(bodyOf('some text\r\n'.repeat(400)), [RELAXED], 0, 100);
    clearImmediate(timer);
    expect(turns).toBeGreaterThan(0);
  });
});
