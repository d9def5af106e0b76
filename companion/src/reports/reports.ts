import { randomInt } from 'node:crypto';
import type { Posture } from '../../../lib/verify/posture';
import type { Limits, Taken } from '../access/limits';
import type { Store } from '../store/store';
import type { Prober } from './prober';

/** How long who asks is kept waiting before being told to come again; most probes are done by then. */
const PATIENCE_MS = 1_500;
/** Seconds until it may come again. */
const COME_AGAIN = 2;
/** Milliseconds that a report lasts; one of which something could not be tested is made anew sooner, and not all at once. */
const WHOLE_MS = 3_600_000;
const PARTIAL_MS = 300_000;
const PARTIAL_SPREAD_MS = 300_000;
const FAILED_MS = 60_000;
const MAX_RUNNING = 1_000;
/** A probe that does not end by then is ended. */
const TOTAL_MS = 180_000;
const OVERLOADED_SECONDS = 10;

export type Report =
  /** `text` is a `Posture` in JSON. Times in milliseconds since 1970. */
  | { readonly kind: 'ready'; readonly text: string; readonly at: number; readonly until: number }
  | { readonly kind: 'pending'; readonly seconds: number }
  | { readonly kind: 'limited'; readonly taken: Taken }
  | { readonly kind: 'overloaded'; readonly seconds: number }
  | { readonly kind: 'failed'; readonly seconds: number };

export interface ReportsOptions {
  readonly prober: Prober;
  readonly store: Store;
  readonly limits: Limits;
  readonly now: () => number;
  readonly onTrouble: (error: unknown) => void;
  readonly onProbed?: (outcome: Posture['probe'] | 'crashed', milliseconds: number) => void;
  readonly patience?: number;
}

export interface Reports {
  /** `client`: whom to count it for. */
  get(domain: string, deep: boolean, client: string): Promise<Report>;
  readonly running: () => number;
  /** Ends what is under way. */
  stop(): void;
}

/** Reports on domains: from the store, or by one probe, however many ask for it. */
export function reports(options: ReportsOptions): Reports {
  const { prober, store, limits, now } = options;
  const stop = new AbortController();
  const running = new Map<string, Promise<Report>>();
  const failed = new Map<string, number>();

  async function probe(key: string, domain: string, deep: boolean): Promise<Report> {
    const began = now();
    try {
      const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(TOTAL_MS)]);
      const posture = await prober.posture(domain, { deep, signal });
      const text = JSON.stringify(posture);
      const whole = posture.probe !== 'partly' && posture.probe !== 'pending' && posture.mx.state !== 'unknown';
      const at = now();
      const until = at + (whole ? WHOLE_MS : PARTIAL_MS + randomInt(PARTIAL_SPREAD_MS));
      store.set(key, { text, at, until });
      options.onProbed?.(posture.probe, at - began);
      return { kind: 'ready', text, at, until };
    } catch (error) {
      if (!stop.signal.aborted) options.onTrouble(error);
      options.onProbed?.('crashed', now() - began);
      if (failed.size >= MAX_RUNNING) failed.clear();
      failed.set(key, now() + FAILED_MS);
      return { kind: 'failed', seconds: FAILED_MS / 1000 };
    } finally {
      running.delete(key);
    }
  }

  function patient(report: Promise<Report>): Promise<Report> {
    const { promise, resolve } = Promise.withResolvers<Report>();
    const timer = setTimeout(() => resolve({ kind: 'pending', seconds: COME_AGAIN }), options.patience ?? PATIENCE_MS);
    return Promise.race([report, promise]).finally(() => clearTimeout(timer));
  }

  return {
    running: () => running.size,
    stop: () => stop.abort(),
    async get(domain, deep, client) {
      const key = `${deep ? 'deep' : 'plain'}:${domain}`;
      const stored = (await store.get(key)) ?? (deep ? undefined : await store.get(`deep:${domain}`));
      if (stored) return { kind: 'ready', ...stored };
      const under = running.get(key);
      if (under) return patient(under);
      const until = failed.get(key) ?? 0;
      if (until > now()) return { kind: 'failed', seconds: Math.ceil((until - now()) / 1000) };
      failed.delete(key);
      if (running.size >= MAX_RUNNING) return { kind: 'overloaded', seconds: OVERLOADED_SECONDS };
      // the domain's own first: nobody's allowance is used up by a domain that others wore out
      for (const taken of [await limits.target(domain), await limits.domains(client)])
        if (!taken.ok) return { kind: 'limited', taken };
      // another may have begun while the allowances were asked for
      const begun = running.get(key) ?? probe(key, domain, deep);
      running.set(key, begun);
      return patient(begun);
    },
  };
}
