import { describe, expect, it } from 'vitest';
import { clip, decodeBytes, visibleEvidence, visibleName } from './visible';

describe('visibleName', () => {
  it.each([
    ['plain', 'Anna Schmidt', 'Anna Schmidt'],
    ['Japanese', '山田 花子', '山田 花子'],
    ['right to left override', 'a\u202Eexe.txt', 'a[U+202E]exe.txt'],
    ['isolates', '\u2066a\u2069', '[U+2066]a[U+2069]'],
    ['marks of direction', 'a\u200Fb\u200Ec\u061Cd', 'a[U+200F]b[U+200E]c[U+061C]d'],
    ['zero width space, byte order mark, soft hyphen', 'a\u200Bb\uFEFFc\u00ADd', 'a[U+200B]b[U+FEFF]c[U+00AD]d'],
    ['line separators', 'a\u2028b\u2029c', 'a[U+2028]b[U+2029]c'],
    ['controls', 'a\u0000b\u001Bc\u007Fd\u0085e', 'a␀b␛c␡d[U+0085]e'],
    ['tags', 'a\u{E0041}b', 'a[U+E0041]b'],
    ['folds and tabs', 'a\r\n\tb', 'a b'],
    ['a joined emoji', '👩\u200D💻', '👩\u200D💻'],
    ['a Persian word', 'می\u200Cخواهم', 'می\u200Cخواهم'],
    ['markup', '<b onclick=x>&amp;</b>', '<b onclick=x>&amp;</b>'],
  ])('%s', (_, text, shown) => {
    expect(visibleName(text)).toBe(shown);
  });

  it('is bounded, whatever comes in', () => {
    expect(visibleName('W'.repeat(10_000))).toBe(`${'W'.repeat(200)}…`);
    expect(visibleName('😀'.repeat(10_000))).toBe(`${'😀'.repeat(200)}…`);
  });
});

describe('visibleEvidence', () => {
  it.each([
    ['keeps folds', 'a\r\n\tb', 'a\n\tb'],
    ['shows a lone carriage return', 'a\rb', 'a␍b'],
    ['shows joiners', 'a\u200Db', 'a[U+200D]b'],
  ])('%s', (_, text, shown) => {
    expect(visibleEvidence(text)).toBe(shown);
  });
});

describe('decodeBytes', () => {
  it.each([
    ['ASCII', 'with ESMTPS', 'with ESMTPS'],
    ['UTF-8', '\xe6\x97\xa5\xe6\x9c\xac', '日本'],
    ['a byte order mark stays, to be shown', '\xef\xbb\xbfa', '\uFEFFa'],
    ['what is no UTF-8', 'caf\xe9', 'caf[E9]'],
    ['a cut character', 'a\xe6\x97', 'a[E6][97]'],
    ['what is no byte string', '日本', '日本'],
  ])('%s', (_, bytes, text) => {
    expect(decodeBytes(bytes)).toBe(text);
  });
});

describe('clip', () => {
  it.each([
    ['shorter', 'abc', 4, 'abc'],
    ['at the limit', 'abcd', 4, 'abcd'],
    ['over it', 'abcde', 4, 'abcd…'],
    ['pairs count once', '😀😀', 2, '😀😀'],
    ['never cuts a pair', '😀😀😀', 2, '😀😀…'],
  ])('%s', (_, text, limit, short) => {
    expect(clip(text, limit)).toBe(short);
  });
});
