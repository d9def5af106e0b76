import { followReport } from '../companion/follow-report';
import type { DomainAnswer, DomainAsk, DomainFailed, DomainFound } from './protocol';

/**
 * Asks about a domain until the companion has its report. The page owns this loop, for the background may be stopped between two
 * questions. `ask` gives null where the background stays silent.
 */
export async function followDomain(
  wanted: Omit<DomainAsk, 'kind' | 'first'>,
  ask: (question: DomainAsk) => Promise<DomainAnswer | null>,
  signal: AbortSignal,
): Promise<DomainFound> {
  let { domain } = wanted;
  const none: DomainFailed = { kind: 'failed', code: 'no-answer', domain, host: '', status: 0, seconds: null };
  const found = await followReport<DomainFailed>(async (first) => {
    const answer = await ask({ ...wanted, kind: 'domain', domain, first });
    // named from now on: a background that was stopped does not know the reader's own
    domain = answer?.domain ?? domain;
    return answer ?? none;
  }, signal);
  return found.kind === 'report' ? { ...found, domain: domain ?? '' } : { ...none, ...found, domain };
}
