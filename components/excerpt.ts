import type { Span } from '../lib/verify/evidence';
import { decodeBytes, visibleEvidence } from './visible';

/** A line longer than this is shown in part, around the words that decided. Octets. */
export const MAX_LINE_SHOWN = 1_200;
/** How much of a long line stands before the words that decided, and at most how many of those words. */
const LEAD = 400;
const MAX_WORDS = 600;

/** A raw line cut into what comes before the deciding words, these, and what comes after; ready to be drawn. */
export interface Excerpt {
  readonly before: string;
  readonly words: string;
  readonly after: string;
  readonly cutBefore: boolean;
  readonly cutAfter: boolean;
}

/** `line` is a byte string, `span` octets in it; a span outside the line marks nothing. `whole` shows all of it, however long. */
export function excerpt(line: string, span: Span | null, whole: boolean): Excerpt {
  const inside = span !== null && span.start >= 0 && span.start <= span.end && span.end <= line.length;
  const { start, end } = inside ? span : { start: 0, end: 0 };
  const all = whole || line.length <= MAX_LINE_SHOWN;
  const from = all || start <= LEAD ? 0 : wholeCharacter(line, start - LEAD);
  const until = all ? line.length : wholeCharacter(line, Math.min(line.length, from + MAX_LINE_SHOWN));
  const stop = Math.min(end, until);
  return {
    before: show(line.slice(from, start)),
    words: show(line.slice(start, stop)),
    after: show(line.slice(stop, until)),
    cutBefore: from > 0,
    cutAfter: until < line.length,
  };
}

/** Only the deciding words, on one line. */
export function decidingWords(line: string, span: Span): string {
  const words = line.slice(span.start, wholeCharacter(line, Math.min(span.end, span.start + MAX_WORDS)));
  return show(words)
    .replace(/[\n\t ]+/g, ' ')
    .trim();
}

function show(bytes: string): string {
  return visibleEvidence(decodeBytes(bytes));
}

/** Moves a cut forward past the octets that continue a UTF-8 character (10xxxxxx). */
function wholeCharacter(line: string, at: number): number {
  let cut = at;
  while (cut < line.length && cut < at + 3 && (line.charCodeAt(cut) & 0xc0) === 0x80) cut++;
  return cut;
}
