import { describe, expect, it } from 'vitest';
import { askable } from './askable';

const label = (length: number): string => 'a'.repeat(length);
const LONGEST = [63, 63, 63, 61].map(label).join('.');
const nibbles = (text: string): string => `${[...text].join('.')}.ip6.arpa`;

describe('may be asked for', () => {
  it.each([
    ['example.com', 'example.com'],
    ['Example.COM.', 'example.com'],
    ['s1._domainkey.example.com', 's1._domainkey.example.com'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['日本語.example', 'xn--wgv71a119e.example'],
    ['mx.box.test', 'mx.box.test'],
    ['a.example.', 'a.example'],
    ['notlocal.com', 'notlocal.com'],
    ['local.example.com', 'local.example.com'],
    ['localhost.evil.example', 'localhost.evil.example'],
    ['1.2.0.192.in-addr.arpa', '1.2.0.192.in-addr.arpa'],
    ['1.0.0.11.in-addr.arpa', '1.0.0.11.in-addr.arpa'],
    ['1.1.15.172.in-addr.arpa', '1.1.15.172.in-addr.arpa'],
    ['1.1.32.172.in-addr.arpa', '1.1.32.172.in-addr.arpa'],
    ['1.1.63.100.in-addr.arpa', '1.1.63.100.in-addr.arpa'],
    ['1.1.128.100.in-addr.arpa', '1.1.128.100.in-addr.arpa'],
    ['8.8.8.210.in-addr.arpa', '8.8.8.210.in-addr.arpa'],
    [nibbles('1000000000000000000000008bd01002'), nibbles('1000000000000000000000008bd01002')],
    [`${label(63)}.example`, `${label(63)}.example`],
    [LONGEST, LONGEST],
    [`${LONGEST}.`, LONGEST],
    ['a+b=c.example', 'a+b=c.example'],
  ])('%s', (written, name) => {
    expect(askable(written)).toEqual({ ok: true, name });
  });
});

describe('is not asked for', () => {
  it.each([
    '',
    '.',
    'com',
    'com.',
    'localhost',
    'a.localhost',
    'printer.local',
    'PRINTER.LOCAL.',
    'host.internal',
    'abc.onion',
    'abc.alt',
    'router.home.arpa',
    'resolver.arpa',
    'arpa',
    'in-addr.arpa',
    '1.0.0.10.in-addr.arpa',
    '10.in-addr.arpa',
    '1.0.0.127.in-addr.arpa',
    '1.0.168.192.in-addr.arpa',
    '1.0.254.169.in-addr.arpa',
    '1.1.16.172.in-addr.arpa',
    '1.1.31.172.in-addr.arpa',
    '1.1.64.100.in-addr.arpa',
    '1.1.127.100.in-addr.arpa',
    '0.0.0.0.in-addr.arpa',
    '255.255.255.255.in-addr.arpa',
    nibbles(`1${'0'.repeat(31)}`),
    nibbles('0'.repeat(32)),
    nibbles(`${'1'.repeat(30)}df`),
    nibbles(`${'1'.repeat(30)}cf`),
    nibbles(`${'1'.repeat(29)}8ef`),
    nibbles(`${'1'.repeat(29)}bef`),
    'alice@example.com',
    'a b.example',
    'a\tb.example',
    'a\\.b.example',
    'a\0.example',
    '\x7f.example',
    'ü ü.example',
  ])('%j', (name) => {
    expect(askable(name)).toEqual({ ok: false, failure: 'blocked' });
  });
});

describe('cannot be in DNS', () => {
  it.each([
    ['a label of 64', `${label(64)}.example`],
    ['254 letters', `${LONGEST}a`.replace(/a$/, 'aa').slice(0, 254)],
    ['an empty label', 'a..example'],
    ['an empty first label', '.example.com'],
    ['two dots at the end', 'example.com..'],
    ['what RFC 6761 6.4 keeps invalid', 'list.example.com.invalid'],
    ['an address', '192.0.2.1'],
    ['a number as top-level domain', 'example.123'],
  ])('%s', (_, name) => {
    expect(askable(name)).toEqual({ ok: false, failure: 'nxdomain' });
  });
});
