import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalField } from '../../../../test/signer/canonical';
import { readFields } from '../fields';
import { fromOctets } from '../octets';
import { headerData, indexFields, selectFields } from './header-data';
import type { Canonicalization } from './tag-values';

function data(head: string, kind: Canonicalization, names: readonly string[], cut?: string): string {
  const { fields } = readFields(head);
  const index = indexFields(fields);
  const own = fields.findIndex(({ name }) => name === 'S');
  const raw = fields[own]?.raw ?? '';
  const from = cut === undefined ? raw.length : raw.indexOf(cut);
  const span = [from, from + (cut?.length ?? 0)] as const;
  return fromOctets(headerData(index, kind, selectFields(index, names, own), own, span));
}

const HEAD = 'S: b=xyz; c=d\r\nA: \t X \r\nB : Y\t\r\n\tZ  \r\nA: 2\r\nA:3\r\n \r\n';

describe('headerData', () => {
  it.each([
    // RFC 6376 3.4.5 has the fields A and B of this.
    ['relaxed', ['b'], 'b:Y Z\r\ns:b=; c=d'],
    ['simple', ['b'], 'B : Y\t\r\n\tZ  \r\nS: b=; c=d'],
    // 5.4.2: the lowest first; a name too many, and a name that no field has, sign nothing.
    ['relaxed', ['a', 'nobody', 'a', 'a', 'a'], 'a:3\r\na:2\r\na:X\r\ns:b=; c=d'],
    ['simple', ['a'], 'A:3\r\n \r\nS: b=; c=d'],
    // It never signs itself.
    ['relaxed', ['s'], 's:b=; c=d'],
    ['relaxed', [], 's:b=; c=d'],
  ] as const)('%s %j', (kind, names, wanted) => {
    expect(data(HEAD, kind, names, 'xyz')).toBe(wanted);
  });

  it.each([
    // 3.7: the value goes with all white space around it.
    ['S: a=1; b=\r\n\tx y\r\n\t; c=2', '\r\n\tx y\r\n\t', 's:a=1; b=; c=2', 'S: a=1; b=; c=2'],
    ['S: b = x', ' x', 's:b =', 'S: b ='],
    ['S: a=1;\r\n b=x', 'x', 's:a=1; b=', 'S: a=1;\r\n b='],
    ['S: b=x; \t', 'x', 's:b=;', 'S: b=; \t'],
  ])('%j without b=', (field, cut, relaxed, simple) => {
    expect(data(`${field}\r\n`, 'relaxed', [], cut)).toBe(relaxed);
    expect(data(`${field}\r\n`, 'simple', [], cut)).toBe(simple);
  });

  it('signs another of its own name', () => {
    const { fields } = readFields('S: 1\r\nS: 2\r\nS: 3\r\n');
    const index = indexFields(fields);
    expect(selectFields(index, ['s', 's', 's'], 2)).toEqual([1, 0]);
    expect(selectFields(index, ['s', 's', 's'], 1)).toEqual([2, 0]);
    expect(selectFields(index, ['s'], 0)).toEqual([2]);
  });

  it('makes CRLF of LF where no field has a CRLF', () => {
    expect(data('A: 1\n 2\nS: b=\n', 'simple', ['a'])).toBe('A: 1\r\n 2\r\nS: b=');
    expect(data('A: 1\n 2\nS: b=\r\n x\n', 'simple', ['a'])).toBe('A: 1\n 2\r\nS: b=\r\n x');
    expect(data('A: 1\n 2\nS: b=\n', 'relaxed', ['a'])).toBe('a:1 2\r\ns:b=');
  });

  it('takes no line for a field that is none', () => {
    expect(data('no field\r\nA: 1\r\nS: b=\r\n', 'relaxed', ['no field', '', 'a'])).toBe('a:1\r\ns:b=');
  });

  it('is what the letter of the RFC gives', () => {
    const value = fc.array(fc.constantFrom('a', ':', ' ', '\t', '\r\n ', '\xe9', '\r')).map((all) => all.join(''));
    fc.assert(
      fc.property(value, fc.constantFrom('simple' as const, 'relaxed' as const), (text, kind) => {
        const field = `Name \t:${text}`;
        expect(data(`${field}\r\nS:\r\n`, kind, ['name'])).toBe(
          `${canonicalField(readFields(`${field}\r\n`).fields[0]?.raw ?? '', kind)}\r\n${kind === 'simple' ? 'S:' : 's:'}`,
        );
      }),
      { numRuns: 400 },
    );
  });
});
