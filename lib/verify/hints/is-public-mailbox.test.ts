import { describe, expect, it } from 'vitest';
import { readDomain } from '../rfc/domain';
import { isPublicMailbox } from './is-public-mailbox';
import { publicMailboxes } from './public-mailboxes';

const all: readonly string[] = [...publicMailboxes.domains, ...publicMailboxes.below];

describe('the list', () => {
  it('holds at least 150 domains, each once, in the form that is compared', () => {
    expect(all.length).toBeGreaterThanOrEqual(150);
    expect(all.filter((one, at) => all.indexOf(one) !== at)).toEqual([]);
    expect(all.filter((one) => readDomain(one) !== one || !one.includes('.'))).toEqual([]);
  });

  it.each([
    ...['gmail.com', 'outlook.com', 'icloud.com', 'gmx.de', 'yahoo.com', 'yahoo.co.jp', 'qq.com', 'naver.com'],
    ...['docomo.ne.jp', 'ezweb.ne.jp', 'au.com', 'softbank.ne.jp', 'i.softbank.jp', 'ymobile.ne.jp', 'rakumail.jp'],
  ])('holds %s', (domain) => {
    expect(isPublicMailbox(domain)).toBe(true);
  });
});

describe('names beside it', () => {
  it.each<[string, boolean]>([
    ['t.vodafone.ne.jp', true],
    ['abc.ocn.ne.jp', true],
    ['ocn.ne.jp', true],
    ['news.gmail.com', false],
    ['evilgmail.com', false],
    ['evilocn.ne.jp', false],
    ['gmail.com.evil.example', false],
    ['gmail.co', false],
    ['example.com', false],
    ['google.com', false],
    ['microsoft.com', false],
    ['ne.jp', false],
    ['com', false],
    ['', false],
  ])('%s: %s', (domain, expected) => {
    expect(isPublicMailbox(domain)).toBe(expected);
  });
});
