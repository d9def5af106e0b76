import { fakeBrowser } from 'wxt/testing/fake-browser';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  changeSettings,
  DEFAULTS,
  exportSettings,
  hostName,
  IMPORT_LIMIT,
  LIST_LIMIT,
  parseExport,
  parseSettings,
  readSettings,
  REFUSED_KEY,
  SETTINGS_KEY,
  type Settings,
} from './settings';

const FULL: Settings = {
  version: 1,
  sites: [
    { pattern: 'https://mail.example.org/*', webmail: 'roundcube', on: true },
    { pattern: 'http://127.0.0.1/*', webmail: null, on: false },
  ],
  domains: [
    { domain: 'bank.example', subdomains: true, rule: 'expect' },
    { domain: 'xn--bcher-kva.example', subdomains: false, rule: 'quiet' },
  ],
  provider: {
    names: ['mx.example.org'],
    networks: ['192.0.2.0/24', '2001:db8::/32', '198.51.100.7'],
    gateways: ['mimecast', 'filter.example'],
  },
  language: 'ja',
  show: 'warnings',
  lookups: { mode: 'dns', resolver: 'https://dns.example/dns-query', trusted: true },
  sealers: ['lists.example'],
  companion: { url: 'https://companion.example/', token: 'abc.DEF~1/2+3==' },
};

beforeEach(() => fakeBrowser.reset());

/** Settings with one value put elsewhere, by path. */
function withValue(path: string, value: unknown): unknown {
  const copy = structuredClone(FULL) as never;
  const steps = path.split(/[.[\]]+/).filter(Boolean);
  const last = steps.pop()!;
  const at = steps.reduce<Record<string, never>>((node, step) => node[step] as never, copy);
  (at as Record<string, unknown>)[last] = value;
  return copy;
}

describe('checking', () => {
  it('passes what is right, as it is', () => {
    expect(parseSettings(FULL)).toEqual({ ok: true, settings: FULL });
    expect(parseSettings(DEFAULTS)).toEqual({ ok: true, settings: DEFAULTS });
  });

  it.each([
    ['version', 0],
    ['version', '1'],
    ['sites', {}],
    ['sites[1].pattern', 'https://*/*'],
    ['sites[0].pattern', 'https://mail.example.org:8443/*'],
    ['sites[0].webmail', '../x'],
    ['sites[0].on', 'yes'],
    ['domains[0].domain', 'not a domain'],
    ['domains[1].domain', ''],
    ['domains[1].rule', 'trust'],
    ['domains[0].subdomains', 1],
    ['provider.networks[2]', '300.1.1.1'],
    ['provider.networks[0]', '192.0.2.0/33'],
    ['provider.networks[0]', '2001:db8::/129'],
    ['provider.networks[0]', '2001:zz::/32'],
    ['provider.networks[0]', '192.0.2.0/'],
    ['provider.names[0]', 'https://x.example/'],
    ['provider.gateways[1]', 7],
    ['language', 'fr'],
    ['show', 'never'],
    ['lookups.mode', 'all'],
    ['lookups.resolver', 'http://dns.example/dns-query'],
    ['lookups.resolver', 'dns.example'],
    ['lookups.resolver', ''],
    ['lookups.resolver', undefined],
    ['lookups.trusted', 'yes'],
    ['lookups.more', 1],
    ['sealers[0]', 'not a domain'],
    ['companion.url', 'http://companion.example/'],
    ['companion.token', 'with a blank'],
    ['sealers', Array.from({ length: LIST_LIMIT + 1 }, () => 'lists.example')],
    ['more', 1],
    ['domains[0].more', 1],
    ['domains', Array.from({ length: LIST_LIMIT + 1 }, () => FULL.domains[0])],
  ])('names the place: %s', (path, value) => {
    expect(parseSettings(withValue(path, value))).toEqual({ ok: false, code: 'invalid', path });
  });

  it('takes as many as the limit', () => {
    expect(
      parseSettings({ ...FULL, domains: Array.from({ length: LIST_LIMIT }, () => FULL.domains[0]) }),
    ).toMatchObject({ ok: true });
  });

  it.each([null, undefined, 1, 'x', [], {}])('%j is none', (value) => {
    expect(parseSettings(value).ok).toBe(false);
  });

  it('brings names to one form', () => {
    const read = parseSettings(withValue('domains[0].domain', ' BÜCHER.example. '));
    expect(read).toMatchObject({ ok: true, settings: { domains: [{ domain: 'xn--bcher-kva.example' }, {}] } });
  });

  it('brings a resolver to one form', () => {
    const read = parseSettings(withValue('lookups.resolver', ' HTTPS://DNS.example:443/dns-query{?dns} '));
    expect(read).toMatchObject({ ok: true, settings: { lookups: { resolver: 'https://dns.example/dns-query' } } });
  });

  it('reads settings from before lookups: nobody is asked', () => {
    const { lookups, sealers, companion, ...before } = FULL;
    expect([lookups, sealers, companion]).not.toContain(undefined);
    const settings = {
      ...before,
      lookups: { mode: 'none', resolver: null, trusted: false },
      sealers: [],
      companion: { url: null, token: null },
    };
    expect(parseSettings(before)).toEqual({ ok: true, settings });
  });

  it.each([
    ['Example.ORG.', 'example.org'],
    ['日本語.example', 'xn--wgv71a119e.example'],
    ['a/b', ''],
    ['a@b.example', ''],
    ['[::1]', ''],
    ['*.example', ''],
    ['', ''],
    ['a'.repeat(254), ''],
  ])('host name %j', (typed, name) => {
    expect(hostName(typed)).toBe(name);
  });
});

describe('out and in', () => {
  it('the same comes back, without the token', () => {
    const { companion } = FULL;
    expect(parseExport(exportSettings(FULL))).toEqual({
      ok: true,
      settings: { ...FULL, companion: { ...companion, token: null } },
    });
  });

  it.each([
    ['{', { code: 'not-json' }],
    ['', { code: 'not-json' }],
    ['[]', { code: 'invalid', path: 'version' }],
    ['{"version": 2, "anything": true}', { code: 'newer', path: 'version' }],
    [`"${'x'.repeat(IMPORT_LIMIT)}"`, { code: 'too-large' }],
  ])('refuses %#', (text, expected) => {
    expect(parseExport(text)).toMatchObject({ ok: false, ...expected });
  });
});

describe('kept', () => {
  const stored = async (key = SETTINGS_KEY): Promise<unknown> => (await fakeBrowser.storage.local.get(key))[key];

  it('the defaults before anything was set', async () => {
    expect(await readSettings()).toEqual(DEFAULTS);
    expect(await stored()).toBeUndefined();
  });

  it('what was changed', async () => {
    expect(await changeSettings(() => FULL)).toMatchObject({ ok: true });
    expect(await readSettings()).toEqual(FULL);
  });

  it('nothing of a change that is refused', async () => {
    await changeSettings(() => FULL);
    expect(await changeSettings((before) => ({ ...before, show: 'never' }) as never)).toEqual({
      ok: false,
      code: 'invalid',
      path: 'show',
    });
    expect(await readSettings()).toEqual(FULL);
  });

  it('changes that come at once, all of them', async () => {
    const names = Array.from({ length: 20 }, (_, at) => `mx${at}.example`);
    await Promise.all(
      names.map((name) =>
        changeSettings((before) => ({
          ...before,
          provider: { ...before.provider, names: [...before.provider.names, name] },
        })),
      ),
    );
    expect((await readSettings()).provider.names).toEqual(names);
  });

  it('what could not be read, before it is written over', async () => {
    const newer = { version: 9, treasure: true };
    await fakeBrowser.storage.local.set({ [SETTINGS_KEY]: newer });
    expect(await readSettings()).toEqual(DEFAULTS);
    expect(await stored()).toEqual(newer);
    await changeSettings((before) => ({ ...before, show: 'warnings' }));
    expect(await stored(REFUSED_KEY)).toEqual(newer);
    expect(await readSettings()).toMatchObject({ show: 'warnings' });
  });
});
