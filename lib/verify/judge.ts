import type { Check, Finding, Judgement } from './check';

/** Asks one check. A bug in it makes it unknown, alone; the rest stands. */
export function judge<Given>(
  check: Pick<Check, 'id' | 'about' | 'weight'> & { judge(facts: Given): Judgement<string> },
  facts: Given,
): Finding {
  const { id, about, weight } = check;
  try {
    return { id, about, weight, ...check.judge(facts) };
  } catch {
    return { id, about, weight, outcome: 'unknown', code: 'crashed', seen: [] };
  }
}
