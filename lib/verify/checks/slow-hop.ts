import { check } from '../check';

/** Seconds that a hop may take before it is worth a word: greylisting and a queue's first retries stay below. */
const SLOW = 3_600;

/** Did the mail wait long at one server? */
export const slowHop = check({
  id: 'slow-hop',
  about: 'transit',
  weight: 'informs',
  codes: ['swift', 'slow', 'no-dates'],
  judge({ delays, hops }) {
    let worst = -1;
    let at = -1;
    for (const [index, delay] of delays.entries()) {
      if (delay !== null && delay > worst) {
        worst = delay;
        at = index;
      }
    }
    if (at < 0) return { outcome: 'absent', code: 'no-dates', seen: [] };
    if (worst < SLOW) return { outcome: 'pass', code: 'swift', seen: [] };
    return {
      outcome: 'warn',
      code: 'slow',
      params: { duration: worst, by: hops[at]?.by ?? '' },
      seen: [],
    };
  },
});
