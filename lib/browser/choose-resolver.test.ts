import { fakeBrowser } from 'wxt/testing/fake-browser';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { chooseResolver, stopLookups } from './choose-resolver';
import { removeSite, switchSite } from './grants';
import { mayLookUp, missingForLookups } from './lookup-permission';
import { changeSettings, readSettings } from './settings';
import { followPermissions } from './sites';

const URL_A = 'https://dns.example:8443/dns-query';
const URL_B = 'https://other.example/dns-query';
const CONSENT = 'consent personalCommunications';

/** What the browser has granted: patterns, and "consent …" for kinds of data. */
let granted: Set<string>;
let answer: boolean | Error;
let asked: string[];
let inPrompt: () => unknown;

interface Permissions {
  readonly origins?: readonly string[];
  readonly data_collection?: readonly string[];
}
const flat = ({ origins = [], data_collection: kinds = [] }: Permissions): string[] => [
  ...origins,
  ...kinds.map((kind) => `consent ${kind}`),
];

function manifest(firefox: boolean): void {
  vi.spyOn(fakeBrowser.runtime, 'getManifest').mockReturnValue({
    manifest_version: 3,
    ...(firefox ? { browser_specific_settings: {} } : {}),
  } as never);
}

beforeEach(() => {
  fakeBrowser.reset();
  granted = new Set();
  answer = true;
  asked = [];
  inPrompt = () => undefined;
  manifest(false);
  vi.spyOn(fakeBrowser.permissions, 'request').mockImplementation((async (what: Permissions) => {
    asked.push(...flat(what));
    await inPrompt();
    if (answer instanceof Error) throw answer;
    if (answer) for (const one of flat(what)) granted.add(one);
    return answer;
  }) as never);
  vi.spyOn(fakeBrowser.permissions, 'remove').mockImplementation((async (what: Permissions) => {
    for (const one of flat(what)) granted.delete(one);
    return true;
  }) as never);
  vi.spyOn(fakeBrowser.permissions, 'contains').mockImplementation((async (what: Permissions) =>
    flat(what).every((one) => granted.has(one))) as never);
});

const lookups = async () => (await readSettings()).lookups;

describe('choosing a resolver', () => {
  it('asks in the click itself: nothing is awaited before', () => {
    void chooseResolver(URL_A);
    expect(asked).toEqual(['https://dns.example/*']);
  });

  it('keeps it and switches lookups on; its word on DNSSEC is not trusted until that is said', async () => {
    expect(await chooseResolver(` ${URL_A}{?dns} `)).toEqual({ ok: true });
    expect(await lookups()).toEqual({ mode: 'dns', resolver: URL_A, trusted: false });
    expect(await mayLookUp(await lookups())).toBe(true);
  });

  it('in Firefox asks for the consent in the same prompt', async () => {
    manifest(true);
    await chooseResolver(URL_A);
    expect(asked).toEqual(['https://dns.example/*', CONSENT]);
    expect(await missingForLookups(await lookups())).toBeNull();
  });

  it.each([false, new Error('not in a click')])('refused, lookups stay as they were: %s', async (no) => {
    answer = no;
    expect(await chooseResolver(URL_A)).toEqual({ ok: false, code: 'lookups-refused' });
    expect(await lookups()).toEqual({ mode: 'none', resolver: null, trusted: false });
    expect(await fakeBrowser.storage.session.get(null)).toEqual({});
  });

  it.each([
    ['', 'resolver-empty'],
    ['dns.example', 'resolver-not-one'],
    ['http://dns.example/dns-query', 'resolver-not-one'],
    ['http://[::1]/dns-query', 'resolver-not-one'],
  ])('does not ask for "%s"', async (typed, code) => {
    expect(await chooseResolver(typed)).toEqual({ ok: false, code });
    expect(asked).toEqual([]);
  });

  it('another one: trust begins anew and the permission of the first is given back', async () => {
    await chooseResolver(URL_A);
    await changeSettings((before) => ({ ...before, lookups: { ...before.lookups, trusted: true } }));
    await chooseResolver(URL_A);
    expect(await lookups()).toMatchObject({ trusted: true });
    await chooseResolver(URL_B);
    expect(await lookups()).toEqual({ mode: 'dns', resolver: URL_B, trusted: false });
    expect([...granted]).toEqual(['https://other.example/*']);
  });

  it('switched off: permission and consent are given back, the resolver stays named', async () => {
    manifest(true);
    await chooseResolver(URL_A);
    await stopLookups();
    expect(await lookups()).toEqual({ mode: 'none', resolver: URL_A, trusted: false });
    expect([...granted]).toEqual([]);
  });
});

describe('a resolver’s host is no webmail', () => {
  it('neither while it is being asked for, before the settings tell', async () => {
    inPrompt = () => followPermissions(['https://dns.example/*'], []);
    await chooseResolver(URL_A);
    expect((await readSettings()).sites).toEqual([]);
  });

  it('nor when the permission is given in the browser’s own settings; another host is', async () => {
    await chooseResolver(URL_A);
    await followPermissions(['https://dns.example/*', 'https://mail.example/*'], []);
    expect((await readSettings()).sites.map(({ pattern }) => pattern)).toEqual(['https://mail.example/*']);
  });

  it('taken back: named as such, the setting and the sites stay as they are', async () => {
    manifest(true);
    await switchSite('https://mail.example/*', true);
    await chooseResolver(URL_A);
    granted.delete('https://dns.example/*');
    await followPermissions([], ['https://dns.example/*']);
    expect(await lookups()).toMatchObject({ mode: 'dns', resolver: URL_A });
    expect((await readSettings()).sites).toMatchObject([{ on: true }]);
    expect(await missingForLookups(await lookups())).toBe('permission');
    expect(await mayLookUp(await lookups())).toBe(false);
    granted.add('https://dns.example/*');
    granted.delete(CONSENT);
    expect(await missingForLookups(await lookups())).toBe('consent');
    expect(await mayLookUp(await lookups())).toBe(false);
  });

  it('is kept while a webmail on the same host needs it, and the other way round', async () => {
    const pattern = 'https://dns.example/*';
    await switchSite(pattern, true);
    await chooseResolver(URL_A);
    await stopLookups();
    expect([...granted]).toEqual([pattern]);
    await chooseResolver(URL_A);
    await removeSite(pattern);
    expect([...granted]).toEqual([pattern]);
    await stopLookups();
    expect([...granted]).toEqual([]);
  });
});
