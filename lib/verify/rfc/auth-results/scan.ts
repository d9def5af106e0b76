import { readUtf8 } from '../utf8';

/** Ways in which known servers leave the grammar; each is read only if the caller allows it. */
export type Deviation =
  /** Microsoft writes no authserv-id: "spf=pass (…) smtp.mailfrom=…; …". */
  | 'no-authserv-id'
  /** Microsoft's "dmarc=pass action=none header.from=…". */
  | 'action'
  /** A value with "/", ":" or "=" outside quotation marks ("header.b=gfT/i2HB"), or an empty one. It still ends at white space, "(" and ";". */
  | 'bare-value'
  /** A ";" after the last result. */
  | 'trailing-semicolon';

export type AuthResultsFault =
  | 'too-long'
  | 'no-instance' // ARC: no "i=1;" in front
  | 'no-authserv-id'
  | 'unsupported-version'
  | 'no-results'
  | 'too-many-results'
  | 'open-comment'
  | 'open-quote'
  /** A comment with half a quotation: what looks like its end is the end of somebody's quoted words, put in unescaped. */
  | 'quote-in-comment'
  | 'syntax';

export interface Scan {
  readonly text: string;
  at: number;
  readonly deviations: readonly Deviation[];
  /** As text, once it was read. */
  authserv: string | null;
  /** The first comment since the caller last set this to null, without its parentheses. */
  comment: string | null;
  fault: AuthResultsFault | null;
}

const SPACE = 32;
const QUOTE = 34;
const OPEN = 40;
const CLOSE = 41;
const AT = 64;
const BACKSLASH = 92;

/** Sets the fault, if none is set yet, and answers false. */
export function fail(scan: Scan, fault: AuthResultsFault): false {
  scan.fault ??= fault;
  return false;
}

function isSpace(code: number): boolean {
  return code === SPACE || code === 9 || code === 13 || code === 10;
}

/** White space and comments, nested as they may be. False, with the fault set, where one is left open. */
export function cfws(scan: Scan): boolean {
  const { text } = scan;
  for (; scan.at < text.length; scan.at++) {
    const code = text.charCodeAt(scan.at);
    if (code === OPEN) {
      if (!comment(scan)) return false;
    } else if (!isSpace(code)) break;
  }
  return true;
}

/** Stops at the parenthesis that closes. */
function comment(scan: Scan): boolean {
  const { text } = scan;
  const start = scan.at + 1;
  let depth = 0;
  let quotes = 0;
  for (; scan.at < text.length; scan.at++) {
    const code = text.charCodeAt(scan.at);
    if (code === BACKSLASH) scan.at++;
    else if (code === QUOTE) quotes++;
    else if (code === OPEN) depth++;
    else if (code === CLOSE && --depth === 0) {
      if (quotes % 2 === 1) return fail(scan, 'quote-in-comment');
      scan.comment ??= text.slice(start, scan.at);
      return true;
    }
  }
  return fail(scan, 'open-comment');
}

/** RFC 5321 4.1.2 Keyword, in lower case; '' if none stands here. */
export function keyword(scan: Scan): string {
  const start = scan.at;
  let { at } = scan;
  while (at < scan.text.length && isLetDigHyphen(scan.text.charCodeAt(at))) at++;
  if (at === start || scan.text.charCodeAt(at - 1) === 45) return '';
  scan.at = at;
  return scan.text.slice(start, at).toLowerCase();
}

/** Takes the octet if it stands here. */
export function take(scan: Scan, code: number): boolean {
  if (scan.text.charCodeAt(scan.at) !== code) return false;
  scan.at++;
  return true;
}

/** Digits, as a number; null if none stand here or more than anybody needs. */
export function digits(scan: Scan): number | null {
  const start = scan.at;
  while (isDigit(scan.text.charCodeAt(scan.at))) scan.at++;
  const length = scan.at - start;
  return length === 0 || length > 9 ? null : Number(scan.text.slice(start, scan.at));
}

/** RFC 2045 5.1 value: a token or a quoted string, opened, as a byte string; null, with the fault set, if neither stands here. */
export function value(scan: Scan): string | null {
  if (scan.text.charCodeAt(scan.at) === QUOTE) return quoted(scan);
  const start = scan.at;
  while (scan.at < scan.text.length && isToken(scan.text.charCodeAt(scan.at))) scan.at++;
  if (scan.at > start) return scan.text.slice(start, scan.at);
  fail(scan, 'syntax');
  return null;
}

function quoted(scan: Scan): string | null {
  const { text } = scan;
  let found = '';
  let from = ++scan.at;
  for (; scan.at < text.length; scan.at++) {
    const code = text.charCodeAt(scan.at);
    if (code === QUOTE) {
      return found + text.slice(from, scan.at++);
    }
    // RFC 5322 2.2.3: a fold is no part of the text.
    if (code !== BACKSLASH && code !== 13 && code !== 10) continue;
    found += text.slice(from, scan.at);
    if (code === BACKSLASH) scan.at++;
    from = code === BACKSLASH ? scan.at : scan.at + 1;
  }
  fail(scan, 'open-quote');
  return null;
}

/** RFC 8601 2.2 pvalue: a value, or a domain name with or without a local part before it; as text. */
export function pvalue(scan: Scan): string | null {
  const start = scan.at;
  const { text } = scan;
  let found: string | null;
  if (text.charCodeAt(start) === QUOTE) {
    found = quoted(scan);
    if (found === null) return null;
    if (take(scan, AT)) {
      const domain = run(scan, isDomain);
      found = domain === '' ? null : `${found}@${domain}`;
    }
  } else {
    const before = run(scan, isLocal);
    if (take(scan, AT)) {
      const domain = run(scan, isDomain);
      found = domain === '' ? null : `${before}@${domain}`;
    } else found = before !== '' && every(before, isTokenOrUtf8) ? before : null;
  }
  const code = text.charCodeAt(scan.at);
  const ends = scan.at >= text.length || isSpace(code) || code === 59 || code === OPEN;
  if (found !== null && ends) return readUtf8(found);
  if (scan.deviations.includes('bare-value') && text.charCodeAt(start) !== QUOTE) {
    scan.at = start;
    return readUtf8(run(scan, isBare));
  }
  fail(scan, 'syntax');
  return null;
}

function run(scan: Scan, is: (code: number) => boolean): string {
  const start = scan.at;
  while (scan.at < scan.text.length && is(scan.text.charCodeAt(scan.at))) scan.at++;
  return scan.text.slice(start, scan.at);
}

function every(text: string, is: (code: number) => boolean): boolean {
  for (let at = 0; at < text.length; at++) if (!is(text.charCodeAt(at))) return false;
  return true;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isLetDigHyphen(code: number): boolean {
  const letter = (code | 32) >= 97 && (code | 32) <= 122;
  return letter || isDigit(code) || code === 45;
}

/** RFC 2045 5.1: neither space, control nor tspecial. */
function isToken(code: number): boolean {
  if (code <= SPACE || code >= 127) return false;
  switch (code) {
    case QUOTE:
    case OPEN:
    case CLOSE:
    case 44: // ,
    case 47: // /
    case 58: // :
    case 59: // ;
    case 60: // <
    case 61: // =
    case 62: // >
    case 63: // ?
    case AT:
    case 91: // [
    case BACKSLASH:
    case 93: // ]
      return false;
    default:
      return true;
  }
}

function isTokenOrUtf8(code: number): boolean {
  return code > 127 || isToken(code);
}

/** RFC 5322 3.2.3 atext and ".", RFC 6532 UTF-8. */
function isLocal(code: number): boolean {
  return code === 47 || code === 61 || code === 63 || isTokenOrUtf8(code);
}

/** Letters of a domain name (RFC 6376 3.5, RFC 8616 4); underscores are met with. */
function isDomain(code: number): boolean {
  return code > 127 || code === 46 || code === 95 || isLetDigHyphen(code);
}

function isBare(code: number): boolean {
  if (code <= SPACE || code === 127) return false;
  return code !== 59 && code !== OPEN && code !== CLOSE && code !== QUOTE && code !== BACKSLASH;
}
