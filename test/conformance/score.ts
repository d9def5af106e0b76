import type { Outcome } from './received-chains';

export interface Score {
  readonly outcome: Outcome;
  /** Counts one case. A known deviation is right when it is wrong, and fails the run when it is right. */
  say(key: string, right: boolean, told: string): void;
  /** Counts cases of a part of the suite, none of which is a failure. */
  part(name: string, cases: () => void | Promise<void>): Promise<void>;
  /** The end: deviations that no case has are failures. */
  finish(): Outcome;
}

/** Keeps a suite's score. `deviations`: case to the RFC section that makes the suite wrong. */
export function keepScore(deviations: Readonly<Record<string, string>>): Score {
  const outcome: Outcome = { passed: 0, failed: 0, lines: [] };
  const open = new Set(Object.keys(deviations));
  const fail = (line: string): void => {
    outcome.failed++;
    outcome.lines.push(line);
  };
  return {
    outcome,
    say(key, right, told) {
      const known = open.delete(key);
      if (right !== known) outcome.passed++;
      else fail(known ? `${key}: a known deviation, but right now: take it off the list` : `${key}: ${told}`);
    },
    async part(name, cases) {
      const before = outcome.passed + outcome.failed;
      await cases();
      const count = outcome.passed + outcome.failed - before;
      if (count === 0) fail(`${name}: no case was run`);
      else outcome.lines.push(`${name}: ${count}`);
    },
    finish() {
      for (const key of open) fail(`${key}: a known deviation that no case has`);
      const all = Object.entries(deviations).map(([key, why]) => `${key}: ${why}`);
      if (all.length > 0) outcome.lines.push(`known deviations (${all.length}): ${all.join(' | ')}`);
      return outcome;
    },
  };
}
