import { fakeBrowser } from 'wxt/testing/fake-browser';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Sent } from '../dns/doh-world';
import {
  clearDnsLog,
  DNS_LOG_KEY,
  dnsLog,
  exportDnsLog,
  LOG_LIMIT,
  LOG_QUESTIONS,
  readDnsLog,
  type About,
} from './dns-log';

const sent = (name: string, at = 5, url = 'https://dns.example:8443/dns-query'): Sent => ({
  name,
  type: 'TXT',
  url,
  at,
});

const about = (author: string): About => ({ kind: 'mail', author, site: 'mail.box.example' });

beforeEach(() => fakeBrowser.reset());

describe('what left this browser', () => {
  it('is told per mail, newest first, however the mails take turns', async () => {
    const one = dnsLog(about('one.example'));
    const two = dnsLog(about('two.example'));
    one(sent('a.example', 1));
    two(sent('b.example', 2));
    one(sent('c.example', 3));
    two(sent('d.example', 4));
    const expected = [
      { at: 2, ...about('two.example'), resolver: 'dns.example:8443', asked: ['TXT b.example', 'TXT d.example'] },
      { at: 1, ...about('one.example'), resolver: 'dns.example:8443', asked: ['TXT a.example', 'TXT c.example'] },
    ];
    await vi.waitFor(async () => expect(await readDnsLog()).toMatchObject(expected));
  });

  it('tells a mail that was read again again', async () => {
    dnsLog(about('one.example'))(sent('a.example', 1));
    dnsLog(about('one.example'))(sent('a.example', 9));
    await vi.waitFor(async () => expect((await readDnsLog()).map(({ at }) => at)).toEqual([9, 1]));
  });

  it('is a file with times that people read', async () => {
    dnsLog(about('one.example'))(sent('a.example', 1));
    await vi.waitFor(async () => expect(await readDnsLog()).toHaveLength(1));
    expect(JSON.parse(exportDnsLog(await readDnsLog()))).toEqual([
      {
        at: '1970-01-01T00:00:00.001Z',
        kind: 'mail',
        author: 'one.example',
        site: 'mail.box.example',
        resolver: 'dns.example:8443',
        asked: ['TXT a.example'],
      },
    ]);
  });

  it('says whom, where that changed', async () => {
    const log = dnsLog(about('one.example'));
    log(sent('a.example'));
    log(sent('a.example', 6, 'https://other.example/'));
    await vi.waitFor(async () =>
      expect((await readDnsLog()).map(({ resolver }) => resolver)).toEqual(['other.example', 'dns.example:8443']),
    );
  });

  it('is bounded, in mails and in questions', async () => {
    const old = Array.from({ length: LOG_LIMIT }, (_, at) => ({
      at,
      ...about(`m${at}.example`),
      reading: `r${at}`,
      resolver: 'x',
      asked: ['A x.example'],
    }));
    await fakeBrowser.storage.local.set({ [DNS_LOG_KEY]: old });
    const log = dnsLog(about('one.example'));
    for (let at = 0; at <= LOG_QUESTIONS; at++) log(sent(`n${at}.example`));
    await vi.waitFor(async () => {
      const all = await readDnsLog();
      expect(all).toHaveLength(LOG_LIMIT);
      expect(all[0]?.asked).toHaveLength(LOG_QUESTIONS);
      expect(all[1]).toEqual(old[0]);
    });
  });

  it('is cleared', async () => {
    dnsLog(about('one.example'))(sent('a.example'));
    await vi.waitFor(async () => expect(await readDnsLog()).toHaveLength(1));
    await clearDnsLog();
    expect(await readDnsLog()).toEqual([]);
  });
});
