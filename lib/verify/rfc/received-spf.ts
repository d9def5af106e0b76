/**
 * Implements RFC 7208 9.1 (Received-SPF), strict: a field with a fault anywhere gives no values, for a pair that cannot be read may
 * be one that somebody else's words began, and of a key that stands twice one is forged. The result stands before all words of
 * the sender and is told all the same.
 * Does not implement: whether the writer may be believed; results of older drafts ("unknown", "error").
 *
 * Servers write addresses and IPv6 outside quotation marks, which the grammar does not have; such a value is read up to white
 * space, ";", a quotation mark or a parenthesis.
 */
import { cfws, take, value } from './auth-results/scan';
import type { Scan } from './auth-results/scan';
import type { SpfCode } from './spf/result';

/** Octets of a value that are read, and pairs in it. Real ones stay under 1 kB and 10. */
export const MAX_RECEIVED_SPF = 16_384;
export const MAX_PAIRS = 32;

export type ReceivedSpfFault =
  | 'too-long'
  | 'no-result'
  | 'open-comment'
  | 'open-quote'
  /** A comment with half a quotation: what looks like its end is the end of somebody's quoted words, put in unescaped. */
  | 'quote-in-comment'
  | 'bad-pair'
  | 'no-semicolon'
  | 'repeated-key'
  | 'too-many-pairs';

export interface ReceivedSpf {
  readonly result: SpfCode;
  /** The first comment after the result, for people. */
  readonly comment: string | null;
  /** By key in lower case ("client-ip", "envelope-from", "helo", "identity" …), quotations opened, as byte strings. */
  readonly values: ReadonlyMap<string, string>;
}

export type ReceivedSpfReading =
  | { readonly ok: true; readonly value: ReceivedSpf }
  /** `result`: where that much could be read, else null. */
  | { readonly ok: false; readonly fault: ReceivedSpfFault; readonly result: SpfCode | null };

const RESULTS: readonly string[] = [
  'none', 'neutral', 'pass', 'fail', 'softfail', 'temperror', 'permerror',
] satisfies readonly SpfCode[]; // prettier-ignore

const QUOTE = 34;
const SEMICOLON = 59;
const EQUALS = 61;

/** Reads a field's value: `text` is a byte string, from `start` (a field's `valueAt`). Never throws; linear. */
export function readReceivedSpf(text: string, start: number): ReceivedSpfReading {
  if (text.length - start > MAX_RECEIVED_SPF) return { ok: false, fault: 'too-long', result: null };
  const scan: Scan = { text, at: start, deviations: [], authserv: null, comment: null, fault: null };
  if (!cfws(scan)) return { ok: false, fault: openFault(scan), result: null };
  const result = readResult(scan);
  if (result === null) return { ok: false, fault: 'no-result', result };
  scan.comment = null;
  const values = new Map<string, string>();
  const fault = cfws(scan) ? readPairs(scan, values) : openFault(scan);
  return fault ? { ok: false, fault, result } : { ok: true, value: { result, comment: scan.comment, values } };
}

/** One of the seven words, and behind it white space, a comment or the end. */
function readResult(scan: Scan): SpfCode | null {
  const start = scan.at;
  while (isLetter(scan.text.charCodeAt(scan.at))) scan.at++;
  const word = scan.text.slice(start, scan.at).toLowerCase();
  const next = scan.text.charCodeAt(scan.at);
  const ends = scan.at >= scan.text.length || isSpace(next) || next === 40;
  return ends && isResult(word) ? word : null;
}

function isResult(word: string): word is SpfCode {
  return RESULTS.includes(word);
}

/** key-value-pair *( ";" [CFWS] key-value-pair ) [ ";" ]; the first that is wrong, or null. */
function readPairs(scan: Scan, values: Map<string, string>): ReceivedSpfFault | null {
  const { text } = scan;
  while (scan.at < text.length) {
    const key = readKey(scan);
    if (!cfws(scan)) return openFault(scan);
    if (key === '' || !take(scan, EQUALS)) return 'bad-pair';
    if (!cfws(scan)) return openFault(scan);
    const found = text.charCodeAt(scan.at) === QUOTE ? value(scan) : bare(scan);
    if (found === null) return openFault(scan);
    if (found === '' && text.charCodeAt(scan.at - 1) !== QUOTE) return 'bad-pair';
    if (values.has(key)) return 'repeated-key';
    if (values.size === MAX_PAIRS) return 'too-many-pairs';
    values.set(key, found);
    if (!cfws(scan)) return openFault(scan);
    if (scan.at < text.length && !take(scan, SEMICOLON)) return 'no-semicolon';
    if (!cfws(scan)) return openFault(scan);
  }
  return null;
}

/** ALPHA *( ALPHA / DIGIT / "-" / "_" / "." ), in lower case; '' if none stands here. */
function readKey(scan: Scan): string {
  const start = scan.at;
  for (; scan.at < scan.text.length; scan.at++) {
    const code = scan.text.charCodeAt(scan.at);
    const other = (code >= 48 && code <= 57) || code === 45 || code === 95 || code === 46;
    if (!isLetter(code) && (scan.at === start || !other)) break;
  }
  return scan.text.slice(start, scan.at).toLowerCase();
}

function bare(scan: Scan): string {
  const start = scan.at;
  for (; scan.at < scan.text.length; scan.at++) {
    const code = scan.text.charCodeAt(scan.at);
    // Controls, space, and what begins or ends something else: quotation marks, parentheses, ";", backslash.
    if (code <= 32 || code === 127 || code === QUOTE || code === 40 || code === 41 || code === 59 || code === 92) break;
  }
  return scan.text.slice(start, scan.at);
}

/** What the scan said of the comment or quotation that was left open. */
function openFault(scan: Scan): ReceivedSpfFault {
  const { fault } = scan;
  return fault === 'open-comment' || fault === 'open-quote' || fault === 'quote-in-comment' ? fault : 'bad-pair';
}

function isLetter(code: number): boolean {
  return (code | 32) >= 97 && (code | 32) <= 122;
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 13 || code === 10;
}
