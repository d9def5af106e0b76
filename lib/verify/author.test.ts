import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authorOf } from './author';
import { indexFields } from './rfc/dkim/header-data';
import { readFields } from './rfc/fields';

const read = (head: string) => authorOf(indexFields(readFields(head).fields));

const author = (...values: string[]): string | null => {
  const { state, host } = read(
    values.map((value) => `From: ${Buffer.from(value, 'utf8').toString('latin1')}\r\n`).join(''),
  );
  return state === 'one' ? host : null;
};

describe('the author is', () => {
  it.each([
    ['a@b.example', 'b.example'],
    ['<a@B.Example.>', 'b.example'],
    ['Ann <a@b.example>', 'b.example'],
    ['"<a@bank.example>" <x@evil.example>', 'evil.example'],
    ['"a@bank.example" <x@evil.example>', 'evil.example'],
    ['a@bank.example <x@evil.example>', 'evil.example'],
    ['a@bank.example Bank <x@evil.example>', 'evil.example'],
    ['"a@bank.example"@evil.example', 'evil.example'],
    ['"quote\\" <a@bank.example>" <x@evil.example>', 'evil.example'],
    ['Dr. A. B. Ann <a@b.example>', 'b.example'],
    ['(x@bank.example) a@b.example (y@bank.example)', 'b.example'],
    ['a(x)@(y)b(z).(w)example', 'b.example'],
    ['a\r\n @\r\n b . example', 'b.example'],
    ['(a (nested \\) comment) <x@bank.example>) a@b.example', 'b.example'],
    ['=?utf-8?q?a=40bank.example?= <x@evil.example>', 'evil.example'],
    ['<@bank.example,@c.example:x@evil.example>', 'evil.example'],
    ['Team: a@b.example;', 'b.example'],
    [', a@b.example,', 'b.example'],
    ['J\u00fcrgen <j\u00fcrgen@b\u00fccher.example>', 'xn--bcher-kva.example'],
    ['a@\u4f8b\u3048.\u30c6\u30b9\u30c8', 'xn--r8jz45g.xn--zckzah'],
    ['a@XN--BCHER-KVA.example', 'xn--bcher-kva.example'],
    ['a@under_score.example', 'under_score.example'],
    ['a.@b.example', 'b.example'],
  ])('of %j: %s', (value, expected) => {
    expect(author(value)).toBe(expected);
  });

  it.each([
    '', ' ', 'a', 'Ann', '<>', '<a>', '@b.example', 'a@', 'a@b.example, c@d.example', 'a@b.example,c@b.example', '<a@b.example> <c@d.example>', '<a@b.example> x', 'a@b.example c',
    'a@b.example@c.example', 'undisclosed:;', 'Team: a@b.example, c@d.example;', 'Team: a@b.example', 'Team: x: a@b.example;;', 'a@[192.0.2.1]', 'a@192.0.2.1', 'a@b..example',
    'a@b.example>', 'Ann <a@b.example', '"Ann <a@b.example>', '(Ann <a@b.example>', 'a@b/c.example', 'a@b%2e.example', 'a@b:80', 'a b@c.example <', '<a@b.example;', ';',
  ])('nobody we can name in %j', (value) => {
    expect(author(value)).toBeNull();
  }); // prettier-ignore

  it('nobody where From is missing or repeated', () => {
    expect(author()).toBeNull();
    expect(author('a@b.example', 'a@b.example')).toBeNull();
  });

  it('told without regard to the case of the name', () => {
    expect(read('FROM : a@b.example\r\n').host).toBe('b.example');
  });

  it('never a surprise: any octets make a domain or null', () => {
    const pieces = fc.array(fc.constantFrom('a', 'b.example', '@', '<', '>', '"', '(', ')', ',', ';', ':', '\\', ' ', '[', ']', '.', '\u00fc', '\r\n '), { maxLength: 30 });
    fc.assert(
      fc.property(pieces, (words) => {
        const found = author(words.join(''));
        expect(found === null || /^[a-z0-9_.-]+$/.test(found)).toBe(true);
      }),
    );
  }); // prettier-ignore
});

describe('why there is no author domain', () => {
  it.each([
    ['none', 'Subject: x\r\n'],
    ['none', ''],
    ['several-fields', 'From: a@b.example\r\nFrom: a@b.example\r\n'],
    ['several-authors', 'From: a@b.example, c@d.example\r\n'],
    ['unreadable', 'From: Ann\r\n'],
    ['unreadable', 'From: a@[192.0.2.1]\r\n'],
    ['unreadable', 'From: a@b.example c\r\n'],
    ['unreadable', `From: a@b.example (${'x'.repeat(70_000)})\r\n`],
    ['one', 'From: "A. Nn" <a@b.example>\r\n'],
  ])('%s: %#', (state, head) => {
    expect(read(head).state).toBe(state);
  });
});
