import process from 'node:process';
import { companion } from './companion';
import { makeProber } from './probe/make-prober';

const SIGNALS = { end: ['SIGINT', 'SIGTERM'], reload: ['SIGHUP'] } as const;

/** Runs the companion in this process, with these arguments. Gives the exit code. */
export function start(argv: readonly string[]): Promise<number> {
  return companion(argv, {
    env: process.env,
    say: (line) => process.stdout.write(`${line}\n`),
    complain: (line) => process.stderr.write(`${line}\n`),
    log: process.stderr,
    onSignal(what, act) {
      for (const signal of SIGNALS[what]) process.on(signal, act);
    },
    makeProber,
  });
}
