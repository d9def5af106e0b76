import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalBody as slowly } from '../../../../test/signer/canonical';
import { bodyOf } from '../../../../test/signer/read-mail';
import type { Body } from '../../message';
import { fromOctets } from '../octets';
import { SLICE, canonicalBody, openBody, roomFor } from './canonical-body';
import type { Canonicalization } from './tag-values';

async function canonical(body: Body, kind: Canonicalization, slice = SLICE): Promise<string> {
  const open = await openBody(body, slice);
  return fromOctets(await canonicalBody(open, kind, () => new Uint8Array(roomFor(open)).fill(33)));
}

describe('canonicalBody', () => {
  it.each([
    // RFC 6376 3.4.5, example 2 and 3.
    [' C \r\nD \t E\r\n\r\n\r\n', ' C\r\nD E\r\n', ' C \r\nD \t E\r\n'],
    // 3.4.3 and 3.4.4: nothing is one CRLF, or nothing.
    ['', '', '\r\n'],
    ['\r\n', '', '\r\n'],
    ['\r\n\r\n', '', '\r\n'],
    [' ', '', ' \r\n'],
    [' \r\n\t\r\n', '', ' \r\n\t\r\n'],
    ['a', 'a\r\n', 'a\r\n'],
    ['a\r\n', 'a\r\n', 'a\r\n'],
    ['a \r\n', 'a\r\n', 'a \r\n'],
    ['a\t', 'a\r\n', 'a\t\r\n'],
    ['a\r\n \r\n', 'a\r\n', 'a\r\n \r\n'],
    ['a\r\n\r\nb', 'a\r\n\r\nb\r\n', 'a\r\n\r\nb\r\n'],
    ['a\tb  c', 'a b c\r\n', 'a\tb  c\r\n'],
    ['\t a', ' a\r\n', '\t a\r\n'],
    ['\xff\0 \xa0', '\xff\0 \xa0\r\n', '\xff\0 \xa0\r\n'],
    // Where there is a CRLF, other line ends are content.
    ['a\r\nb \n c\r\n', 'a\r\nb \n c\r\n', 'a\r\nb \n c\r\n'],
    ['a\r\nb \r c', 'a\r\nb \r c\r\n', 'a\r\nb \r c\r\n'],
    ['a\r\nb\r', 'a\r\nb\r\r\n', 'a\r\nb\r\r\n'],
    ['a\r\nb \r', 'a\r\nb \r\r\n', 'a\r\nb \r\r\n'],
    ['a\r\r\n\r\n', 'a\r\r\n', 'a\r\r\n'],
    // Where there is none, LF stands for it.
    ['a \nb\t\tc\n\n', 'a\r\nb c\r\n', 'a \r\nb\t\tc\r\n'],
    ['\n\n', '', '\r\n'],
    ['a\rb\n', 'a\rb\r\n', 'a\rb\r\n'],
    ['a \r b', 'a \r b\r\n', 'a \r b\r\n'],
  ])('%j', async (body, relaxed, simple) => {
    expect(await canonical(bodyOf(body), 'relaxed')).toBe(relaxed);
    expect(await canonical(bodyOf(body), 'simple')).toBe(simple);
  });

  const odd = fc.array(fc.constantFrom('a', 'b', ' ', '\t', '\r\n', '\r', '\n', '\xe9')).map((all) => all.join(''));

  it('is what the letter of the RFC gives, and LF gives what CRLF gives', async () => {
    const lines = fc.array(fc.constantFrom('a', 'bc', ' ', '\t', '\n')).map((all) => all.join(''));
    await fc.assert(
      fc.asyncProperty(lines, fc.constantFrom('simple' as const, 'relaxed' as const), async (text, kind) => {
        const wanted = slowly(text.replaceAll('\n', '\r\n'), kind);
        expect(await canonical(bodyOf(text.replaceAll('\n', '\r\n')), kind)).toBe(wanted);
        expect(await canonical(bodyOf(text), kind)).toBe(wanted);
      }),
      { numRuns: 400 },
    );
  });

  it('does not depend on where a slice ends', async () => {
    const kinds = fc.constantFrom('simple' as const, 'relaxed' as const);
    await fc.assert(
      fc.asyncProperty(odd, kinds, fc.integer({ min: 1, max: 4 }), async (text, kind, slice) => {
        expect(await canonical(bodyOf(text), kind, slice)).toBe(await canonical(bodyOf(text), kind));
      }),
      { numRuns: 600 },
    );
  });

  it('writes nothing where nothing changes', async () => {
    const open = await openBody(bodyOf('some text\r\nand more\r\n\r\n'));
    for (const kind of ['simple', 'relaxed'] as const) {
      const octets = await canonicalBody(open, kind, () => {
        throw new Error('no room was needed');
      });
      expect(octets.buffer).toBe(open.first.buffer);
      expect(octets.length).toBe(21);
    }
  });

  it('reads each slice once more than it must at most', async () => {
    const octets = new Uint8Array(3 * SLICE + 5).fill(97);
    octets.set([13, 10], 70);
    let asked = 0;
    const body: Body = {
      size: octets.length,
      slice(start, end) {
        asked += end - start;
        expect(end - start).toBeLessThanOrEqual(SLICE);
        return Promise.resolve(octets.subarray(start, end));
      },
    };
    expect((await canonical(body, 'relaxed')).length).toBe(octets.length + 2);
    expect(asked).toBe(octets.length);
  });
});
