import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSpfRecord, readRecord } from './record';

it.each([
  ['v=spf1', true],
  ['v=spf1 ', true],
  ['V=SpF1 -all', true],
  ['v=spf10', false],
  ['v=spf1a', false],
  ['v=spf1\t-all', false],
  [' v=spf1 -all', false],
  ['v=spf', false],
  ['spf2.0/pra -all', false],
  ['', false],
])('%j is a record: %s', (text, expected) => {
  expect(isSpfRecord(text)).toBe(expected);
});

describe('sound terms', () => {
  it.each([
    'all', '+ALL', '-all', '?all', '~all', 'include:example.org', 'include:_spf.%{d}', 'include:example.org.', 'a', 'A', 'a/24', 'a//64', 'a/24//64', 'a/0//0', 'a/32//128', 'a:example.org',
    'a:example.org/24', 'a:example.org//64', 'a:foo:bar/baz.example.org', 'a:/32.example.org', 'a:%{d}', 'a:%{d}/24//64', 'a:x%-', 'a:x%%20.a', 'a:.org', 'a:example.xn--zckzah', 'a:b.a1', 'mx',
    'mx:example.org/24', 'ptr', 'ptr:example.org', 'exists:%{i}.example.org', 'exists:%{l1r-+,/_=.}.x.org', 'exists:%{S}.x.org', 'exists:%{d127}.x.org', 'exists:%{d2R}.x.org', 'ip4:192.0.2.1',
    'ip4:192.0.2.0/24', 'ip4:0.0.0.0/0', 'ip4:255.255.255.255/32', 'ip6:::', 'ip6:2001:DB8::/32', 'ip6:::1/128', 'ip6:::1.1.1.1/0', 'ip6:::ffff:192.0.2.1', 'redirect=example.org',
    'exp=why.example.org', 'x-other=', 'x_y.z-1=%{c}%{r}%{t}:/=', 'mx=anything', 'op=',
  ])('%s', (term) => {
    expect(readRecord(`v=spf1 ${term}`)).toMatchObject({ ok: true });
  }); // prettier-ignore
});

describe('faults', () => {
  it.each([
    ['alll', 'unknown-mechanism'], ['al', 'unknown-mechanism'], ['ip:1.2.3.4', 'unknown-mechanism'], ['ipv4:1.2.3.4', 'unknown-mechanism'], ['redirect:example.org', 'unknown-mechanism'],
    ['-', 'unknown-mechanism'], ['--all', 'unknown-mechanism'], ['all.', 'unknown-mechanism'], ['\x96all', 'unknown-mechanism'], ['a\tmx', 'unknown-mechanism'], ['', null],
    ['all:x', 'stray-argument'], ['all/8', 'stray-argument'], ['ptr/0', 'stray-argument'], ['exists/24', 'stray-argument'], ['include/24', 'stray-argument'], ['ip4/24', 'stray-argument'],
    ['include', 'missing-argument'], ['exists', 'missing-argument'], ['ip4', 'missing-argument'], ['ip6', 'missing-argument'],
    ['include:', 'bad-domain-spec'], ['include:org', 'bad-domain-spec'], ['include:org.', 'bad-domain-spec'], ['include:example.org/24', 'bad-domain-spec'], ['exists:', 'bad-domain-spec'],
    ['a:', 'bad-domain-spec'], ['a:/24', 'bad-domain-spec'], ['a:museum', 'bad-domain-spec'], ['a:1.2.3.4', 'bad-domain-spec'], ['a:example.-org', 'bad-domain-spec'],
    ['a:example.org-', 'bad-domain-spec'], ['a:example.org:8080', 'bad-domain-spec'], ['a:example.org\0', 'bad-domain-spec'], ['a:\xef.example.org', 'bad-domain-spec'],
    ['a:example..', 'bad-domain-spec'], ['a:%{d}.', 'bad-domain-spec'], ['a:%{d}x', 'bad-domain-spec'], ['a:%', 'bad-domain-spec'], ['a:%{', 'bad-domain-spec'], ['a:%{}', 'bad-domain-spec'],
    ['a:%{d', 'bad-domain-spec'], ['a:%(d).org', 'bad-domain-spec'], ['a:%{a}.org', 'bad-domain-spec'], ['a:%{c}.org', 'bad-domain-spec'], ['a:%{r}.org', 'bad-domain-spec'],
    ['a:%{t}.org', 'bad-domain-spec'], ['a:%{d0}.org', 'bad-domain-spec'], ['a:%{d00}.org', 'bad-domain-spec'], ['a:%{dr2}.org', 'bad-domain-spec'], ['a:%{d;}.org', 'bad-domain-spec'],
    ['a:%{d2rr}.org', 'bad-domain-spec'], ['a:example.org/24/24', 'bad-domain-spec'], ['mx:', 'bad-domain-spec'], ['ptr:', 'bad-domain-spec'],
    ['a/', 'bad-prefix-length'], ['a//', 'bad-prefix-length'], ['a/33', 'bad-prefix-length'], ['a//129', 'bad-prefix-length'], ['a/024', 'bad-prefix-length'], ['a/00', 'bad-prefix-length'],
    ['a/24/64', 'bad-prefix-length'], ['a///64', 'bad-prefix-length'], ['a/0024', 'bad-prefix-length'], ['a/x', 'bad-prefix-length'], ['mx/33', 'bad-prefix-length'],
    ['ip4:192.0.2.0/33', 'bad-prefix-length'], ['ip4:192.0.2.0/', 'bad-prefix-length'], ['ip4:192.0.2.0/08', 'bad-prefix-length'], ['ip4:192.0.2.0//24', 'bad-prefix-length'],
    ['ip4:192.0.2.0/24/24', 'bad-prefix-length'], ['ip6:::/129', 'bad-prefix-length'], ['ip6:::1//64', 'bad-prefix-length'],
    ['ip4:', 'bad-network'], ['ip4:192.0.2', 'bad-network'], ['ip4:192.0.2.1:25', 'bad-network'], ['ip4:192.0.2.01', 'bad-network'], ['ip4:192.0.2.256', 'bad-network'], ['ip4:::1', 'bad-network'],
    ['ip4:[192.0.2.1]', 'bad-network'], ['ip4:192.0.2.1\n', 'bad-network'], ['ip6:192.0.2.1', 'bad-network'], ['ip6::1:', 'bad-network'], ['ip6:[::1]', 'bad-network'], ['ip6:::1%eth0', 'bad-network'],
    ['ip6:IPv6:::1', 'bad-network'], ['ip6::CAFE::BABE', 'bad-network'],
    ['1up=x', 'bad-modifier'], ['=x', 'bad-modifier'], ['+redirect=example.org', 'bad-modifier'], ['-exp=example.org', 'bad-modifier'], ['x=%', 'bad-modifier'], ['x=%{x}', 'bad-modifier'], ['x=\x80', 'bad-modifier'],
    ['redirect=', 'bad-domain-spec'], ['redirect=-all', 'bad-domain-spec'], ['exp=', 'bad-domain-spec'], ['exp=-all', 'bad-domain-spec'], ['exp=%{r}.example.org', 'bad-domain-spec'],
  ])('%j is %s', (term, fault) => {
    const read = readRecord(`v=spf1 -all ${term}`);
    expect(read).toMatchObject(fault === null ? { ok: true } : { ok: false, fault, term });
  }); // prettier-ignore

  it.each([
    ['redirect=a.org redirect=a.org', 'repeated-modifier'],
    ['exp=a.org EXP=b.org', 'repeated-modifier'],
  ])('%s is %s', (terms, fault) => {
    expect(readRecord(`v=spf1 ${terms}`)).toMatchObject({ ok: false, fault });
  });

  it('is a record longer than DNS holds', () => {
    const most = `v=spf1 ${'a '.repeat(40_000)}`.slice(0, 65_535);
    expect(readRecord(most)).toMatchObject({ ok: true });
    expect(readRecord(`${most} `)).toMatchObject({ ok: false, fault: 'record-too-long' });
  });
});

it('keeps the order, the text and the values of terms', () => {
  expect(readRecord('v=spf1  ~A:x.example/24//64   -ip4:192.0.2.0/24 redirect=%{d2r-}.org ')).toEqual({
    ok: true,
    record: {
      text: 'v=spf1  ~A:x.example/24//64   -ip4:192.0.2.0/24 redirect=%{d2r-}.org ',
      directives: [
        { text: '~A:x.example/24//64', qualifier: '~', mechanism: 'a', spec: ['x.example'], ip4: 24, ip6: 64 },
        {
          text: '-ip4:192.0.2.0/24',
          qualifier: '-',
          mechanism: 'ip4',
          network: { words: [0, 0, 0, 0, 0, 0xffff, 0xc000, 0x0200], bits: 120 },
        },
      ],
      redirect: {
        text: 'redirect=%{d2r-}.org',
        spec: [{ letter: 'd', escape: false, keep: 2, reverse: true, delimiters: '-' }, '.org'],
      },
      exp: null,
    },
  });
});

it('never throws', () => {
  const pieces = ['a', 'mx', 'ip4:', 'ip6:', '1.2.3.4', '::1', '/', '//', '24', ':', '=', '%', '%{', 'd', '}', '.', 'org', ' ', '-', '~', 'exp', 'redirect', 'include', '\0', '\xff', 'r']; // prettier-ignore
  const text = fc.oneof(
    fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((words) => words.join('')),
    fc.array(fc.nat(255), { maxLength: 100 }).map((codes) => String.fromCharCode(...codes)),
  );
  fc.assert(
    fc.property(text, (terms) => {
      const read = readRecord(`v=spf1 ${terms}`);
      // What is not printable ASCII is no record, whatever it stands in.
      if (read.ok) expect(terms).toMatch(/^[ -~]*$/);
    }),
    { numRuns: 1_000 },
  );
});
