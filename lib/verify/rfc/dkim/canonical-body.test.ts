import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalBody as slowly } from '../../../../test/signer/canonical';
import { fromOctets, toOctets } from '../octets';
import { startBody } from './body-writer';
import { canonicalBody, endBody, hasCrlf, writeBody } from './canonical-body';
import type { Emit } from './canonical-body';
import type { Canonicalization } from './tag-values';

/** The form of a body as a whole. */
const canonical = (body: string, kind: Canonicalization): string => fromOctets(canonicalBody(toOctets(body), kind));

/** The form of a body in slices, some of which may be empty. */
function sliced(body: string, kind: Canonicalization, lengths: readonly number[]): string {
  const form = { kind, bareLines: hasCrlf(toOctets(body), 0) === false };
  const writer = startBody();
  let made = '';
  const emit: Emit = (octets, start, end) => {
    made += fromOctets(octets.subarray(start, end));
  };
  let at = 0;
  for (const length of [...lengths, body.length]) {
    writeBody(writer, form, toOctets(body.slice(at, at + length)), emit);
    at += length;
  }
  endBody(writer, form, emit);
  return made;
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
  ])('%j', (body, relaxed, simple) => {
    expect(canonical(body, 'relaxed')).toBe(relaxed);
    expect(canonical(body, 'simple')).toBe(simple);
    for (let length = 0; length <= body.length; length++) {
      expect(sliced(body, 'relaxed', [length])).toBe(relaxed);
      expect(sliced(body, 'simple', [length])).toBe(simple);
    }
  });

  const odd = fc.array(fc.constantFrom('a', 'b', ' ', '\t', '\r\n', '\r', '\n', '\xe9')).map((all) => all.join(''));

  it('is what the letter of the RFC gives, and LF gives what CRLF gives', () => {
    const lines = fc.array(fc.constantFrom('a', 'bc', ' ', '\t', '\n')).map((all) => all.join(''));
    fc.assert(
      fc.property(lines, fc.constantFrom('simple' as const, 'relaxed' as const), (text, kind) => {
        const wanted = slowly(text.replaceAll('\n', '\r\n'), kind);
        expect(canonical(text.replaceAll('\n', '\r\n'), kind)).toBe(wanted);
        expect(canonical(text, kind)).toBe(wanted);
      }),
      { numRuns: 400 },
    );
  });

  it('does not depend on where a slice ends', () => {
    const kinds = fc.constantFrom('simple' as const, 'relaxed' as const);
    fc.assert(
      fc.property(odd, kinds, fc.array(fc.nat(4)), (text, kind, lengths) => {
        expect(sliced(text, kind, lengths)).toBe(canonical(text, kind));
      }),
      { numRuns: 3000 },
    );
  });

  it('hands on what does not change where it lies', () => {
    const octets = toOctets('some text\r\nand more\r\n\r\n');
    for (const kind of ['simple', 'relaxed'] as const) {
      const form = canonicalBody(octets, kind);
      expect(form.buffer).toBe(octets.buffer);
      expect(form.length).toBe(21);
      const seen: unknown[] = [];
      writeBody(startBody(), { kind, bareLines: false }, octets, (part) => seen.push(part.buffer));
      expect(seen).toEqual([octets.buffer]);
    }
  });

  it('counts empty lines, which may be many', () => {
    const blank = '\r\n'.repeat(10_000);
    expect(sliced(`a${blank}`, 'relaxed', [7, 5000])).toBe('a\r\n');
    expect(sliced(`a${blank}b`, 'simple', [8, 5001])).toBe(`a${blank}b\r\n`);
  });
});
