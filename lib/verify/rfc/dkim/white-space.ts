/**
 * Implements the search for white space that RFC 6376 3.4.4 changes: a TAB, a run of more than one, or any before a CR or at the
 * end. A single space within a line stays as it is, and bodies hold little else.
 * Does not implement: changing it.
 *
 * Bodies may have 25 MB, so four octets are looked at in one step: only where two neighbours are both below "!", or one is a
 * TAB, is each looked at on its own.
 */
import type { Octets } from '../octets';

const TAB = 9;
const CR = 13;
const SPACE = 32;

/** Which octet of a word comes first in memory. All browsers' machines say the lowest; on others octets go one by one. */
const LOW_FIRST = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

const NO_WORDS = new Int32Array(0);

/** Octets with a view of them as words. */
export interface Look {
  readonly octets: Octets;
  readonly words: Int32Array;
  /** Index of the octet that the first word begins at. */
  readonly base: number;
}

export function lookAt(octets: Octets): Look {
  const base = Math.min((4 - (octets.byteOffset & 3)) & 3, octets.length);
  const count = LOW_FIRST ? (octets.length - base) >> 2 : 0;
  // Where there is no word, the offset would not have to be a word's.
  const words = count > 0 ? new Int32Array(octets.buffer, octets.byteOffset + base, count) : NO_WORDS;
  return { octets, words, base };
}

/** Index of the first white space from `from` that must be changed; `end` if there is none before it. */
export function nextWhiteSpace({ octets, words, base }: Look, from: number, end: number): number {
  let at = from;
  let word = at <= base ? 0 : (at - base + 3) >> 2;
  const firstWord = Math.min(base + word * 4, end);
  for (; at < firstWord; at++) if (isChanged(octets, at, end)) return at;
  const lastWord = Math.min(words.length, end <= base ? 0 : (end - base) >> 2);
  // The octet before the first word was looked at, with its neighbour.
  let before = 0;
  for (; word < lastWord; word++) {
    const four = words[word] as number;
    // The top bit of each octet is set where the octet is below 33.
    const low = ~(((four & 0x7f7f7f7f) + 0x5f5f5f5f) | four) & 0x80808080;
    const apart = four ^ 0x09090909;
    const tabs = (apart - 0x01010101) & ~apart & 0x80808080;
    if (((low & ((low >>> 8) | before)) | tabs) !== 0) {
      const start = base + word * 4;
      for (at = Math.max(from, start - 1); at < start + 4; at++) if (isChanged(octets, at, end)) return at;
    }
    before = low >>> 24;
  }
  for (at = Math.max(from, base + word * 4 - 1); at < end; at++) if (isChanged(octets, at, end)) return at;
  return end;
}

function isChanged(octets: Octets, at: number, end: number): boolean {
  const code = octets[at];
  if (code !== SPACE) return code === TAB;
  const next = at + 1 < end ? octets[at + 1] : CR;
  return next === SPACE || next === TAB || next === CR;
}
