/**
 * Implements the lexical tokens of RFC 5322 3.2 (words, quoted strings, nested comments, domain literals, folds) as offsets
 * into a field's octets, as servers write them in Received lines: one pass, no copy.
 */

export const WORD = 0;
export const COMMENT = 1;
export const QUOTED = 2;
export const ANGLE = 3;
export const LITERAL = 4;
export const SEMICOLON = 5;

export type Kind = typeof WORD | typeof COMMENT | typeof QUOTED | typeof ANGLE | typeof LITERAL | typeof SEMICOLON;

/** `start` and `end` are octet offsets in the field: [start, end), brackets included. */
export interface Token {
  readonly kind: Kind;
  readonly start: number;
  readonly end: number;
}

export interface Tokens {
  readonly list: readonly Token[];
  /**
   * Offset of the last comment or quoted string that was left open, or closed without being opened; -1 where there is none.
   * No server does that: somebody's text broke its line.
   */
  readonly brokenAt: number;
}

/**
 * Splits `raw` from `start`. RFC 5322 has no quoted strings inside comments, and Postfix balances parentheses there as it has
 * none; others put quoted text in comments as it is. So there are two readings: `quotes` makes quoted strings opaque in
 * comments. A quoted local part (`<"…"@…>`) is opaque in both.
 */
export function tokenise(raw: string, start: number, quotes: boolean): Tokens {
  const list: Token[] = [];
  const end = raw.length;
  // Where no further quote, angle or bracket closes, none is searched for again: the pass stays linear.
  let openQuotes = true;
  let openBrackets = true;
  let noAngleUntil = -1;
  let pairs: ReadonlyMap<number, number> | null = null;
  let brokenAt = -1;
  let at = start;
  while (at < end) {
    const code = raw.charCodeAt(at);
    if (code === 32 || code === 10 || code === 13 || code === 9 || code === 44) {
      at++;
      continue;
    }
    let kind: Kind = WORD;
    let stop = -1;
    if (code === 40) {
      stop = pairs ? (pairs.get(at) ?? -1) : commentEnd(raw, at, quotes);
      if (stop < 0) {
        // An open comment would hide the server's own words behind it: what has no end is no comment.
        brokenAt = at;
        pairs ??= pairParentheses(raw, at);
        at++;
        continue;
      }
      kind = COMMENT;
    } else if (code === 59) {
      kind = SEMICOLON;
      stop = at + 1;
    } else if (code === 34 && openQuotes) {
      kind = QUOTED;
      stop = quoteEnd(raw, at);
      if (stop < 0) {
        openQuotes = false;
        brokenAt = at;
      }
    } else if (code === 60 && at > noAngleUntil) {
      kind = ANGLE;
      stop = angleEnd(raw, at);
      if (stop < 0) noAngleUntil = -stop;
    } else if (code === 91 && openBrackets) {
      kind = LITERAL;
      const close = raw.indexOf(']', at);
      if (close < 0) openBrackets = false;
      else stop = wordEnd(raw, close + 1);
    } else if (code === 41) {
      brokenAt = at;
      at++;
      continue;
    }
    if (stop < 0) {
      kind = WORD;
      stop = Math.max(wordEnd(raw, at), at + 1);
    }
    list.push({ kind, start: at, end: stop });
    at = stop;
  }
  return { list, brokenAt };
}

/** Offset behind the ")" that closes the comment at `at`, or -1. */
function commentEnd(raw: string, at: number, quotes: boolean): number {
  let depth = 0;
  let openQuotes = true;
  for (let next = at; next < raw.length; next++) {
    const code = raw.charCodeAt(next);
    if (code === 40) depth++;
    else if (code === 41) {
      if (--depth === 0) return next + 1;
    } else if (code === 92) next++;
    else if (code === 34 && openQuotes && (quotes || raw.charCodeAt(next - 1) === 60)) {
      const close = quoteEnd(raw, next);
      if (close < 0) openQuotes = false;
      else if (quotes || raw.charCodeAt(close) === 64) next = close - 1;
      else openQuotes = false;
    }
  }
  return -1;
}

/** For each "(" from `at` that has one, the offset behind its ")". */
function pairParentheses(raw: string, at: number): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>();
  const open: number[] = [];
  for (let next = at; next < raw.length; next++) {
    const code = raw.charCodeAt(next);
    if (code === 40) open.push(next);
    else if (code === 41) {
      const start = open.pop();
      if (start !== undefined) pairs.set(start, next + 1);
    } else if (code === 92) next++;
  }
  return pairs;
}

/** Offset behind the quote that closes the quoted string at `at`, or -1. */
function quoteEnd(raw: string, at: number): number {
  for (let next = at + 1; next < raw.length; next++) {
    const code = raw.charCodeAt(next);
    if (code === 92) next++;
    else if (code === 34) return next + 1;
  }
  return -1;
}

/**
 * Offset behind the ">" of an angle address; where white space or the end comes first, so that "<" is a character of a word,
 * that place's offset below zero.
 */
function angleEnd(raw: string, at: number): number {
  for (let next = at + 1; next < raw.length; next++) {
    const code = raw.charCodeAt(next);
    if (code === 62) {
      while (raw.charCodeAt(next + 1) === 62) next++;
      return next + 1;
    }
    if (code === 34 && (raw.charCodeAt(next - 1) === 60 || raw.charCodeAt(next - 1) === 58)) {
      const close = quoteEnd(raw, next);
      if (close < 0) return -raw.length;
      next = close - 1;
    } else if (code <= 32) return -next;
  }
  return -raw.length;
}

/** Octets that end a word: white space, controls, and ( ) ; , " < */
const ENDS_WORD = new Uint8Array(256).map((_, code) =>
  code <= 32 || '();,"<'.includes(String.fromCharCode(code)) ? 1 : 0,
);

function wordEnd(raw: string, at: number): number {
  let next = at;
  while (next < raw.length && ENDS_WORD[raw.charCodeAt(next)] === 0) next++;
  return next;
}
