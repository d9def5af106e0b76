import type { Question } from './question';
import type { Upstream, UpstreamAnswer, UpstreamFailure } from './upstream';

/** Milliseconds for all resolvers together; a browser's question to us waits about as long. */
const TOTAL_MS = 6_000;
/** After that many failures on end a resolver is asked last for a while. */
const MAX_FAILURES = 3;
const REST_MS = 10_000;
const SERVFAIL = 2;
const REFUSED = 5;

export type AskedUpstreams =
  | (Extract<UpstreamAnswer, { ok: true }> & { readonly upstream: Upstream })
  | { readonly ok: false; readonly failure: UpstreamFailure };

export interface AskOptions {
  readonly upstreams: readonly Upstream[];
  readonly now: () => number;
  /** Told of each question that left: of whom it was asked and what came of it. */
  readonly onAsked?: (label: string, outcome: 'answer' | UpstreamFailure, milliseconds: number) => void;
  readonly totalMs?: number;
}

/** Asks the resolvers in their order until one answers; what fails or refuses is taken only if none does better. */
export function askUpstreams(options: AskOptions): (question: Question) => Promise<AskedUpstreams> {
  const { upstreams, now, onAsked } = options;
  const health = new Map(upstreams.map((upstream) => [upstream, { failures: 0, until: 0 }]));
  const rests = (upstream: Upstream) => (health.get(upstream)?.until ?? 0) > now();
  return async (question) => {
    const signal = AbortSignal.timeout(options.totalMs ?? TOTAL_MS);
    let poor: AskedUpstreams | null = null;
    let failure: UpstreamFailure = 'timeout';
    for (const upstream of [...upstreams].sort((a, b) => Number(rests(a)) - Number(rests(b)))) {
      if (signal.aborted) break;
      const began = now();
      const answer = await upstream.ask(question, signal);
      onAsked?.(upstream.label, answer.ok ? 'answer' : answer.failure, now() - began);
      const state = health.get(upstream);
      if (answer.ok) {
        if (state) state.failures = 0;
        const { rcode } = answer.scanned;
        if (rcode !== SERVFAIL && rcode !== REFUSED) return { ...answer, upstream };
        poor ??= { ...answer, upstream };
      } else {
        ({ failure } = answer);
        if (state && ++state.failures >= MAX_FAILURES) state.until = now() + REST_MS;
      }
    }
    return poor ?? { ok: false, failure };
  };
}
