/**
 * A World whose answers come from a DNS resolver over HTTPS (RFC 8484). On web standards alone: an extension's background, Node
 * and tests run the same. There is no resolver in here: somebody chose the one in `url`.
 */
import type { Answer, RecordType, World } from '../verify/world';
import { askable } from './askable';
import { exchange } from './exchange';
import type { Door, Fetch } from './exchange';
import { flight } from './flight';
import { memoryCache } from './memory-cache';
import type { Cache, Kept } from './memory-cache';
import { readAnswer } from './read-answer';
import type { Link } from './read-answer';
import { writeQuery } from './write-query';

/** Milliseconds for one attempt. A resolver that must ask far away takes one or two seconds. */
export const ATTEMPT_MS = 4_000;
/** Attempts after the first; only where nothing came, never after an answer. */
export const RETRIES = 1;
/** Names asked for on the way of one chain of aliases, beside the first. */
export const MAX_ALIASES = 8;
/** Seconds that an answer is kept, whatever its zone says; one that denies, RFC 2308 5 suggests one to three hours. */
export const MAX_TTL = 86_400;
export const MAX_DENIAL_TTL = 3_600;

/** A question that left this machine. */
export interface Sent {
  readonly name: string;
  readonly type: RecordType;
  /** Of whom it was asked. */
  readonly url: string;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly at: number;
}

export interface DohOptions {
  /** As `readResolverUrl` gives it. */
  readonly url: string;
  /** GET unless said: a POST from an extension carries its origin, and with it who asks. */
  readonly method?: 'GET' | 'POST';
  readonly fetch?: Fetch;
  readonly now: () => number;
  /** One of its own unless said. */
  readonly cache?: Cache;
  /** Once aborted, what was asked is a timeout and the rest is not asked. */
  readonly signal?: AbortSignal;
  /**
   * The way to the resolver and the resolver itself are trusted to say whether DNSSEC was checked (RFC 6840 5.8 warns of taking
   * AD from just anybody). If not, `dnssec` is always unknown.
   */
  readonly trusted?: boolean;
  /** Told before a question leaves; not for what a cache answers, nor for one that is under way already. */
  readonly onAsked?: (sent: Sent) => void;
  /** `ATTEMPT_MS` unless said. */
  readonly timeout?: number;
}

export function dohWorld(options: DohOptions): World {
  const { url, now, signal, onAsked, trusted = false } = options;
  const cache = options.cache ?? memoryCache();
  const door: Door = {
    url,
    method: options.method ?? 'GET',
    fetch: options.fetch ?? ((address, init) => fetch(address, init)),
    timeout: options.timeout ?? ATTEMPT_MS,
  };

  /** Of the cache or of the resolver. Only what DNS says of the name is kept, never that it could not be learned. */
  async function ask(key: string, name: string, type: RecordType, stop: AbortSignal): Promise<Link> {
    const kept = await cache.get(key);
    if (kept && isFresh(kept, now())) return kept.link;
    onAsked?.({ name, type, url, at: now() });
    const query = writeQuery(name, type);
    for (let attempt = 0; ; attempt++) {
      const came = await exchange(door, query, stop);
      if (came.ok) {
        const link = readAnswer(came.octets, name, type);
        const seconds = lasting(link) - came.age;
        if (seconds > 0) cache.set(key, { link, until: now() + seconds * 1000 });
        return link;
      }
      if (!came.again || attempt === RETRIES || stop.aborted) return { kind: 'failure', failure: came.failure };
    }
  }

  return {
    now,
    async dns(written, type) {
      if (signal?.aborted) return { ok: false, failure: 'not-asked' };
      const asked = new Set<string>();
      let authentic = true;
      let next = written;
      for (;;) {
        const may = askable(next);
        if (!may.ok) return may;
        const { name } = may;
        // one flight for one question, not for its whole chain: two chains that cross would wait for each other for ever
        if (asked.has(name) || asked.size > MAX_ALIASES) return { ok: false, failure: 'servfail' };
        asked.add(name);
        const key = `${url} ${type} ${name}`;
        const link = await flight(cache.flights, key, (stop) => ask(key, name, type, stop), signal);
        if (link === null) return { ok: false, failure: 'timeout' };
        if (link.kind === 'failure') return { ok: false, failure: link.failure };
        if (link.kind === 'nxdomain') return { ok: false, failure: 'nxdomain' };
        authentic &&= link.authentic;
        if (link.kind === 'values') return answer(link.values, authentic, trusted);
        next = link.target;
      }
    },
  };
}

function answer(value: readonly string[], authentic: boolean, trusted: boolean): Answer<readonly string[]> {
  return { ok: true, value, dnssec: trusted ? (authentic ? 'secure' : 'insecure') : 'unknown' };
}

/** A clock that was set back must not make an answer last. */
function isFresh({ until }: Kept, now: number): boolean {
  return until > now && until <= now + MAX_TTL * 1000;
}

function lasting(link: Link): number {
  if (link.kind === 'failure') return 0;
  const denies = link.kind === 'nxdomain' || (link.kind === 'values' && link.values.length === 0);
  return Math.min(link.ttl, denies ? MAX_DENIAL_TTL : MAX_TTL);
}
