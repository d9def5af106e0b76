import type { Tone } from './exit-codes';
import type { Terminal } from './terminal';

/** Puts a text in a colour, or leaves it as it is. */
export type Paint = (text: string, ink: Tone | 'bold' | 'dim') => string;

/** SGR parameters (ECMA-48 8.3.117). */
const INKS: Readonly<Record<Parameters<Paint>[1], readonly [on: number, off: number]>> = {
  fine: [32, 39],
  warning: [33, 39],
  red: [31, 39],
  unknown: [90, 39],
  bold: [1, 22],
  dim: [2, 22],
};

/** Colours on a terminal that has them. NO_COLOR, where it says anything, forbids them; FORCE_COLOR asks for them anywhere. */
export function paintFor(stream: Terminal['stdout'], env: Terminal['env']): Paint {
  const { NO_COLOR: no = '', FORCE_COLOR: force = '', TERM: term = '' } = env;
  const coloured = no === '' && (force !== '' ? force !== '0' : stream.isTTY === true && term !== 'dumb');
  return (text, ink) => (coloured ? `\x1b[${INKS[ink][0]}m${text}\x1b[${INKS[ink][1]}m` : text);
}
