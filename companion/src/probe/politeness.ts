/**
 * What keeps the probe a good guest: results are kept and shared between all domains of one host, an address is talked to once at a
 * time, seldom, and not at all for a while after it said "later". Whoever points MX records at a stranger spends these allowances.
 */
import { LRUCache } from 'lru-cache';
import { flight, type Flight } from '../../../lib/dns/flight';
import { isTested } from '../../../lib/verify/is-tested';
import type { AddressPosture } from '../../../lib/verify/posture';

/** In ms. A good answer lasts hours, another minutes; both vary, so that not all come due at once. */
const MINUTE = 60_000;
const TESTED_FOR = 60 * MINUTE;
const FAILED_FOR = 5 * MINUTE;
/** An answer that could not be had anew is shown as old as this. */
const STALE_FOR = 12 * 60 * MINUTE;
/** After 421 and its kin: four times as long with each. */
const REST = 15 * MINUTE;
const REST_MOST = 6 * 60 * MINUTE;
const REJECTED_REST = 60 * MINUTE;
/** Failures in a row until the circuit opens, and for how long. */
const BREAK_AFTER = 3;
const BROKEN_FOR = 30 * MINUTE;

const PER_ADDRESS = { burst: 5, every: 20_000 };
const PER_NETWORK = { burst: 40, every: 1_000 };
const MAX_KEPT = 20_000;
const MAX_IN_FLIGHT = 128;
const MAX_WAITING = 2_000;
const MAX_QUEUE = 4;

/** Why nobody was asked. */
export type Held = 'resting' | 'address-busy' | 'address-allowance' | 'network-allowance' | 'overloaded' | 'stopped';

export interface Politeness {
  /**
   * What is known of `host` at `ip`, or what `run` finds. `about`: what the answer depends on besides; another one does not make it
   * asked again before its time. Rejects only as `run` does, which is stopped once nobody waits for it any more.
   */
  visit<T extends { readonly posture: AddressPosture }>(
    visit: { readonly host: string; readonly ip: string; readonly about: string },
    run: (signal: AbortSignal) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<
    { readonly ok: true; readonly value: T; readonly about: string } | { readonly ok: false; readonly held: Held }
  >;
}

type Visited = Awaited<ReturnType<Politeness['visit']>>;

const STOPPED: Visited = { ok: false, held: 'stopped' };

interface Kept {
  readonly value: { readonly posture: AddressPosture };
  readonly about: string;
  readonly until: number;
}
interface Bucket {
  tokens: number;
  at: number;
}
interface Record {
  strikes: number;
  failures: number;
  until: number;
}

/** All in memory. `chance` gives 0 to 1. */
export function politeness(now: () => number, chance: () => number = Math.random): Politeness {
  const kept = new LRUCache<string, Kept>({ max: MAX_KEPT });
  const records = new LRUCache<string, Record>({ max: MAX_KEPT });
  const buckets = new LRUCache<string, Bucket>({ max: MAX_KEPT });
  const flights = new Map<string, Flight<Visited>>();
  const queues = new Map<string, { tail: Promise<void>; length: number }>();
  const waiting: (() => void)[] = [];
  let inFlight = 0;

  function take(key: string, { burst, every }: { readonly burst: number; readonly every: number }): boolean {
    const bucket = buckets.get(key) ?? { tokens: burst, at: now() };
    bucket.tokens = Math.min(burst, bucket.tokens + (now() - bucket.at) / every);
    bucket.at = now();
    buckets.set(key, bucket);
    if (bucket.tokens < 1) return false;
    bucket.tokens--;
    return true;
  }

  function learn(key: string, ip: string, value: Kept['value'], about: string): void {
    const { outcome, reach } = value.posture;
    const tested = isTested(value.posture);
    const record = records.get(ip) ?? { strikes: 0, failures: 0, until: 0 };
    let rest = 0;
    if (tested) Object.assign(record, { strikes: 0, failures: 0, until: 0 });
    else if (outcome === 'busy') rest = Math.min(REST * 4 ** record.strikes++, REST_MOST);
    else if (outcome === 'rejected') rest = REJECTED_REST;
    else if (reach !== 'not-allowed' && reach !== 'not-tried' && ++record.failures >= BREAK_AFTER) rest = BROKEN_FOR;
    if (rest > 0) record.until = now() + rest * (1 + chance() / 4);
    records.set(ip, record);
    const lasts = tested ? TESTED_FOR * (1 + chance()) : Math.max(rest, FAILED_FOR * (1 + 2 * chance()));
    kept.set(key, { value, about, until: now() + lasts });
  }

  /** One conversation with an address at a time. */
  async function inTurn<T>(ip: string, run: () => Promise<T>): Promise<T | null> {
    const queue = queues.get(ip) ?? { tail: Promise.resolve(), length: 0 };
    if (queue.length >= MAX_QUEUE) return null;
    queues.set(ip, queue);
    queue.length++;
    const before = queue.tail;
    const { promise, resolve } = Promise.withResolvers<void>();
    queue.tail = promise;
    await before;
    try {
      return await run();
    } finally {
      resolve();
      if (--queue.length === 0) queues.delete(ip);
    }
  }

  async function seated<T>(run: () => Promise<T>): Promise<T | null> {
    if (inFlight >= MAX_IN_FLIGHT) {
      if (waiting.length >= MAX_WAITING) return null;
      await new Promise<void>((seat) => waiting.push(seat));
    } else inFlight++;
    try {
      return await run();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else inFlight--;
    }
  }

  async function fresh(
    key: string,
    ip: string,
    about: string,
    run: (signal: AbortSignal) => Promise<Kept['value']>,
    signal: AbortSignal,
  ): Promise<Visited> {
    const held = (reason: Held): Visited => {
      const old = kept.get(key);
      if (old && old.value.posture.observedAt + STALE_FOR > now())
        return { ok: true, value: old.value, about: old.about };
      return { ok: false, held: reason };
    };
    if ((records.get(ip)?.until ?? 0) > now()) return held('resting');
    const visited = await inTurn(ip, async (): Promise<Visited> => {
      if (signal.aborted) return STOPPED;
      // who stood before in the queue may have been told to come later
      if ((records.get(ip)?.until ?? 0) > now()) return held('resting');
      if (!take(ip, PER_ADDRESS)) return held('address-allowance');
      if (!take(networkOf(ip), PER_NETWORK)) return held('network-allowance');
      const value = await seated(() => run(signal));
      if (!value) return held('overloaded');
      // what was cut off says nothing of the server
      if (signal.aborted) return STOPPED;
      learn(key, ip, value, about);
      return { ok: true, value, about };
    });
    return visited ?? held('address-busy');
  }

  return {
    visit<T extends { readonly posture: AddressPosture }>(
      { host, ip, about }: { readonly host: string; readonly ip: string; readonly about: string },
      run: (stop: AbortSignal) => Promise<T>,
      signal?: AbortSignal,
    ) {
      // each key's values are of the one type that its caller puts in
      type Result = ReturnType<
        typeof Promise.resolve<{ ok: true; value: T; about: string } | { ok: false; held: Held }>
      >;
      const key = `${host} ${ip}`;
      const known = kept.get(key);
      if (known && known.until > now()) {
        const minute = known.value.posture.observedAt + MINUTE > now();
        if (known.about === about || minute)
          return Promise.resolve({ ok: true, value: known.value, about: known.about }) as Result;
      }
      const start = (stop: AbortSignal) => fresh(key, ip, about, run, stop);
      return flight(flights, key, start, signal).then((visited) => visited ?? STOPPED) as Result;
    },
  };
}

/** /24 or /48: what one operator usually has. */
function networkOf(ip: string): string {
  if (!ip.includes(':')) return ip.slice(0, ip.lastIndexOf('.'));
  const [head = '', tail] = ip.split('::');
  const groups = head === '' ? [] : head.split(':');
  while (tail !== undefined && groups.length < 3) groups.push('0');
  return groups.slice(0, 3).join(':');
}
