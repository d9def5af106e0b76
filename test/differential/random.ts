/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** From 0 up to, not including, `below`. */
  below(below: number): number;
  /** True once in `times`. */
  once(times: number): boolean;
  pick<const T>(from: readonly T[]): T;
  /** Each element with one chance in `times`, in the order given. */
  some<const T>(from: readonly T[], times?: number): T[];
}

/** Seeds that differ by one give streams that have nothing in common. */
export function random(seed: number): Random {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    once: (times) => below(times) === 0,
    pick: (from) => {
      const found = from[below(from.length)];
      if (found === undefined) throw new Error('nothing to pick from');
      return found;
    },
    some: (from, times = 2) => from.filter(() => below(times) === 0),
  };
}
