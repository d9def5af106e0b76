import { fakeBrowser } from 'wxt/testing/fake-browser';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { a, message } from '../dns/testing/message';
import { dnsWorld } from './dns-world';
import { readDnsLog } from './dns-log';

const RESOLVER = 'https://dns.example/dns-query';
const about = { kind: 'mail', author: 'a.example', site: null } as const;
const fetched = vi.fn();

beforeEach(() => {
  fakeBrowser.reset();
  fetched.mockReset();
  vi.stubGlobal('fetch', (...args: unknown[]) => {
    fetched(...args);
    const octets = message({ questions: [['a.example', 1]], answers: [a('a.example', '192.0.2.1', 0)] });
    return Promise.resolve(new Response(octets, { headers: { 'content-type': 'application/dns-message' } }));
  });
});
afterEach(() => void vi.unstubAllGlobals());

describe('the World that the settings allow', () => {
  it.each([
    [{ mode: 'none', resolver: null, trusted: false }],
    [{ mode: 'none', resolver: RESOLVER, trusted: true }],
    [{ mode: 'dns', resolver: null, trusted: false }],
  ] as const)('asks nobody: %j', async (lookups) => {
    const world = dnsWorld(lookups, { about, private: false });
    expect(await world.dns('a.example', 'A')).toEqual({ ok: false, failure: 'not-asked' });
    expect(Math.abs(world.now() - Date.now())).toBeLessThan(5_000);
    expect(fetched).not.toHaveBeenCalled();
  });

  it.each([
    [true, 'insecure'],
    [false, 'unknown'],
  ])('asks the resolver that was chosen, trusted %s, and tells the log', async (trusted, dnssec) => {
    const world = dnsWorld({ mode: 'dns', resolver: RESOLVER, trusted }, { about, private: false });
    expect(await world.dns('a.example', 'A')).toEqual({ ok: true, value: ['192.0.2.1'], dnssec });
    expect(fetched.mock.calls.map(([url]) => String(url).split('?')[0])).toEqual([RESOLVER]);
    await vi.waitFor(async () =>
      expect(await readDnsLog()).toMatchObject([{ ...about, resolver: 'dns.example', asked: ['A a.example'] }]),
    );
  });

  it('writes nothing down of a private window', async () => {
    const world = dnsWorld({ mode: 'dns', resolver: RESOLVER, trusted: false }, { about, private: true });
    expect(await world.dns('a.example', 'A')).toMatchObject({ ok: true });
    expect(await readDnsLog()).toEqual([]);
    expect(await fakeBrowser.storage.session.get(null)).toEqual({});
  });

  it('is over when its signal is', async () => {
    const signal = AbortSignal.abort();
    const world = dnsWorld({ mode: 'dns', resolver: RESOLVER, trusted: false }, { about, private: false, signal });
    expect(await world.dns('a.example', 'A')).toEqual({ ok: false, failure: 'not-asked' });
    expect(fetched).not.toHaveBeenCalled();
  });
});
