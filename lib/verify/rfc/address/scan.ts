/** Where a reader of addresses stands in its text. All of RFC 5322's tokens are read forwards, each octet a bounded number of times. */
export interface Scan {
  readonly text: string;
  at: number;
}

const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
const QUOTE = 34;
const OPEN = 40;
const CLOSE = 41;
const DOT = 46;
const BRACKET = 91;
const BACKSLASH = 92;

/** White space and nested comments (3.2.2). False if a comment is left open. */
export function skip(scan: Scan): boolean {
  const { text } = scan;
  let depth = 0;
  let { at } = scan;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === OPEN) depth++;
    else if (depth === 0) {
      if (code !== SPACE && code !== TAB && code !== LF && code !== CR) break;
    } else if (code === CLOSE) depth--;
    else if (code === BACKSLASH) at++;
  }
  scan.at = Math.min(at, text.length);
  return depth === 0;
}

/** One word: an atom (dots included, 4.1 obs-phrase) or a quoted string. False if neither stands here, or no quote closes it. */
export function word(scan: Scan): boolean {
  const { text } = scan;
  if (text.charCodeAt(scan.at) === QUOTE) {
    for (scan.at++; scan.at < text.length; scan.at++) {
      const code = text.charCodeAt(scan.at);
      if (code === BACKSLASH) scan.at++;
      else if (code === QUOTE) {
        scan.at++;
        return true;
      }
    }
    scan.at = text.length;
    return false;
  }
  const start = scan.at;
  while (scan.at < text.length && isAtom(text.charCodeAt(scan.at))) scan.at++;
  return scan.at > start;
}

/** A dot-atom with comments and folds between its parts, which are left off, or a literal with its brackets; null if neither. */
export function domainText(scan: Scan): string | null {
  const { text } = scan;
  if (!skip(scan)) return null;
  if (text.charCodeAt(scan.at) === BRACKET) {
    let end = scan.at + 1;
    while (end < text.length && isAtomOrColon(text.charCodeAt(end))) end++;
    if (text.charCodeAt(end) !== 93) return null;
    const literal = text.slice(scan.at, end + 1);
    scan.at = end + 1;
    return literal;
  }
  let domain = '';
  for (;;) {
    const start = scan.at;
    while (scan.at < text.length && isAtom(text.charCodeAt(scan.at))) scan.at++;
    if (scan.at === start) return domain.length > 0 ? domain : null;
    // "a.example b" is two words: parts are joined only by a dot.
    if (domain.length > 0 && !domain.endsWith('.') && text.charCodeAt(start) !== DOT) {
      scan.at = start;
      return domain;
    }
    domain += text.slice(start, scan.at);
    if (!skip(scan)) return null;
  }
}

/** What an address literal may hold (RFC 5321 4.1.3); looking for a "]" far away would be slow where none stands. */
function isAtomOrColon(code: number): boolean {
  return code === 58 || isAtom(code);
}

/** atext and ".", UTF-8 octets (RFC 6532 3.2); not the specials of 3.2.3, white space or controls. */
function isAtom(code: number): boolean {
  if (code <= SPACE || code === 127) return false;
  switch (code) {
    case QUOTE:
    case OPEN:
    case CLOSE:
    case 44: // ,
    case 58: // :
    case 59: // ;
    case 60: // <
    case 62: // >
    case 64: // @
    case BRACKET:
    case BACKSLASH:
    case 93: // ]
      return false;
    default:
      return true;
  }
}
