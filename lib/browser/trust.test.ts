import { expect, it } from 'vitest';
import type { Seal, SenderCode } from '../verify/seal';
import type { Lock } from '../verify/verdict';
import type { Settings } from './settings';
import { trust } from './trust';

const expectBank = { domain: 'bank.example', subdomains: true, rule: 'expect' } as const;
const quietNews = { domain: 'news.bank.example', subdomains: false, rule: 'quiet' } as const;
const expectShop = { domain: 'shop.example', subdomains: false, rule: 'expect' } as const;
const report = (lock: Lock, author: string | null, seal: Seal = 'dotted', code: SenderCode = 'not-asked') => ({
  transit: { lock, code: 'cannot-tell' as const, params: {} },
  sender: { seal, code, params: {} },
  author,
});
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
  expect(trust(report(lock, author), { domains, show: 'always' })).toEqual({ lock: alarm, seal: false, visible: true });
});

it.each<[Lock, string | null, boolean]>([
  ['open', null, true],
  ['notched', null, true],
  ['dotted', null, false],
  ['closed', null, false],
  ['house', null, false],
  ['plane', null, false],
  ['dotted', 'bank.example', true],
  // quiet silences nothing where the sender is not shown to be that domain
  ['open', 'news.bank.example', true],
])('only warnings: %s from %s is visible: %s', (lock, author, visible) => {
  expect(trust(report(lock, author), { domains, show: 'warnings' }).visible).toBe(visible);
});

it.each<[Seal, SenderCode, string, boolean]>([
  ['whole', 'aligned', 'bank.example', false],
  ['whole', 'aligned-no-policy', 'bank.example', false],
  ['whole', 'spf-only', 'bank.example', true],
  ['half', 'third-party', 'bank.example', true],
  ['cracked', 'body-changed', 'bank.example', true],
  ['broken', 'reject', 'a.bank.example', true],
  ['empty', 'nothing', 'bank.example', true],
  ['dotted', 'not-asked', 'bank.example', false],
  ['dotted', 'dns-failed', 'bank.example', false],
  ['staff', 'handed-in', 'bank.example', false],
  ['broken', 'reject', 'other.example', false],
])('a seal %s (%s) from %s raises the alarm: %s', (seal, code, author, alarm) => {
  const settings = { domains, show: 'always' } as const;
  expect(trust(report('closed', author, seal, code), settings)).toEqual({ lock: false, seal: alarm, visible: true });
  expect(trust({ ...report('closed', author), sender: null }, settings).seal).toBe(false);
});

it.each<[Lock, Seal, boolean]>([
  ['notched', 'whole', false],
  ['notched', 'half', true],
  ['notched', 'dotted', true],
  ['open', 'whole', true],
  ['closed', 'broken', true],
])('quiet, only warnings: %s and %s is visible: %s', (lock, seal, visible) => {
  const quiet = [{ domain: 'q.example', subdomains: false, rule: 'quiet' }] as const;
  expect(trust(report(lock, 'q.example', seal, 'aligned'), { domains: quiet, show: 'warnings' }).visible).toBe(visible);
});

it.each<[Seal, boolean]>([
  ['whole', false],
  ['half', true],
  ['cracked', true],
  ['broken', true],
  ['empty', false],
  ['dotted', false],
  ['staff', false],
])('only warnings: a seal %s is visible: %s, and never while it is pending', (seal, visible) => {
  const settings = { domains: [], show: 'warnings' } as const;
  expect(trust(report('closed', 'a.example', seal), settings).visible).toBe(visible);
  expect(trust({ ...report('closed', 'a.example'), sender: null }, settings).visible).toBe(false);
});
