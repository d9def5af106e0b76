import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeEncodedWords, MAX_TEXT } from './encoded-word';

const utf8 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

describe('an encoded word', () => {
  it.each([
    ['', ''],
    ['plain', 'plain'],
    ['=?iso-8859-1?q?this=20is=20some=20text?=', 'this is some text'],
    ['=?US-ASCII?Q?Keith_Moore?= <x>', 'Keith Moore <x>'],
    ['=?ISO-8859-1?Q?Andr=E9?= Pirard', 'André Pirard'],
    ['=?ISO-8859-1?B?SWYgeW91IGNhbiByZWFkIHRoaXMgeW8=?=', 'If you can read this yo'],
    ['=?utf-8?B?44OG44K544OI?=', 'テスト'],
    ['=?UTF8?q?=E3=83=86?=', 'テ'],
    ['=?utf-8*ja?q?=E3=83=86?=', 'テ'],
    ['=?iso-2022-jp?B?GyRCJUYlOSVIGyhC?=', 'テスト'],
    ['=?Shift_JIS?B?g2WDWINn?=', 'テスト'],
    ['=?windows-1252?q?=93x=94?=', '“x”'],
    // RFC 2047 8
    ['(=?ISO-8859-1?Q?a?=)', '(a)'],
    ['(=?ISO-8859-1?Q?a?= b)', '(a b)'],
    ['(=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=)', '(ab)'],
    ['(=?ISO-8859-1?Q?a?=  =?ISO-8859-1?Q?b?=)', '(ab)'],
    ['(=?ISO-8859-1?Q?a?=\r\n    =?ISO-8859-1?Q?b?=)', '(ab)'],
    ['(=?ISO-8859-1?Q?a_b?=)', '(a b)'],
    ['(=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=)', '(a b)'],
    // A character cut in two, and neighbours of two charsets.
    ['=?utf-8?q?=E3=83?= =?utf-8?q?=86?=', 'テ'],
    ['=?utf-8?b?44M=?= =?UTF-8?q?=86?=', 'テ'],
    ['=?utf-8?q?=E3?=\r\n =?iso-8859-1?q?=E9?=', 'ãé'],
    // Not encoded words, left as written.
    ['=?', '=?'],
    ['=??q?x?=', '=??q?x?='],
    ['=?utf-8?q?x', '=?utf-8?q?x'],
    ['=?utf-8?q?a b?=', '=?utf-8?q?a b?='],
    ['=?utf-8?x?a?=', '=?utf-8?x?a?='],
    ['=?utf-8?b?$$$?=', '=?utf-8?b?$$$?='],
    ['=?no-such-charset?q?a?=', '=?no-such-charset?q?a?='],
    ['=?utf-7?q?+AGE-?=', '=?utf-7?q?+AGE-?='],
    [`=?${'x'.repeat(70)}?q?a?=`, `=?${'x'.repeat(70)}?q?a?=`],
    ['=?=?utf-8?q?a?=', '=?a'],
    ['=?utf-8?q?a=ZZ=?=', 'a=ZZ='],
    // Raw UTF-8 around it, and no line of its own for what was encoded.
    [utf8('ü =?utf-8?q?=C3=BC?= ü'), 'ü ü ü'],
    ['=?utf-8?q?a=0D=0ABcc:_x?=', 'a Bcc: x'],
    ['=?utf-8?q?a=1B[2J?=', 'a [2J'],
    ['a\r\n b', 'a b'],
    ['a\n\tb', 'a b'],
    ['a\rb', 'a b'],
  ])('%j is %j', (bytes, text) => {
    expect(decodeEncodedWords(bytes)).toBe(text);
  });

  it('is read up to the limit', () => {
    expect(decodeEncodedWords('x'.repeat(MAX_TEXT + 1))).toHaveLength(MAX_TEXT);
  });

  it('never throws, and never grows beyond its source', () => {
    const pieces = fc.array(fc.constantFrom('=?', '?=', '?', '=', 'utf-8', 'gb18030', 'q', 'b', '_', '=E3', '=83', 'QUJD', ' ', '\r\n ', 'x', '\u00e3', '*'), { maxLength: 60 });
    fc.assert(
      fc.property(pieces, (words) => {
        const text = words.join('');
        expect(decodeEncodedWords(text).length).toBeLessThanOrEqual(text.length);
      }),
    );
  }); // prettier-ignore
});
