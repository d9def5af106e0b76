import { LRUCache } from 'lru-cache';
import type { Store, Stored } from './store';

/** A report has some kilobytes; one of many hosts must not push out all others. */
const OCTETS_EACH = 4_000;

/** The entries used last, in front of `behind`, if there is one. */
export function memoryStore(maxEntries: number, now: () => number, behind: Store | null): Store {
  const cache = new LRUCache<string, Stored>({
    max: maxEntries,
    maxSize: maxEntries * OCTETS_EACH,
    sizeCalculation: ({ text }, key) => text.length + key.length + 1,
  });
  return {
    async get(key) {
      const kept = cache.get(key);
      if (kept) return kept.until > now() ? kept : undefined;
      const found = await behind?.get(key);
      if (found) cache.set(key, found);
      return found;
    },
    set(key, stored) {
      cache.set(key, stored);
      behind?.set(key, stored);
    },
    delete(key) {
      cache.delete(key);
      behind?.delete(key);
    },
    close: async () => behind?.close(),
  };
}
