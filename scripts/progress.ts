/** Shows that something long is under way, and stays silent about what is done within two seconds. */

const QUIET_MS = 2000;
/** Where the output is a log, a line every so often; on a terminal one line is rewritten. */
const LOG_EVERY_MS = 15_000;
const DRAW_EVERY_MS = 250;
/** A terminal that does not know its width says 0. */
const DEFAULT_COLUMNS = 80;
const SPINNER = ['|', '/', '-', '\\'] as const;
const CLEAR_LINE = '\r\u001b[K';

/** What progress writes to: standard error, or a test's own. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/**
 * Runs `work` and shows `what` with the seconds gone by once it takes longer than two seconds. `say` sets a detail to stand
 * behind it. Whatever `work` throws is thrown on, after the line is closed.
 */
export async function progress<T>(
  what: string,
  work: (say: (detail: string) => void) => Promise<T>,
  screen: Screen = process.stderr,
): Promise<T> {
  const began = Date.now();
  let detail = '';
  let shown = false;
  let turn = 0;
  const seconds = () => Math.round((Date.now() - began) / 1000);
  const line = () => `${what}${detail ? `: ${detail}` : ''} (${seconds()} s)`;
  const draw = () => {
    shown = true;
    if (screen.isTTY) {
      const room = (screen.columns || DEFAULT_COLUMNS) - 3;
      screen.write(`${CLEAR_LINE}${SPINNER[turn++ % SPINNER.length]} ${line().slice(0, room)}`);
    } else screen.write(`${line()}\n`);
  };
  let timer = setTimeout(function again() {
    draw();
    timer = setTimeout(again, screen.isTTY ? DRAW_EVERY_MS : LOG_EVERY_MS);
  }, QUIET_MS);
  const close = (word: string) => {
    clearTimeout(timer);
    if (shown) screen.write(`${screen.isTTY ? CLEAR_LINE : ''}${what}: ${word} in ${seconds()} s\n`);
  };
  try {
    const result = await work((text) => {
      detail = text;
    });
    close('done');
    return result;
  } catch (error) {
    close('failed');
    throw error;
  }
}
