/** One line of the table. */
export interface Row {
  readonly what: string;
  /** The figure with its unit, or why there is none. */
  readonly figure: string;
  /** Empty where none is set. */
  readonly budget: string;
  /** Null where no budget is set, or nothing could be measured. */
  readonly kept: boolean | null;
  /** How it was measured, in a few words. */
  readonly how: string;
  /** Load average of the machine before and after the part. */
  readonly load?: string;
}

/** A figure that may be `limit` at most. Null is said as not measured, never as kept. */
export function most(what: string, value: number | null, limit: number, unit: string, how: string, digits = 1): Row {
  const figure = value === null ? 'not measured' : `${value.toFixed(digits)} ${unit}`.trim();
  return { what, figure, budget: `≤ ${limit} ${unit}`.trim(), kept: value === null ? null : value <= limit, how };
}

/** How many times something of ours is faster than another's; at least `limit` times. */
export function faster(what: string, ours: number, theirs: number, limit: number, how: string): Row {
  const times = theirs / ours;
  return { what, figure: `${times.toFixed(1)} times`, budget: `≥ ${limit} times`, kept: times >= limit, how };
}

/** A figure beside others, without a budget of its own. */
export function beside(what: string, value: number | null, unit: string, how: string, digits = 1): Row {
  const figure = value === null ? 'not measured' : `${value.toFixed(digits)} ${unit}`.trim();
  return { what, figure, budget: '', kept: null, how };
}
