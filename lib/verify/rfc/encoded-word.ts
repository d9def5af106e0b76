/**
 * Implements RFC 2047 (encoded words, both encodings) with RFC 2231 5 (a language after the charset), for display alone:
 * nothing that is verified depends on what it answers.
 * Does not implement: parameter values (RFC 2231 3–4), encoding, where in a field an encoded word may stand (RFC 2047 5).
 */
import { fromOctets, readBase64, toOctets } from './octets';
import { readUtf8 } from './utf8';

/** Octets of a text that are read; what comes after them is left off. */
export const MAX_TEXT = 65_536;

/** A charset's name with its language. IANA's longest is 45. */
const MAX_CHARSET = 64;

const SPACE = 32;
const STAR = 42;
const EQUALS = 61;
const QUESTION = 63;
const UNDERSCORE = 95;

interface EncodedWord {
  readonly charset: string;
  /** The octets it stands for, as a byte string. */
  readonly bytes: string;
  readonly end: number;
}

/**
 * A field's value, or a part of it, for people: `bytes` is a byte string (message.ts) with or without encoded words; what
 * stands between them is UTF-8. A word of unknown charset or with a fault is left as written. Controls, line ends among them,
 * become spaces. Never throws.
 */
export function decodeEncodedWords(bytes: string): string {
  const text = bytes.length > MAX_TEXT ? bytes.slice(0, MAX_TEXT) : bytes;
  let found = '';
  let from = 0;
  // Neighbours of one charset are decoded as one: many a sender cuts a character in two (against RFC 2047 5).
  let run = NONE;
  for (let at = text.indexOf('=?'); at >= 0;) {
    const word = readWord(text, at);
    if (!word) {
      at = text.indexOf('=?', at + 1);
      continue;
    }
    // 6.2: white space between two encoded words is not displayed.
    const before = run;
    const joined = before !== NONE && isBlank(text, from, at);
    if (joined && before.charset === word.charset) {
      run = { charset: word.charset, bytes: before.bytes + word.bytes, start: before.start, end: word.end };
    } else {
      found += runText(text, before) + (joined ? '' : readUtf8(text.slice(from, at)));
      run = { charset: word.charset, bytes: word.bytes, start: at, end: word.end };
    }
    from = word.end;
    at = text.indexOf('=?', from);
  }
  return withoutControls(found + runText(text, run) + readUtf8(text.slice(from)));
}

/** Neighbouring encoded words of one charset, with the place in the text that they take. */
interface Run {
  readonly charset: string;
  readonly bytes: string;
  readonly start: number;
  readonly end: number;
}

const NONE: Run = { charset: 'utf-8', bytes: '', start: 0, end: 0 };

function runText(text: string, run: Run): string {
  return readCharset(run.charset, run.bytes) ?? readUtf8(text.slice(run.start, run.end));
}

/** encoded-word = "=?" charset "?" encoding "?" encoded-text "?=" */
function readWord(text: string, start: number): EncodedWord | null {
  let at = start + 2;
  const limit = Math.min(text.length, at + MAX_CHARSET);
  while (at < limit && isToken(text.charCodeAt(at))) at++;
  if (at === start + 2 || text.charCodeAt(at) !== QUESTION || text.charCodeAt(at + 2) !== QUESTION) return null;
  const name = text.slice(start + 2, at).toLowerCase();
  const star = name.indexOf(String.fromCharCode(STAR));
  const charset = star < 0 ? name : name.slice(0, star);
  const encoding = text.charCodeAt(at + 1) | 32;
  const textAt = at + 3;
  at = textAt;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code <= SPACE || code === QUESTION) break;
    at++;
  }
  if (text.charCodeAt(at) !== QUESTION || text.charCodeAt(at + 1) !== EQUALS) return null;
  const encoded = text.slice(textAt, at);
  if (encoding === 98) {
    const octets = readBase64(encoded);
    return octets && { charset, bytes: fromOctets(octets), end: at + 2 };
  }
  return encoding === 113 ? { charset, bytes: readQ(encoded), end: at + 2 } : null;
}

/** 2: a token without the specials; only what ends or breaks the word matters here. */
function isToken(code: number): boolean {
  return code > SPACE && code < 127 && code !== EQUALS && code !== QUESTION;
}

/** 4.2: "_" is a space, "=41" an octet; a "=" that begins no octet stands for itself. */
function readQ(text: string): string {
  let found = '';
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code !== EQUALS && code !== UNDERSCORE) continue;
    const high = hex(text.charCodeAt(at + 1));
    const low = hex(text.charCodeAt(at + 2));
    if (code === EQUALS && (high < 0 || low < 0)) continue;
    found += text.slice(from, at) + (code === EQUALS ? String.fromCharCode(high * 16 + low) : ' ');
    if (code === EQUALS) at += 2;
    from = at + 1;
  }
  return found + text.slice(from);
}

function hex(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const lower = code | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}

/** Text of octets in a charset; null where the platform does not know it. */
function readCharset(charset: string, bytes: string): string | null {
  switch (charset) {
    case 'utf-8':
    case 'utf8':
    case 'us-ascii':
      return readUtf8(bytes);
    case 'iso-8859-1':
      // TextDecoder would read windows-1252.
      return bytes;
    default:
      try {
        return new TextDecoder(charset).decode(toOctets(bytes));
      } catch {
        return null;
      }
  }
}

function isBlank(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code !== SPACE && code !== 9 && code !== 10 && code !== 13) return false;
  }
  return true;
}

/** Displayed text is one line: folds are opened (RFC 5322 2.2.3); any other control, decoded or not, is a space. */
function withoutControls(text: string): string {
  let clean = '';
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= SPACE && (code < 127 || code > 159)) continue;
    const next = text.charCodeAt(at + 1);
    const fold = (code === 13 && next === 10) || (code === 10 && (next === SPACE || next === 9));
    clean += text.slice(from, at) + (fold ? '' : ' ');
    from = at + 1;
  }
  return from === 0 ? text : clean + text.slice(from);
}
