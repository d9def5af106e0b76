import { decodeEncodedWords } from '../encoded-word';
import { readUtf8 } from '../utf8';
import { skip, word, type Scan } from './scan';

const QUOTE = 34;
const DOT = 46;
const BACKSLASH = 92;

/** The words between two offsets: quotations opened, comments left off, one space where white space or a comment stood. */
function words(text: string, start: number, end: number, glueDots: boolean): string {
  const scan: Scan = { text: text.slice(start, end), at: 0 };
  let found = '';
  for (;;) {
    const before = scan.at;
    skip(scan);
    if (scan.at >= scan.text.length) return found;
    const at = scan.at;
    const dotted = glueDots && (found.charCodeAt(found.length - 1) === DOT || scan.text.charCodeAt(at) === DOT);
    if (at > before && found !== '' && !dotted) found += ' ';
    if (scan.text.charCodeAt(at) === QUOTE) {
      found += word(scan) ? unquoted(scan.text.slice(at + 1, scan.at - 1)) : scan.text.slice(at + 1);
      continue;
    }
    // "@" and its like stand in phrases of those who do not quote.
    if (!word(scan)) scan.at = at + 1;
    found += scan.text.slice(at, scan.at);
  }
}

/** RFC 5322 3.2.4: backslashes quote the octet after them, folds are no part of the text. */
function unquoted(text: string): string {
  let found = '';
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) {
      found += text.slice(from, at);
      from = ++at;
    } else if (code === 13 || code === 10) {
      found += text.slice(from, at);
      from = at + 1;
    }
  }
  return found + text.slice(from);
}

/**
 * A phrase (3.2.5) for people. Encoded words in quotation marks are decoded as well: RFC 2047 5 (3) forbids it, but webmail
 * does so, and what is looked at here is what its reader sees. Null where nothing is left.
 */
export function phraseText(text: string, start: number, end: number): string | null {
  if (end <= start) return null;
  const name = decodeEncodedWords(words(text, start, end, false)).trim();
  return name === '' ? null : name;
}

/** A local part (3.4.1, 4.4 obs-local-part): `"a b"` is `a b`, and white space around a dot means nothing. */
export function localText(text: string, start: number, end: number): string {
  return readUtf8(words(text, start, end, true));
}
