import type { Step } from './facts';

/** Steps that go on because nothing speaks against it: what lies below is never green, and never red. */
const ASSUMED: ReadonlySet<Step> = new Set<Step>(['lmtp', 'private', 'same-domain']);

export function isAssumed(step: Step): boolean {
  return ASSUMED.has(step);
}

/** Index of the first line that was gone past on an assumption: whose client a reader may confirm; null if there is none. */
export function assumedAt(steps: readonly Step[]): number | null {
  const at = steps.findIndex(isAssumed);
  return at < 0 ? null : at;
}
