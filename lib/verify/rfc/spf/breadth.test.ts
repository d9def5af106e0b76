import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WIDE_IPV4, WIDE_IPV6 } from './breadth';
import { checkHost } from './check-host';
import type { Breadth } from './result';
import { zone } from '../../../../test/fixtures/observed-zone';
import type { Zone } from '../../../../test/fixtures/observed-zone';

const ALL = 2 ** 32;
/** 0/8, 10/8, 127/8, 100.64/10, 172.16/12, 169.254/16, 192.168/16 and 224/3. */
const NOT_PUBLIC = 3 * 2 ** 24 + 2 ** 22 + 2 ** 20 + 2 * 2 ** 16 + 2 ** 29;

async function breadth(record: string, names: Zone = {}, ip = '203.0.113.77'): Promise<Breadth> {
  const world = zone({ 'TXT a.example': [record], ...names });
  return (await checkHost({ ip, sender: 'ann@a.example', helo: 'c.example', world })).breadth;
}

const NAMES: Zone = {
  'TXT i.example': ['v=spf1 ip4:192.0.2.0/24 ip4:198.51.100.0/24 ~all'],
  'TXT wide.example': ['v=spf1 all'],
  'TXT none.example': ['v=spf1 -all'],
  'A a.example': ['192.0.2.7', '192.0.2.8'],
  'MX a.example': ['1 m.example'],
  'A m.example': ['198.51.100.9'],
};

describe('IPv4 addresses that pass', () => {
  it.each([
    ['-all', 0, true],
    ['', 0, true],
    ['+all', ALL - NOT_PUBLIC, true],
    ['?all', 0, true],
    ['ip4:192.0.2.1 -all', 1, true],
    ['ip4:192.0.2.0/24 -all', 256, true],
    ['ip4:192.0.2.77/24 ip4:192.0.2.0/25 ip4:192.0.2.128/25 -all', 256, true],
    ['ip4:0.0.0.0/1 ip4:128.0.0.0/1 -all', ALL - NOT_PUBLIC, true],
    ['ip4:10.0.0.0/8 ip4:192.168.0.0/16 ip4:172.16.0.0/12 ip4:127.0.0.1 ip4:192.0.2.1 -all', 1, true],
    ['-ip4:192.0.2.0/25 ip4:192.0.2.0/24 -all', 128, true],
    ['?ip4:192.0.2.0/25 ip4:192.0.2.0/24 -all', 128, true],
    ['-ip4:192.0.2.0/24 +all', ALL - NOT_PUBLIC - 256, true],
    ['ip4:192.0.2.0/24 -ip4:192.0.2.0/25 -all', 256, true],
    ['include:i.example -all', 512, true],
    ['?include:i.example -all', 0, true],
    ['-include:i.example ip4:192.0.2.0/23 -all', 256, true],
    ['include:none.example ip4:192.0.2.1 -all', 1, true],
    ['include:wide.example -all', ALL - NOT_PUBLIC, true],
    ['redirect=i.example', 512, true],
    ['ip4:192.0.2.0/25 redirect=i.example', 512, true],
    ['-ip4:192.0.2.0/25 redirect=i.example', 384, true],
    ['-all redirect=i.example', 0, true],
    ['a -all', 2, true],
    ['a/24 mx/30 -all', 260, true],
    ['a/0 -all', ALL - NOT_PUBLIC, true],
    ['exists:a.example -all', ALL - NOT_PUBLIC, true],
    ['exists:%{d} -all', ALL - NOT_PUBLIC, true],
    ['exists:nowhere.example -all', 0, true],
    ['exists:%{i}.nowhere.example -all', 0, false],
    ['ptr ip4:192.0.2.1 -all', 1, false],
    // The walk ends at a match: what stands behind it in the same record is known, other records are not.
    ['ip4:203.0.113.77 include:i.example ip4:192.0.2.0/24 -all', 257, false],
    ['ip4:203.0.113.77 -all redirect=i.example', 1, true],
    ['ip4:203.0.113.77 redirect=i.example', 1, false],
    ['moo', 0, false],
  ])('v=spf1 %s: %i, all of it: %s', async (terms, ipv4, complete) => {
    const found = await breadth(`v=spf1 ${terms}`, NAMES);
    expect({ ipv4: found.ipv4, complete: found.complete }).toEqual({ ipv4, complete });
  });
});

it.each([
  ['ip6:2001:db8::/32 ip6:2001:db9::/29 -all', '2001:db9::1', 29],
  ['-ip6:::/0 ip4:192.0.2.1', '2001:db9::1', null],
  ['ip6:::/0 -all', '2001:db9::1', 0],
  ['all', '2001:db9::1', 0],
  ['include:wide.example -all', '2001:db9::1', 0],
  ['redirect=wide.example', '192.0.2.1', 0],
  ['a//48 -all', '2001:db8::9', 48],
  ['ip6:::ffff:0:0/96 -all', '192.0.2.1', null],
  ['-all', '192.0.2.1', null],
])('the shortest IPv6 prefix of "%s" from %s: %s', async (terms, ip, expected) => {
  const found = await breadth(`v=spf1 ${terms}`, { ...NAMES, 'AAAA a.example': ['2001:db8::1'] }, ip);
  expect(found.ipv6).toBe(expected);
});

it.each([
  ['ip4:17.0.0.0/8 -all', WIDE_IPV4, false],
  ['ip4:17.0.0.0/8 ip4:192.0.2.1 -all', WIDE_IPV4 + 1, true],
  ['all', ALL - NOT_PUBLIC, true],
  [`ip6:2001::/${WIDE_IPV6} -all`, 0, false],
  [`ip6:2001::/${WIDE_IPV6 - 1} -all`, 0, true],
])('%s is wide: %i addresses, %s', async (terms, ipv4, wide) => {
  expect(await breadth(`v=spf1 ${terms}`)).toMatchObject({ ipv4, wide });
});

it('takes no time for thousands of networks', async () => {
  const terms = Array.from({ length: 2_800 }, (_, index) => `${index % 2 ? '-' : ''}ip4:${20 + (index % 150)}.0.0.0/${8 + (index % 24)}`); // prettier-ignore
  const begun = performance.now();
  await breadth(`v=spf1 ${terms.join(' ')}`);
  expect(performance.now() - begun).toBeLessThan(500);
});

it('is the number of addresses that pass, one by one', async () => {
  const term = fc
    .tuple(fc.constantFrom('', '', '-', '?'), fc.nat(255), fc.integer({ min: 24, max: 32 }))
    .map(([qualifier, last, bits]) => `${qualifier}ip4:192.0.2.${last}/${bits}`);
  const terms = fc.array(term, { maxLength: 6 }).map((all) => all.join(' '));
  await fc.assert(
    fc.asyncProperty(terms, terms, fc.constantFrom('', '-', '~'), async (own, included, qualifier) => {
      const names: Zone = { 'TXT a.example': [`v=spf1 ${own} ${qualifier}include:i.example ${own} redirect=i.example`], 'TXT i.example': [`v=spf1 ${included}`] }; // prettier-ignore
      const world = {
        now: () => 0,
        dns: async (name: string) =>
          ({ ok: true, value: names[`TXT ${name}`] as readonly string[], dnssec: 'unknown' }) as const,
      };
      let passing = 0;
      for (let last = 0; last < 256; last++) {
        const found = await checkHost({ ip: `192.0.2.${last}`, sender: 'ann@a.example', helo: 'x', world });
        if (found.result === 'pass') passing++;
      }
      const { breadth } = await checkHost({ ip: '203.0.113.1', sender: 'ann@a.example', helo: 'x', world });
      expect(breadth).toMatchObject({ ipv4: passing, complete: true });
    }),
    { numRuns: 60 },
  );
});
