/** What is a long task, ms: the Long Tasks API's own measure. */
export const LONG = 50;

/** What the page's main thread did while a mail was opened. All ms are CPU, so that a busy machine does not count. */
export interface Work {
  /** Ours: our scripts and all they call, styles and layout that they force included. */
  readonly ours: number;
  /** Tasks over LONG, whoever's. */
  readonly long: number;
  /** Of those: tasks that would be none without us, and tasks where our part alone is one. */
  readonly caused: number;
}

/** Tasks, each with its own CPU and our part of it, ms; `rest` is our part outside of them. */
export function fold(tasks: readonly { readonly cpu: number; readonly ours: number }[], rest = 0): Work {
  const long = tasks.filter(({ cpu }) => cpu > LONG);
  return {
    ours: tasks.reduce((sum, { ours }) => sum + ours, rest),
    long: long.length,
    caused: long.filter(({ cpu, ours }) => ours > LONG || cpu - ours <= LONG).length,
  };
}
