import { LRUCache } from 'lru-cache';
import { askUpstreams } from './ask-upstreams';
import type { AskOptions } from './ask-upstreams';
import { questionKey } from './question';
import type { Question } from './question';
import type { Scanned } from './scan-message';
import type { UpstreamFailure } from './upstream';

/** Seconds that an answer is kept, whatever its zone says; one that denies, RFC 2308 5 suggests one to three hours. */
const MAX_SECONDS = 86_400;
const MAX_DENIAL_SECONDS = 3_600;
/** RFC 9520 3.2: failures are remembered too, so that a storm of questions for a broken zone stays here. */
const FAILURE_SECONDS = 1;
/** Octets that an entry takes beside its message and key. */
const ENTRY_OCTETS = 400;
/** An answer that is asked for when less than this part of its time is left is fetched anew meanwhile. */
const PREFETCH_PART = 0.1;
const PREFETCH_LEAST_SECONDS = 10;
/** RFC 8767 4: what is given out stale lasts this long. */
const STALE_SECONDS = 30;
const NXDOMAIN = 3;

/** A message as a resolver sent it. */
export interface Kept {
  readonly octets: Buffer;
  readonly scanned: Scanned;
  /** The resolver says that DNSSEC was checked, and may be believed (RFC 6840 5.8). */
  readonly authentic: boolean;
  /** It would have said so. */
  readonly judges: boolean;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly at: number;
  readonly until: number;
}

export type Forwarded =
  | {
      readonly ok: true;
      readonly kept: Kept;
      readonly from: 'cache' | 'upstream' | 'stale';
      /** Whole seconds that it still lasts. */
      readonly seconds: number;
    }
  | { readonly ok: false; readonly failure: UpstreamFailure | 'overloaded' };

export interface ForwarderOptions extends AskOptions {
  /** The operator says that the resolvers check DNSSEC. */
  readonly validating: boolean;
  readonly maxEntries: number;
  readonly maxOctets: number;
  /** Seconds after its time that an answer may stand in for one that cannot be had; 0 for none. */
  readonly staleSeconds: number;
  /** Questions under way at once. */
  readonly maxInFlight: number;
}

export interface Forwarder {
  ask(question: Question): Promise<Forwarded>;
  readonly size: () => number;
}

/** Answers from memory or of the resolvers; questions that are the same are asked once. */
export function forwarder(options: ForwarderOptions): Forwarder {
  const { now, validating, staleSeconds } = options;
  const ask = askUpstreams(options);
  const cache = new LRUCache<string, Kept>({
    max: options.maxEntries,
    maxSize: options.maxOctets,
    sizeCalculation: ({ octets }, key) => octets.length + key.length + ENTRY_OCTETS,
  });
  const flights = new Map<string, Promise<Forwarded>>();

  async function fetchAnew(key: string, question: Question): Promise<Forwarded> {
    const asked = await ask(question);
    if (!asked.ok) return asked;
    const { scanned, upstream } = asked;
    // of its own: a slice would keep what it was cut from
    const octets = Buffer.allocUnsafeSlow(asked.octets.length);
    asked.octets.copy(octets);
    const fails = scanned.rcode !== 0 && scanned.rcode !== NXDOMAIN;
    const most = scanned.answers === 0 || scanned.rcode === NXDOMAIN ? MAX_DENIAL_SECONDS : MAX_SECONDS;
    const seconds = fails ? FAILURE_SECONDS : Math.min(scanned.lasting, most);
    const at = now();
    const judges = validating && upstream.authentic && !question.unchecked;
    const kept: Kept = {
      octets,
      scanned,
      authentic: judges && scanned.authentic,
      judges,
      at,
      until: at + seconds * 1000,
    };
    if (seconds > 0 && !(fails && staleSeconds > 0 && cache.has(key))) cache.set(key, kept);
    return { ok: true, kept, from: 'upstream', seconds: fails ? 0 : seconds };
  }

  function flight(key: string, question: Question): Promise<Forwarded> {
    const under = flights.get(key);
    if (under) return under;
    if (flights.size >= options.maxInFlight) return Promise.resolve({ ok: false, failure: 'overloaded' });
    const begun = fetchAnew(key, question).finally(() => flights.delete(key));
    flights.set(key, begun);
    return begun;
  }

  return {
    size: () => cache.size,
    async ask(question) {
      const key = questionKey(question);
      const kept = cache.get(key);
      const time = now();
      if (kept && kept.until > time) {
        const whole = (kept.until - kept.at) / 1000;
        const left = (kept.until - time) / 1000;
        if (whole >= PREFETCH_LEAST_SECONDS && left < whole * PREFETCH_PART) void flight(key, question);
        const fails = kept.scanned.rcode !== 0 && kept.scanned.rcode !== NXDOMAIN;
        return { ok: true, kept, from: 'cache', seconds: fails ? 0 : Math.floor(left) };
      }
      const came = await flight(key, question);
      const failed = !came.ok || (came.kept.scanned.rcode !== 0 && came.kept.scanned.rcode !== NXDOMAIN);
      if (failed && kept && kept.until + staleSeconds * 1000 > now())
        return { ok: true, kept, from: 'stale', seconds: STALE_SECONDS };
      return came;
    },
  };
}
