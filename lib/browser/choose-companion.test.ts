import { fakeBrowser } from 'wxt/testing/fake-browser';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { postureOf } from '../../companion/src/testing/posture-of';
import { chooseCompanion, forgetCompanion } from './choose-companion';
import { chooseResolver, stopLookups } from './choose-resolver';
import { clearDnsLog, readDnsLog } from './dns-log';
import { lookUpDomain } from './look-up-domain';
import type { DomainAsk } from './protocol';
import { readSettings } from './settings';
import { followPermissions } from './sites';
import { testKeptCompanion } from './test-kept-companion';

const URL_A = 'http://127.0.0.1:8453/';
const PATTERN = 'http://127.0.0.1/*';
const CONSENT = 'personalCommunications';

let granted: Set<string>;
let answer: boolean;
let fetched: string[];

beforeEach(() => {
  fakeBrowser.reset();
  granted = new Set();
  answer = true;
  fetched = [];
  vi.spyOn(fakeBrowser.runtime, 'getManifest').mockReturnValue({ browser_specific_settings: {} } as never);
  const flat = ({ origins = [], data_collection: kinds = [] }: { origins?: string[]; data_collection?: string[] }) => [
    ...origins,
    ...kinds,
  ];
  const { permissions } = fakeBrowser;
  vi.spyOn(permissions, 'request').mockImplementation((async (what: object) => {
    if (answer) for (const one of flat(what)) granted.add(one);
    return answer;
  }) as never);
  vi.spyOn(permissions, 'remove').mockImplementation((async (what: object) => {
    for (const one of flat(what)) granted.delete(one);
    return true;
  }) as never);
  vi.spyOn(permissions, 'contains').mockImplementation((async (what: object) =>
    flat(what).every((one) => granted.has(one))) as never);
  vi.stubGlobal('fetch', async (url: string) => {
    fetched.push(url);
    return new Response(JSON.stringify(postureOf('sender.example')));
  });
});
afterEach(() => vi.unstubAllGlobals());

const companion = async () => (await readSettings()).companion;

describe('choosing a companion', () => {
  it('asks for its host, without port, in the click itself', () => {
    void chooseCompanion(URL_A, '');
    expect(fakeBrowser.permissions.request).toHaveBeenCalledWith({ origins: [PATTERN], data_collection: [CONSENT] });
  });

  it('keeps it with its token; its host is no webmail', async () => {
    expect(await chooseCompanion(' http://127.0.0.1:8453/dns-query ', ' abc= ')).toEqual({ ok: true });
    expect(await companion()).toEqual({ url: URL_A, token: 'abc=' });
    await followPermissions([PATTERN], []);
    expect((await readSettings()).sites).toEqual([]);
  });

  it.each([
    ['', '', 'companion-empty'],
    ['http://c.example/', '', 'companion-not-one'],
    ['http://[::1]:8453/', '', 'companion-not-one'],
    [URL_A, 'a b', 'companion-token'],
  ])('does not ask for %j with token %j', async (typed, token, code) => {
    expect(await chooseCompanion(typed, token)).toEqual({ ok: false, code });
    expect(fakeBrowser.permissions.request).not.toHaveBeenCalled();
  });

  it('refused, nothing is kept', async () => {
    answer = false;
    expect(await chooseCompanion(URL_A, '')).toEqual({ ok: false, code: 'companion-refused' });
    expect(await companion()).toEqual({ url: null, token: null });
  });

  it('another one: the permission of the first is given back', async () => {
    await chooseCompanion(URL_A, '');
    await chooseCompanion('https://c.example/', '');
    expect([...granted]).toEqual([CONSENT, 'https://c.example/*']);
  });

  it('permission and consent are kept while lookups need them, and the other way round', async () => {
    await chooseCompanion(URL_A, '');
    await chooseResolver(`${URL_A}dns-query`);
    await stopLookups();
    expect([...granted]).toEqual([PATTERN, CONSENT]);
    await chooseResolver(`${URL_A}dns-query`);
    await forgetCompanion();
    expect([...granted]).toEqual([PATTERN, CONSENT]);
    await stopLookups();
    expect([...granted]).toEqual([]);
  });
});

describe('asking about a domain', () => {
  const ASK: DomainAsk = { kind: 'domain', domain: 'sender.example', key: 'k', tab: null, private: false, first: true };
  const FROM = { site: 'mail.example', tab: 1, private: false };
  const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

  it('nobody is asked before a companion was named, nor without permission', async () => {
    expect(await lookUpDomain(ASK, FROM)).toMatchObject({ kind: 'failed', code: 'no-companion' });
    await chooseCompanion(URL_A, '');
    granted.clear();
    expect(await lookUpDomain(ASK, FROM)).toMatchObject({ kind: 'failed', code: 'blocked' });
    expect(await testKeptCompanion()).toMatchObject({ ok: false, code: 'blocked' });
    expect(fetched).toEqual([]);
  });

  it('the list of what left tells it, once', async () => {
    await chooseCompanion(URL_A, '');
    expect(await lookUpDomain(ASK, FROM)).toMatchObject({ kind: 'report', domain: 'sender.example' });
    await lookUpDomain({ ...ASK, first: false }, FROM);
    await settled();
    expect(fetched).toEqual([`${URL_A}v1/domains/sender.example`, `${URL_A}v1/domains/sender.example`]);
    expect(await readDnsLog()).toMatchObject([
      {
        kind: 'domain',
        author: 'sender.example',
        site: 'mail.example',
        resolver: '127.0.0.1:8453',
        asked: ['GET /v1/domains/sender.example'],
      },
    ]);
  });

  it.each([['its tab', { ...FROM, private: true }]])('nothing of a private window: %s', async (_, from) => {
    await chooseCompanion(URL_A, '');
    await clearDnsLog();
    await lookUpDomain(ASK, from);
    await settled();
    expect(await readDnsLog()).toEqual([]);
  });

  it.each([
    ['printer.local', 'domain'],
    ['localhost', 'domain'],
    [null, 'own-unknown'],
  ])('%s is not asked about', async (domain, code) => {
    await chooseCompanion(URL_A, '');
    expect(await lookUpDomain({ ...ASK, domain }, FROM)).toMatchObject({ kind: 'failed', code });
    expect(fetched).toEqual([]);
  });
});
