import { browser } from 'wxt/browser';
import type { Cache, Kept } from '../dns/memory-cache';
import { MAX_KEPT, memoryCache } from '../dns/memory-cache';

/** Keys of answers begin so; all else in `storage.session` is not ours. The number is that of what `Link` looks like. */
const PREFIX = 'dns1 ';

/**
 * Answers in `storage.session`, which outlives the background and never reaches a disk. What is there is read once and served
 * from memory; what is new is written behind, in as few writes as come to pass. A store that fails costs questions, not answers.
 */
export function sessionCache(limit: number = MAX_KEPT): Cache {
  let fresh = new Map<string, Kept>();
  let stale: string[] = [];
  let writing = false;
  const memory = memoryCache(limit, (key) => stale.push(PREFIX + key));
  const loaded = load(memory).catch(() => undefined);

  /** Until nothing new is left: what comes while one write is under way goes with the next. */
  async function write(): Promise<void> {
    writing = true;
    await loaded;
    while (fresh.size > 0 || stale.length > 0) {
      const [batch, gone] = [Object.fromEntries(fresh), stale];
      fresh = new Map();
      stale = [];
      await browser.storage.session.set(batch).catch(() => undefined);
      if (gone.length > 0) await browser.storage.session.remove(gone).catch(() => undefined);
    }
    writing = false;
  }

  return {
    async get(key) {
      await loaded;
      return memory.get(key);
    },
    set(key, kept) {
      memory.set(key, kept);
      fresh.set(PREFIX + key, kept);
      if (!writing) void write();
    },
    flights: memory.flights,
  };
}

/** Fills `memory` with what lasts, those that end last at the end, and takes the rest out of the store. */
async function load(memory: Cache): Promise<void> {
  const all = Object.entries(await browser.storage.session.get(null)).filter(([key]) => key.startsWith(PREFIX));
  const now = Date.now();
  const entries = (all as [string, Kept][]).sort(([, one], [, other]) => one.until - other.until);
  for (const [key, kept] of entries) if (kept.until > now) memory.set(key.slice(PREFIX.length), kept);
  const over = entries.filter(([, { until }]) => until <= now).map(([key]) => key);
  if (over.length > 0) await browser.storage.session.remove(over);
}
