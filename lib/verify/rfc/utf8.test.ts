import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readUtf8 } from './utf8';

const bytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

it.each(['', 'plain', 'b\u00fccher', '\u4f8b\u3048', '\u{1f512} lock', '\u07ff\u0800\uffff\u{10000}\u{10ffff}'])('reads %j', (text) => {
  expect(readUtf8(bytes(text))).toBe(text);
}); // prettier-ignore

it.each([
  ['an octet of ISO 8859-1', 'b\u00fccher'],
  ['a cut sequence', '\u00c3'],
  ['a lone continuation', '\u00bc'],
  ['an overlong slash', '\u00c0\u00af'],
  ['an overlong sequence of three', '\u00e0\u0080\u00af'],
  ['an overlong sequence of four', '\u00f0\u0080\u0080\u00af'],
  ['a surrogate', '\u00ed\u00a0\u0080'],
  ['beyond Unicode', '\u00f4\u0090\u0080\u0080'],
])('keeps %s as it is', (_, octets) => {
  expect(readUtf8(octets)).toBe(octets);
});

it('reads all text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const whole = text.toWellFormed();
      expect(readUtf8(bytes(whole))).toBe(whole);
    }),
  );
});
