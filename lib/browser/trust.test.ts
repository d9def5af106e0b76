import { expect, it } from 'vitest';
import type { Lock } from '../verify/verdict';
import type { Settings } from './settings';
import { trust } from './trust';

const expectBank = { domain: 'bank.example', subdomains: true, rule: 'expect' } as const;
const quietNews = { domain: 'news.bank.example', subdomains: false, rule: 'quiet' } as const;
const expectShop = { domain: 'shop.example', subdomains: false, rule: 'expect' } as const;
const domains: Settings['domains'] = [quietNews, expectBank, expectShop];

it.each<[Lock, string | null, boolean]>([
  ['closed', 'bank.example', false],
  ['house', 'bank.example', false],
  ['plane', 'bank.example', false],
  ['notched', 'bank.example', true],
  ['open', 'bank.example', true],
  ['dotted', 'bank.example', true],
  ['open', 'a.bank.example', true],
  ['open', 'news.bank.example', true],
  ['open', 'deep.news.bank.example', true],
  ['open', 'shop.example', true],
  ['open', 'a.shop.example', false],
  ['open', 'evilbank.example', false],
  ['open', null, false],
  ['open', 'other.example', false],
])('%s from %s: alarm %s', (lock, author, alarm) => {
  const found = trust({ transit: { lock, code: 'cannot-tell', params: {} }, author }, { domains, show: 'always' });
  expect(found).toEqual({ alarm, visible: true });
});

it.each<[Lock, string | null, boolean]>([
  ['open', null, true],
  ['notched', null, true],
  ['dotted', null, false],
  ['closed', null, false],
  ['house', null, false],
  ['plane', null, false],
  ['dotted', 'bank.example', true],
  // quiet silences nothing yet: the sender is not shown to be that domain
  ['open', 'news.bank.example', true],
])('only warnings: %s from %s is visible: %s', (lock, author, visible) => {
  expect(
    trust({ transit: { lock, code: 'cannot-tell', params: {} }, author }, { domains, show: 'warnings' }).visible,
  ).toBe(visible);
});
