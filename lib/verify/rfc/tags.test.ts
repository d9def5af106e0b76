import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_TAGS, readTags } from './tags';

const pairs = (text: string): string[] => readTags(text).tags.map(({ name, value }) => `${name}=${value}`);

describe('readTags', () => {
  it.each([
    ['v=1; a=rsa-sha256', ['v=1', 'a=rsa-sha256']],
    [' v\t=\r\n 1 ;a =b ; ', ['v=1', 'a=b']],
    ['p=', ['p=']],
    ['n=a=b, c d', ['n=a=b, c d']],
    ['b=ab\r\n\tcd ==', ['b=ab\r\n\tcd ==']],
    ['X_1=\xe5\xad\x97', ['X_1=\xe5\xad\x97']],
    ['v=1;', ['v=1']],
    // Names are case-sensitive, so these are two.
    ['a=1;A=2', ['a=1', 'A=2']],
  ])('%j has no fault', (text, wanted) => {
    expect(pairs(text)).toEqual(wanted);
    expect(readTags(text).fault).toBeNull();
  });

  it.each([
    ['', 'empty-tag', []],
    [' ', 'empty-tag', []],
    [';', 'empty-tag', []],
    ['a=1;;b=2', 'empty-tag', ['a=1', 'b=2']],
    ['a=1; ; b=2', 'empty-tag', ['a=1', 'b=2']],
    [';a=1', 'empty-tag', ['a=1']],
    ['a=1;;', 'empty-tag', ['a=1']],
    ['a=1; t; b=2', 'no-equals', ['a=1', 'b=2']],
    ['a=1; t ;b=2', 'no-equals', ['a=1', 'b=2']],
    ['1a=1; b=2', 'bad-name', ['b=2']],
    ['a-b=1', 'bad-name', []],
    ['a b=1', 'bad-name', []],
    ['=1', 'bad-name', []],
    ['a=1; b=\x00', 'bad-value', ['a=1', 'b=\x00']],
    ['a=\x7f', 'bad-value', ['a=\x7f']],
    ['a=1; b=2; a=3', 'duplicate-tag', ['a=1', 'b=2', 'a=3']],
    // The first fault is told.
    ['a=1;;a=2', 'empty-tag', ['a=1', 'a=2']],
  ])('%j is %s', (text, fault, wanted) => {
    expect(readTags(text).fault).toBe(fault);
    expect(pairs(text)).toEqual(wanted);
  });

  it('says where a value stands, white space and all', () => {
    const text = 'DKIM-Signature: v=1; b= ab\r\n cd ; s=x';
    const list = readTags(text, 15);
    const tag = list.tags.find(({ name }) => name === 'b');
    expect(text.slice(tag?.start, tag?.end)).toBe(' ab\r\n cd ');
  });

  it('stops at the limit', () => {
    const many = (count: number): string => Array.from({ length: count }, (_, index) => `t${index}=1`).join(';');
    expect(readTags(many(MAX_TAGS)).fault).toBeNull();
    expect(readTags(`${many(MAX_TAGS)};`).fault).toBeNull();
    expect(readTags(many(MAX_TAGS + 1))).toMatchObject({ fault: 'too-many-tags', tags: { length: MAX_TAGS } });
  });

  it('never throws, and every value stands where it says', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b=', ';', '=', ' ', '\r\n\t', '\xff', '\0', '1'))
      .map((x) => x.join(''));
    fc.assert(
      fc.property(text, (source) => {
        for (const { value, start, end } of readTags(source).tags) {
          expect(source.slice(start, end)).toContain(value);
          expect(value).not.toMatch(/;|^\s|\s$/);
        }
      }),
      { numRuns: 500 },
    );
  });
});
