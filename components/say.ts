import type { Params } from '../lib/verify/check';
import type { Words } from '../lib/browser/words';
import { duration } from './durations';
import { visibleName } from './visible';

/** Isolates: a name that is written from right to left must not carry the sentence around it along (UAX #9, section 2.6). */
const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';
/** Longest value put into a sentence, in characters. */
const MAX_VALUE = 120;
/** A domain is told whole: whose it is stands at its end. */
const DOMAIN = /^[\w.-]{1,255}$/;

/** What stands for a value in a sentence: `duration` is in seconds and told in the units that people use. */
function told(name: string, value: string | number, language: string): string {
  if (typeof value === 'string') {
    const limit = DOMAIN.test(value) ? value.length : MAX_VALUE;
    return FIRST_STRONG_ISOLATE + visibleName(value, limit) + POP_ISOLATE;
  }
  return name === 'duration' ? duration(value, language) : new Intl.NumberFormat(language).format(value);
}

/** Says a text whose values were written by strangers: hidden characters shown, direction kept inside, length bounded. */
export function say(words: Words, key: string, params: Params = {}): string {
  const tamed = Object.entries(params).map(([name, value]) => [name, told(name, value, words.language)]);
  return words(key, Object.fromEntries(tamed) as Params);
}
