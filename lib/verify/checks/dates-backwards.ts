import { check } from '../check';

/** Clocks differ; only what is more than this many seconds early is told. */
const TOLERATED = 300;

/** Does a line carry an earlier date than the line below it? A wrong clock, or a line that was made up. */
export const datesBackwards = check({
  id: 'dates-backwards',
  about: 'transit',
  weight: 'informs',
  codes: ['in-order', 'backwards', 'no-dates'],
  judge({ delays, hops }) {
    let worst = 0;
    let at = -1;
    let known = 0;
    for (const [index, delay] of delays.entries()) {
      if (delay === null) continue;
      known++;
      if (delay < worst) {
        worst = delay;
        at = index;
      }
    }
    if (known === 0) return { outcome: 'absent', code: 'no-dates', seen: [] };
    if (worst >= -TOLERATED) return { outcome: 'pass', code: 'in-order', seen: [] };
    return {
      outcome: 'warn',
      code: 'backwards',
      params: { duration: -worst, by: hops[at]?.by ?? '' },
      seen: [],
    };
  },
});
