import { expect, it } from 'vitest';
import { domainEntry } from './domain-entry';

it.each([
  ['bank.example', 'bank.example'],
  ['  Bank.Example. ', 'bank.example'],
  ['@bank.example', 'bank.example'],
  ['anna@bank.example', 'bank.example'],
  ['*.bank.example', 'bank.example'],
  ['https://www.bank.example/login?x=a@b', 'www.bank.example'],
  ['日本語.example', 'xn--wgv71a119e.example'],
  ['_dmarc.bank.example', '_dmarc.bank.example'],
])('takes %s', (typed, domain) => {
  expect(domainEntry(typed)).toEqual({ ok: true, domain });
});

it.each([
  ['', 'domain-empty'],
  ['   ', 'domain-empty'],
  ['localhost', 'domain-one-label'],
  ['192.0.2.1', 'domain-not-a-domain'],
  ['[2001:db8::1]', 'domain-not-a-domain'],
  ['bank example', 'domain-not-a-domain'],
  ['bank..example', 'domain-not-a-domain'],
  ['-bank.example', 'domain-not-a-domain'],
  ['<b>.example', 'domain-not-a-domain'],
  [`${'a'.repeat(64)}.example`, 'domain-not-a-domain'],
  [`${'a.'.repeat(130)}example`, 'domain-not-a-domain'],
])('refuses %s: %s', (typed, code) => {
  expect(domainEntry(typed)).toEqual({ ok: false, code });
});
