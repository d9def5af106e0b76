import { describe, expect, it } from 'vitest';
import type { Kept } from './memory-cache';
import { memoryCache } from './memory-cache';

const kept = (value: string): Kept => ({
  link: { kind: 'values', values: [value], ttl: 1, authentic: false },
  until: 1,
});

describe('the cache in memory', () => {
  it('keeps as many as its limit, those used last', () => {
    const gone: string[] = [];
    const cache = memoryCache(2, (key) => gone.push(key));
    cache.set('a', kept('1'));
    cache.set('b', kept('2'));
    expect(cache.get('a')).toEqual(kept('1'));
    cache.set('c', kept('3'));
    expect(gone).toEqual(['b']);
    expect(['a', 'b', 'c'].map((key) => cache.get(key))).toEqual([kept('1'), undefined, kept('3')]);
  });

  it('keeps the newest under a key', () => {
    const cache = memoryCache(2);
    cache.set('a', kept('1'));
    cache.set('a', kept('2'));
    expect(cache.get('a')).toEqual(kept('2'));
  });
});
