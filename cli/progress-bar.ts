import type { Terminal } from './terminal';

const WIDTH = 30;
/** Back to the line's beginning, and what stands on it erased. */
const ERASE = '\r\x1b[K';
/** Milliseconds between two drawings. */
const PACE = 50;

export interface ProgressBar {
  /** One more is done. */
  step(): void;
  /** Takes the bar off the terminal, so that something else can be written; the next step draws it again. */
  clear(): void;
}

/** A bar on stderr; none where that is no terminal, and none for one mail. */
export function progressBar(total: number, stderr: Terminal['stderr']): ProgressBar {
  const drawn = stderr.isTTY === true && total > 1;
  let done = 0;
  let last = -Infinity;
  return {
    step() {
      done++;
      const now = performance.now();
      if (!drawn || done >= total || now - last < PACE) return;
      last = now;
      const full = Math.round((done / total) * WIDTH);
      stderr.write(`${ERASE}[${'#'.repeat(full)}${'-'.repeat(WIDTH - full)}] ${done}/${total}`);
    },
    clear() {
      if (!drawn) return;
      stderr.write(ERASE);
      last = -Infinity;
    },
  };
}
