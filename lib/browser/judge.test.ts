import { readFileSync } from 'node:fs';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { judge } from './judge';
import { judgedLately } from './judged-lately';
import { LEARNED_KEY } from './learned';
import { changeSettings, type Settings } from './settings';
import type { Context } from './protocol';

const LOCALES = new URL('../../public/_locales/', import.meta.url);

function head(keyword: string, from = 'noor@far.example', by = 'mx.box.example'): string {
  return [
    `Received: from out.far.example (out.far.example [203.0.113.9])`,
    `\tby ${by} (Postfix) with ${keyword} id 4Xyz`,
    `\tfor <kim@box.example>; Tue, 24 Nov 2026 02:23:00 +0000 (UTC)`,
    `From: Noor <${from}>`,
    `Subject: x`,
    '',
    '',
  ].join('\r\n');
}

const context: Context = {
  webmail: 'roundcube',
  key: '1',
  mailbox: 'box.example',
  folder: null,
  attached: false,
  fidelity: 'exact',
};
const asker = { site: 'mail.box.example', tab: null, private: false };
const ask = (text: string, part: Partial<Context> = {}) => ({
  kind: 'judge' as const,
  head: text,
  context: { ...context, ...part },
  pass: 'head' as const,
});
const keep = (part: Partial<Settings>) => changeSettings((before) => ({ ...before, ...part }));
/** What was learned at a site: tests before may still be writing about theirs. */
const learnt = async (site: string): Promise<object | undefined> => {
  const memory = (await fakeBrowser.storage.local.get(LEARNED_KEY))[LEARNED_KEY] as
    { accounts: { site: string }[] } | undefined;
  return memory?.accounts.find((one) => one.site === site);
};

beforeEach(() => {
  fakeBrowser.reset();
  vi.spyOn(fakeBrowser.i18n, 'getMessage').mockReturnValue('en');
  vi.spyOn(fakeBrowser.runtime, 'getURL').mockImplementation(((path: string) => `ext:${path}`) as never);
  vi.stubGlobal('fetch', async (url: string) => {
    const [, language] = /_locales\/(\w+)\//.exec(url)!;
    return new Response(readFileSync(new URL(`${language}/messages.json`, LOCALES), 'utf8'));
  });
});

describe('the lock', () => {
  it.each([
    ['ESMTPS', 'closed', 'Encrypted'],
    ['ESMTP', 'open', 'Not encrypted'],
  ])('%s into the mailbox’s own server: %s', async (keyword, state, label) => {
    const found = await judge(ask(head(keyword)), asker);
    expect(found).toMatchObject({ state, label, alarm: false, visible: true, language: 'en' });
    expect(found.report!.hops).toHaveLength(1);
    expect(found.report!.asked.every(({ answer }) => !answer.ok)).toBe(true);
  });

  it.each<[string, Partial<Context>, Partial<Settings>, string]>([
    ['a server of nobody we know', { mailbox: null }, {}, 'dotted'],
    [
      'a server that the reader named',
      { mailbox: null },
      { provider: { names: ['box.example'], networks: [], gateways: [] } },
      'closed',
    ],
    ['a mail inside a mail', { attached: true }, {}, 'dotted'],
  ])('%s: %s', async (_, part, settings, state) => {
    await keep(settings);
    expect(await judge(ask(head('ESMTPS'), part), asker)).toMatchObject({ state });
  });

  it.each([
    ['roundcube', 'dotted'],
    ['gmail', 'closed'],
  ])(
    'a webmail that has one receiver alone brings its servers along, whatever the mailbox’s domain: %s',
    async (webmail, state) => {
      const text = head('ESMTPS', 'noor@far.example', 'mx.google.com');
      const found = await judge(ask(text, { webmail, mailbox: 'corp.example' }), asker);
      expect(found).toMatchObject({ state });
    },
  );

  it('of a mail inside a mail is never red nor green, but its path is shown', async () => {
    for (const keyword of ['ESMTP', 'ESMTPS']) {
      const { report } = await judge(ask(head(keyword), { attached: true }), asker);
      expect(report!.transit).toEqual({ lock: 'dotted', code: 'unvouched', params: {} });
      expect(report!.hops).toHaveLength(1);
      expect(report!.border).toMatchObject({ kind: 'none', attested: 0, provider: null });
      expect(report!.findings.filter(({ about }) => about === 'transit')).toEqual([]);
    }
  });
});

describe('with lookups on, the first pass', () => {
  const results = (word: string) =>
    `Authentication-Results: mx.box.example; dmarc=${word} header.from=far.example\r\n${head('ESMTPS')}`;

  it.each(['pass', 'fail'])('leaves the seal pending and says what is to come: dmarc=%s', async (word) => {
    vi.spyOn(fakeBrowser.permissions, 'contains').mockResolvedValue(true as never);
    vi.spyOn(fakeBrowser.runtime, 'getManifest').mockReturnValue({} as never);
    await keep({ lookups: { mode: 'dns', resolver: 'https://dns.example/dns-query', trusted: false } });
    const found = await judge(ask(results(word)), asker);
    expect(found).toMatchObject({ state: 'closed', seal: { state: 'pending' }, more: 'lookups' });
    expect(found.report!.sender).toBeNull();
  });

  it.each([
    ['pass', 'whole'],
    ['fail', 'cracked'],
  ])('is the last one where they are off: dmarc=%s, %s', async (word, state) => {
    expect(await judge(ask(results(word)), asker)).toMatchObject({ seal: { state }, more: null });
  });
});

describe('settings', () => {
  it('expect raises the alarm for its domain', async () => {
    await keep({ domains: [{ domain: 'far.example', subdomains: true, rule: 'expect' }] });
    expect(await judge(ask(head('ESMTP', 'a@news.far.example')), asker)).toMatchObject({
      alarm: true,
      label: 'Should be encrypted',
    });
    expect(await judge(ask(head('ESMTPS', 'a@news.far.example')), asker)).toMatchObject({ alarm: false });
    expect(await judge(ask(head('ESMTP', 'a@other.example')), asker)).toMatchObject({ alarm: false });
  });

  it('only warnings', async () => {
    await keep({ show: 'warnings' });
    expect(await judge(ask(head('ESMTP')), asker)).toMatchObject({ visible: true });
    expect(await judge(ask(head('ESMTPS')), asker)).toMatchObject({ visible: false });
  });

  it('language', async () => {
    await keep({ language: 'ja' });
    expect(await judge(ask(head('ESMTPS')), asker)).toMatchObject({ language: 'ja', label: '暗号化あり' });
  });
});

describe('learning', () => {
  const senders = ['a.example', 'b.example', 'c.example', 'd.example', 'e.example'];
  const hear = async (site: string, part: Partial<Context> = {}, isPrivate = false): Promise<void> => {
    for (const sender of senders) {
      const mail = head('ESMTPS', `x@${sender}`, 'in.hoster.example');
      await judge(ask(mail, { mailbox: null, ...part }), { site, tab: null, private: isPrivate });
    }
  };

  it('makes a server known that nobody named', async () => {
    const site = 'one.example';
    await hear(site);
    await vi.waitFor(async () => expect(await learnt(site)).toMatchObject({ names: ['in.hoster.example'] }));
    const next = ask(head('ESMTPS', 'x@z.example', 'in.hoster.example'), { mailbox: null });
    expect(await judge(next, { site, tab: null, private: false })).toMatchObject({ state: 'closed' });
    expect(await judge(next, { site: 'two.example', tab: null, private: false })).toMatchObject({ state: 'dotted' });
  });

  it.each<[string, Partial<Context>, boolean]>([
    ['in private windows', {}, true],
    ['from a mail inside a mail', { attached: true }, false],
    ['from own copies', { folder: 'sent' }, false],
  ])('never %s', async (site, part, isPrivate) => {
    await hear(site, part, isPrivate);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await learnt(site)).toBeUndefined();
  });
});

it('gives the same answer however often it is asked', async () => {
  const first = await judge(ask(head('ESMTPS')), asker);
  expect(await judge(ask(head('ESMTPS')), asker)).toEqual(first);
});

it('remembers the last verdict of a tab’s mail, for a reader who says that it is wrong', async () => {
  await judge(ask(head('ESMTPS'), { key: 'k' }), { ...asker, tab: 7 });
  expect(judgedLately(7, 'k')?.report.transit.lock).toBe('closed');
  expect(judgedLately(8, 'k')).toBeNull();
});
