/** What a step of the tests found. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  /** For people, in order: what failed, and figures worth a line. */
  readonly lines: readonly string[];
}

const CLOSING = /^(?:\w+: )?(\d+) passed, (\d+) failed(?:, \d+ skipped)?$/;

/** Adds up; a step that ran nothing has failed, for it shows nothing. */
export function sum(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((total, one) => total + one.passed, 0),
    failed: tallies.reduce((total, one) => total + one.failed, 0),
    lines: tallies.flatMap((one) => one.lines),
  };
}

/** One thing that holds (`fault` is null) or does not. */
export function one(fault: string | null): Tally {
  return fault === null ? { passed: 1, failed: 0, lines: [] } : { passed: 0, failed: 1, lines: [fault] };
}

/** Whether a line is a closing line, which only the last line of a whole run may be. */
export const isClosing = (line: string): boolean => CLOSING.test(line.trim());

/**
 * The tally of a child that ends with a line `N passed, N failed`. Its exit code must agree: a child that fails and counts no
 * failure, or counts nothing at all, is itself a failure.
 */
export function closingTally(name: string, code: number, output: string): Tally {
  const match = output
    .trimEnd()
    .split('\n')
    .map((line) => CLOSING.exec(line.trim()))
    .findLast((found) => found !== null);
  const passed = Number(match?.[1] ?? 0);
  const failed = Number(match?.[2] ?? 0);
  if (!match) return { passed, failed: 1, lines: [`${name}: ended with code ${code} and no closing line`] };
  if (passed + failed === 0) return { passed, failed: 1, lines: [`${name}: ran nothing`] };
  if (code !== 0 && failed === 0) return { passed, failed: 1, lines: [`${name}: ended with code ${code}`] };
  if (code === 0 && failed > 0) return { passed, failed, lines: [`${name}: counts failures, but ended with code 0`] };
  return { passed, failed, lines: [] };
}
