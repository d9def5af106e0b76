import type { Params } from '../lib/verify/check';
import type { Words } from '../lib/browser/words';
import { visibleName } from './visible';

/** Isolates: a name that is written from right to left must not carry the sentence around it along (UAX #9, section 2.6). */
const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';
/** Longest value put into a sentence, in characters. */
const MAX_VALUE = 120;

/** Says a text whose values were written by strangers: hidden characters shown, direction kept inside, length bounded. */
export function say(words: Words, key: string, params: Params = {}): string {
  const tamed = Object.entries(params).map(([name, value]) => [
    name,
    typeof value === 'number'
      ? new Intl.NumberFormat(words.language).format(value)
      : FIRST_STRONG_ISOLATE + visibleName(value, MAX_VALUE) + POP_ISOLATE,
  ]);
  return words(key, Object.fromEntries(tamed) as Params);
}

/** Text key of a hop's state, reason or step, or of a failure: `hop_reason` and `no-tls-keyword` → `hop_reason_no_tls_keyword`. */
export function keyOf(prefix: string, id: string): string {
  return `${prefix}_${id}`.replaceAll('-', '_');
}
