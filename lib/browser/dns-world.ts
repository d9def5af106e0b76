import { dohWorld } from '../dns/doh-world';
import { memoryCache } from '../dns/memory-cache';
import type { Cache } from '../dns/memory-cache';
import { offline } from '../verify/world';
import type { World } from '../verify/world';
import { sessionCache } from './dns-cache';
import { dnsLog, type About } from './dns-log';
import type { Settings } from './settings';

/** One for each life of the background; the one for private windows is in no store at all. */
let kept: Cache | null = null;
let privately: Cache | null = null;

export interface Asking {
  /** What the log shall say was read. */
  readonly about: About;
  /** In a private window: nothing is written down, and no other window answers from what is learned here. */
  readonly private: boolean;
  /** Aborts when nobody waits for the verdict any more. */
  readonly signal?: AbortSignal;
}

/**
 * The World that the reader's settings allow: one that asks nobody, unless lookups are on and a resolver was chosen. All Worlds
 * share one cache, so that mails judged at once ask for a name once.
 */
export function dnsWorld({ mode, resolver, trusted }: Settings['lookups'], asking: Asking): World {
  if (mode === 'none' || resolver === null) return offline(Date.now());
  return dohWorld({
    url: resolver,
    trusted,
    now: () => Date.now(),
    cache: asking.private ? (privately ??= memoryCache()) : (kept ??= sessionCache()),
    ...(asking.signal ? { signal: asking.signal } : {}),
    ...(asking.private ? {} : { onAsked: dnsLog(asking.about) }),
  });
}
