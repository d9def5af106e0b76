/**
 * Implements the instance of RFC 8617 4.2.1 (1 to 50, one or two digits), as i= of ARC-Seal and ARC-Message-Signature has it, and
 * as ARC-Authentication-Results begins with it (4.1.1): `[CFWS] "i" [CFWS] "=" [CFWS] instance [CFWS] ";"`.
 * Does not implement: the results behind it.
 */

/** RFC 8617 4.2.1. */
export const MAX_INSTANCE = 50;

/** Null if `text` is no instance. */
export function readInstance(text: string): number | null {
  const high = text.length === 2 ? digit(text, 0) : 0;
  const low = text.length === 1 || text.length === 2 ? digit(text, text.length - 1) : -1;
  const instance = high < 0 || low < 0 ? 0 : high * 10 + low;
  return instance >= 1 && instance <= MAX_INSTANCE ? instance : null;
}

function digit(text: string, at: number): number {
  const value = text.charCodeAt(at) - 48;
  return value >= 0 && value <= 9 ? value : -1;
}

export interface ResultsHead {
  readonly instance: number;
  /** Where the results begin: the octet after ";". */
  readonly end: number;
}

/** Reads the beginning of an ARC-Authentication-Results value in `raw` from `start`; null if it is none. */
export function readResultsHead(raw: string, start: number): ResultsHead | null {
  let at = skip(raw, start);
  if (raw.charCodeAt(at) !== 105) return null;
  at = skip(raw, at + 1);
  if (raw.charCodeAt(at) !== 61) return null;
  at = skip(raw, at + 1);
  const from = at;
  while (at < from + 3 && digit(raw, at) >= 0) at++;
  const instance = readInstance(raw.slice(from, at));
  at = skip(raw, at);
  return instance !== null && raw.charCodeAt(at) === 59 ? { instance, end: at + 1 } : null;
}

/** White space and comments, nested (RFC 5322 3.2.2). An open comment runs to the end. */
function skip(raw: string, start: number): number {
  let depth = 0;
  let at = start;
  for (; at < raw.length; at++) {
    const code = raw.charCodeAt(at);
    if (code === 40) depth++;
    else if (depth === 0) {
      if (code !== 32 && code !== 9 && code !== 10 && code !== 13) return at;
    } else if (code === 41) depth--;
    else if (code === 92) at++;
  }
  return at;
}
