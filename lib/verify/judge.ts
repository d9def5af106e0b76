import type { Check, Finding } from './check';
import type { Facts } from './facts';

/** Asks one check. A bug in it makes it unknown, alone; the rest stands. */
export function judge(check: Check, facts: Facts): Finding {
  const { id, about, weight } = check;
  try {
    return { id, about, weight, ...check.judge(facts) };
  } catch {
    return { id, about, weight, outcome: 'unknown', code: 'crashed', seen: [] };
  }
}
