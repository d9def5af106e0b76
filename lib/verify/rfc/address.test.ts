import { describe, expect, it } from 'vitest';
import { MAX_LIST, readAddresses } from './address';
import { MAX_MAILBOXES } from './address/list';

type Told = [name: string | null, local: string, domain: string, host: string | null];

const list = (value: string) => {
  const read = readAddresses(Buffer.from(value, 'utf8').toString('latin1'));
  return {
    mailboxes: read.mailboxes.map(({ name, local, domain, host }): Told => [name, local, domain, host]),
    groups: read.groups.map(({ name }) => name),
    whole: read.whole,
  };
};

describe('a list of addresses', () => {
  it.each<[value: string, ...mailboxes: Told[]]>([
    [''],
    ['a@b.example', [null, 'a', 'b.example', 'b.example']],
    ['Ann <a@B.Example.>', ['Ann', 'a', 'B.Example.', 'b.example']],
    [
      'Ann <a@b.example>, "Smith, Bob" <b@c.example>',
      ['Ann', 'a', 'b.example', 'b.example'],
      ['Smith, Bob', 'b', 'c.example', 'c.example'],
    ],
    ['Dr. A. Ann (M.D.) <a@b.example>', ['Dr. A. Ann', 'a', 'b.example', 'b.example']],
    ['"a\\"b"  \r\n c <a@b.example>', ['a"b c', 'a', 'b.example', 'b.example']],
    ['"a""b" <a@b.example>', ['ab', 'a', 'b.example', 'b.example']],
    ['"" <a@b.example>', [null, 'a', 'b.example', 'b.example']],
    ['a@bank.example Bank <x@evil.example>', ['a@bank.example Bank', 'x', 'evil.example', 'evil.example']],
    ['"<a@bank.example>" <x@evil.example>', ['<a@bank.example>', 'x', 'evil.example', 'evil.example']],
    ['=?utf-8?q?a=40bank.example?= <x@evil.example>', ['a@bank.example', 'x', 'evil.example', 'evil.example']],
    ['"=?utf-8?q?=E2=9C=85?= Bank" <x@evil.example>', ['✅ Bank', 'x', 'evil.example', 'evil.example']],
    ['"a b"@c.example', [null, 'a b', 'c.example', 'c.example']],
    ['a . b (x) @ c . (y) example', [null, 'a.b', 'c.example', 'c.example']],
    ['"a".b@c.example', [null, 'a.b', 'c.example', 'c.example']],
    ['Jürgen <jürgen@bücher.example>', ['Jürgen', 'jürgen', 'bücher.example', 'xn--bcher-kva.example']],
    ['a@[192.0.2.1]', [null, 'a', '[192.0.2.1]', null]],
    ['a@[IPv6:2001:db8::1]', [null, 'a', '[IPv6:2001:db8::1]', null]],
    ['<@b.example,@c.example:x@evil.example>', [null, 'x', 'evil.example', 'evil.example']],
    [', a@b.example,,c@d.example,', [null, 'a', 'b.example', 'b.example'], [null, 'c', 'd.example', 'd.example']],
  ])('%j', (value, ...mailboxes) => {
    expect(list(value)).toEqual({ mailboxes, groups: [], whole: true });
  });

  it.each<[value: string, groups: (string | null)[], members: [local: string, group: number | null][]]>([
    ['undisclosed-recipients:;', ['undisclosed-recipients'], []],
    ['"A, Team": a@b.example, Bo <c@d.example>; e@f.example', ['A, Team'], [['a', 0], ['c', 0], ['e', null]]],
    ['X: a@b.example; Y:; Z: c@d.example;', ['X', 'Y', 'Z'], [['a', 0], ['c', 2]]],
  ])('%j with groups', (value, groups, members) => {
    const read = readAddresses(value);
    expect(read.whole).toBe(true);
    expect(read.groups.map(({ name }) => name)).toEqual(groups);
    expect(read.mailboxes.map(({ local, group }) => [local, group])).toEqual(members);
  }); // prettier-ignore

  it('keeps a name as written beside the one for people', () => {
    const [mailbox] = readAddresses('From: =?utf-8?q?J=C3=BCrgen?=\r\n "B. (x)" <a@b.example>', 5).mailboxes;
    expect(mailbox).toEqual({
      nameRaw: '=?utf-8?q?J=C3=BCrgen?=\r\n "B. (x)"',
      name: 'Jürgen B. (x)',
      local: 'a',
      domain: 'b.example',
      host: 'b.example',
      group: null,
    });
  });

  it.each<[value: string, ...domains: string[]]>([
    ['a, b@c.example', 'c.example'],
    ['a@b.example c, d@e.example', 'e.example'],
    ['<a@b.example, c@d.example', 'd.example'],
    ['a@b.example, "c@d.example', 'b.example'],
    ['a@b.example, (c@d.example', 'b.example'],
    ['a@b.example; c@d.example', 'b.example', 'd.example'],
    ['x: y: a@b.example;; c@d.example', 'b.example', 'd.example'],
    ['x: a@b.example', 'b.example'],
    ['a@b.example, "x, y" z@, (p, q) r, c@d.example', 'b.example', 'd.example'],
    ['\\, a@b.example', 'b.example'],
    ['a@[, c@d.example', 'd.example'],
  ])('%j is not whole, and what can be read of it is', (value, ...domains) => {
    const read = readAddresses(value);
    expect(read.whole).toBe(false);
    expect(read.mailboxes.map(({ domain }) => domain)).toEqual(domains);
  });

  it('is read up to its limits', () => {
    const many = readAddresses('a@b.example,'.repeat(MAX_MAILBOXES + 1));
    expect(many.mailboxes).toHaveLength(MAX_MAILBOXES);
    expect(many.whole).toBe(false);
    expect(readAddresses('a@b.example,'.repeat(MAX_MAILBOXES)).whole).toBe(true);
    expect(readAddresses(`a@b.example${' '.repeat(MAX_LIST)}`).whole).toBe(false);
  });

  it.each(['a@[,', '"\\",', '(\\),', 'a@b c@d ', '<a@', 'x:', '=?utf-8?q?', '"', '(', '\\', 'a@b <'])(
    'takes no time that grows faster than %j repeated',
    (piece) => {
      const time = (octets: number): number => {
        const value = piece.repeat(Math.ceil(octets / piece.length));
        const start = performance.now();
        readAddresses(value);
        return performance.now() - start;
      };
      time(MAX_LIST);
      expect(time(MAX_LIST)).toBeLessThan(250);
    },
  );
});
