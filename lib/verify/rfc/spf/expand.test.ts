import { describe, expect, it } from 'vitest';
import { expandName, expandText, isAskable } from './expand';
import { readMacros } from './macro';
import type { MacroLetter } from './macro';

/** The values of RFC 7208 7.4. */
const VALUES: Readonly<Record<MacroLetter, string>> = {
  s: 'strong-bad@email.example.com',
  l: 'strong-bad',
  o: 'email.example.com',
  d: 'email.example.com',
  i: '192.0.2.3',
  p: 'mx.example.org',
  v: 'in-addr',
  h: 'mail.example.net',
  c: '192.0.2.3',
  r: 'box.example',
  t: '1767225600',
};

const expand = (text: string, values = VALUES, max = 10_000): string =>
  expandText(readMacros(text, 'explanation') ?? [], (letter) => values[letter], max);

const nameOf = (text: string, values = VALUES): string =>
  expandName(readMacros(text, 'name') ?? [], (letter) => values[letter]);

describe('an expansion', () => {
  it.each([
    ['%{s}', 'strong-bad@email.example.com'],
    ['%{d4}', 'email.example.com'],
    ['%{d3}', 'email.example.com'],
    ['%{d2}', 'example.com'],
    ['%{d1}', 'com'],
    ['%{dr}', 'com.example.email'],
    ['%{d2r}', 'example.email'],
    ['%{l}', 'strong-bad'],
    ['%{l-}', 'strong.bad'],
    ['%{lr}', 'strong-bad'],
    ['%{lr-}', 'bad.strong'],
    ['%{l1r-}', 'strong'],
    ['%{ir}.%{v}._spf.%{d2}', '3.2.0.192.in-addr._spf.example.com'],
    ['%{lr-}.lp.%{ir}.%{v}._spf.%{d2}', 'bad.strong.lp.3.2.0.192.in-addr._spf.example.com'],
    ['%{d128}', 'email.example.com'],
    ['%{d99999999999999999999}', 'email.example.com'],
    ['%{o1}%{h2}%{p1}', 'comexample.netorg'],
    ['%{c} %{r} %{t}', '192.0.2.3 box.example 1767225600'],
    ['100%% a%_b%-c', '100% a b%20c'],
    ['%{S}', 'strong-bad%40email.example.com'],
    ['', ''],
  ])('of %s is %s', (text, expected) => {
    expect(expand(text)).toBe(expected);
  });

  it.each([
    ['%{L}', '~jack&jill=up-a_b3.c', '~jack%26jill%3Dup-a_b3.c'],
    ['%{L}', 'j\xc3\xb6rg %', 'j%C3%B6rg%20%25'],
    ['%{l3r+-/}', 'foo-bar+zip/quux', 'zip.bar.foo'],
    ['%{l+}', '+a++b+', '.a..b.'],
    ['%{l.}', 'a.b', 'a.b'],
    ['%{L1=}', 'a=b c', 'b%20c'],
    ['%{l_,}', 'a_b,c', 'a.b.c'],
  ])('of %s with the local part %s is %s', (text, l, expected) => {
    expect(expand(text, { ...VALUES, l })).toBe(expected);
  });

  it('is cut, and does not grow beyond that', () => {
    expect(expand('abc', VALUES, 3)).toBe('abc');
    expect(expand('abcd', VALUES, 2)).toBe('abc');
    expect(expand('%{s}'.repeat(16_000), { ...VALUES, s: 'x'.repeat(1_000) }, 100)).toBe('x'.repeat(101));
  });
});

describe('a name', () => {
  it.each([
    ['EXAMPLE.%{d}.', 'example.email.example.com'],
    ['%{d}', 'email.example.com'],
    [`${'a'.repeat(63)}.`.repeat(3) + `${'b'.repeat(57)}.org`, `${'a'.repeat(63)}.`.repeat(3) + `${'b'.repeat(57)}.org`],
    [`x.${'a'.repeat(63)}.`.repeat(1) + `${'a'.repeat(63)}.`.repeat(2) + `${'b'.repeat(57)}.org`, `${'a'.repeat(63)}.`.repeat(3) + `${'b'.repeat(57)}.org`],
    [`${'a'.repeat(64)}.`.repeat(5) + 'org', `${'a'.repeat(64)}.`.repeat(3) + 'org'],
    ['a'.repeat(254), ''],
  ])('%s is asked for as %s', (text, expected) => {
    expect(nameOf(text)).toBe(expected);
  }); // prettier-ignore

  it('of megabytes is made of its end', () => {
    const name = nameOf('%{s}.'.repeat(13_000) + 'example.org', { ...VALUES, s: 'ab.'.repeat(300) });
    expect(name.length).toBeLessThanOrEqual(253);
    expect(name).toMatch(/^(?:ab\.|\.)+example\.org$/);
  });

  it.each([
    ['a.b', true],
    ['_spf.a.b', true],
    ['foo:bar/baz.example.com', true],
    ['a b.example', true],
    [`${'a'.repeat(63)}.b`, true],
    [`${'a'.repeat(64)}.b`, false],
    [`${'a.'.repeat(126)}b`, true],
    [`${'a.'.repeat(127)}b`, false],
    ['a', false],
    ['', false],
    ['.', false],
    ['a.', false],
    ['.a', false],
    ['a..b', false],
    ['a\\.b.c', false],
    ['a\0.b', false],
    ['\xe9.b', false],
    ['a\x7f.b', false],
  ])('%j can be asked for: %s', (name, expected) => {
    expect(isAskable(name)).toBe(expected);
  });
});
