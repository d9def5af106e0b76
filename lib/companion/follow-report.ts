import type { ReportAnswer } from './ask-report';

/** Milliseconds until a report that is still being made is given up: the companion ends its own work after three minutes. */
const PATIENCE = 200_000;
/** Seconds between two questions, whatever the companion says. */
const SOONEST = 1;
const LATEST = 15;

type Failed = Extract<ReportAnswer, { kind: 'failed' }>;
const TOO_LATE: Failed = { kind: 'failed', code: 'timeout', status: 202, seconds: null };

/**
 * Asks until there is a report, or a reason why there is none. `ask` is told whether it is the first time. Whoever waits owns this loop:
 * a background may be stopped between two questions. `onWaiting` is told after each answer that is none, with the milliseconds so far.
 */
export async function followReport<F extends { readonly kind: 'failed' }>(
  ask: (first: boolean) => Promise<Exclude<ReportAnswer, Failed> | Failed | F>,
  signal: AbortSignal,
  onWaiting: (milliseconds: number) => void = () => {},
): Promise<Extract<ReportAnswer, { kind: 'report' }> | Failed | F> {
  const began = performance.now();
  for (let first = true; ; first = false) {
    const answer = await ask(first);
    if (answer.kind !== 'pending') return answer;
    const waited = performance.now() - began;
    if (signal.aborted || waited > PATIENCE) return TOO_LATE;
    onWaiting(waited);
    await pause(Math.min(LATEST, Math.max(SOONEST, answer.seconds)) * 1_000, signal);
    if (signal.aborted) return TOO_LATE;
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}
