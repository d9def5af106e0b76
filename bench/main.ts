/**
 * `npm run bench`: every figure that Hoplock has a budget for, each part in a process of its own, in one table: what, figure,
 * budget, whether it was kept, and how it was measured. Being written: parse and judge stand, the rest announces itself.
 */
