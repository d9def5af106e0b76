import { fakeBrowser } from 'wxt/testing/fake-browser';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Kept } from '../dns/memory-cache';
import { sessionCache } from './dns-cache';

const kept = (value: string, until = Date.now() + 60_000): Kept => ({
  link: { kind: 'values', values: [value], ttl: 60, authentic: false },
  until,
});
const stored = async (): Promise<string[]> => Object.keys(await fakeBrowser.storage.session.get(null)).sort();

beforeEach(() => fakeBrowser.reset());
afterEach(() => void vi.restoreAllMocks());

describe('answers in storage.session', () => {
  it('outlive the background', async () => {
    const before = sessionCache();
    before.set('A a.example', kept('1'));
    before.set('A b.example', kept('2'));
    before.set('A b.example', kept('3'));
    await vi.waitFor(async () => expect(await stored()).toHaveLength(2));
    const after = sessionCache();
    await expect(after.get('A b.example')).resolves.toMatchObject({ link: { values: ['3'] } });
    expect(await after.get('A c.example')).toBeUndefined();
  });

  it('are at hand before they are written', async () => {
    const cache = sessionCache();
    cache.set('A a.example', kept('1'));
    expect(await cache.get('A a.example')).toMatchObject({ link: { values: ['1'] } });
  });

  it('leave when their time is over; what is not theirs stays', async () => {
    await fakeBrowser.storage.session.set({ 'dns1 old': kept('1', Date.now() - 1), 'dns1 new': kept('2'), other: 1 });
    const cache = sessionCache();
    expect(await cache.get('old')).toBeUndefined();
    expect(await cache.get('new')).toBeDefined();
    await vi.waitFor(async () => expect(await stored()).toEqual(['dns1 new', 'other']));
  });

  it('are no more than the limit', async () => {
    const cache = sessionCache(3);
    for (let at = 0; at < 10; at++) cache.set(`A n${at}.example`, kept(String(at)));
    const last = ['dns1 A n7.example', 'dns1 A n8.example', 'dns1 A n9.example'];
    await vi.waitFor(async () => expect(await stored()).toEqual(last));
  });

  it('are kept in memory where the store fails', async () => {
    vi.spyOn(fakeBrowser.storage.session, 'get').mockRejectedValue(new Error('no store'));
    vi.spyOn(fakeBrowser.storage.session, 'set').mockRejectedValue(new Error('full'));
    const cache = sessionCache();
    cache.set('A a.example', kept('1'));
    expect(await cache.get('A a.example')).toBeDefined();
  });
});
