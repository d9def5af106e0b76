/**
 * Implements RFC 8601 2.2 (Authentication-Results) with UTF-8 (2.2, RFC 8616), and RFC 8617 4.1.1 (ARC-Authentication-Results:
 * the same with its instance in front). Strict: a field with a fault anywhere gives no result at all, for a clause that
 * cannot be read may be one that somebody else's words began.
 * Does not implement: what a result means, whether the writer may be believed (auth-results/attested.ts), Received-SPF.
 */
import { isRegistered } from './auth-results/registered';
import {
  cfws,
  digits,
  fail,
  keyword,
  pvalue,
  take,
  value,
  type AuthResultsFault,
  type Deviation,
  type Scan,
} from './auth-results/scan';
import { readUtf8 } from './utf8';

/** Octets of a value that are read, results in it, and properties of one result. Real ones stay under 4 kB, 20 and 12. */
export const MAX_VALUE = 65_536;
export const MAX_RESULTS = 128;
export const MAX_PROPERTIES = 64;

export interface Property {
  /** smtp, header, body, policy …; '' for Microsoft's "action=". Lower case, as the name is. */
  readonly type: string;
  readonly name: string;
  /** Quotations opened. In an address, what counts is behind the last "@". */
  readonly value: string;
}

export interface AuthResult {
  /** Lower case, as the result is. */
  readonly method: string;
  readonly result: string;
  /** False where the method, its version or the result is none of IANA's: such a result means nothing to others (2.7.6–2.7.7). */
  readonly registered: boolean;
  readonly reason: string | null;
  /** The first comment after the result, for people. */
  readonly comment: string | null;
  readonly properties: readonly Property[];
}

export interface AuthResults {
  /** As written, quotations opened; '' where Microsoft left it off. */
  readonly authserv: string;
  /** ARC's i=, else null. */
  readonly instance: number | null;
  readonly results: readonly AuthResult[];
}

export type AuthResultsReading =
  | { readonly ok: true; readonly value: AuthResults }
  /** `authserv`: where that much could be read, else null. `at`: offset in the text. */
  | { readonly ok: false; readonly fault: AuthResultsFault; readonly authserv: string | null; readonly at: number };

const DOT = 46;
const SLASH = 47;
const SEMICOLON = 59;
const EQUALS = 61;

/**
 * Reads a field's value: `text` is a byte string, from `start` (a field's `valueAt`). `kind` is the field's. Never throws; linear.
 */
export function readAuthResults(
  text: string,
  start: number,
  kind: 'authres' | 'arc',
  deviations: readonly Deviation[] = [],
): AuthResultsReading {
  if (text.length - start > MAX_VALUE) return { ok: false, fault: 'too-long', authserv: null, at: start };
  const scan: Scan = { text, at: start, deviations, authserv: null, comment: null, fault: null };
  const found = payload(scan, kind);
  if (found) return { ok: true, value: found };
  return { ok: false, fault: scan.fault ?? 'syntax', authserv: scan.authserv, at: scan.at };
}

function payload(scan: Scan, kind: 'authres' | 'arc'): AuthResults | null {
  let instance: number | null = null;
  if (kind === 'arc') {
    instance = readInstance(scan);
    if (instance === null) {
      fail(scan, 'no-instance');
      return null;
    }
  }
  if (!cfws(scan)) return null;
  const start = scan.at;
  let authserv = value(scan);
  if (authserv === null || !cfws(scan)) return null;
  const results: AuthResult[] = [];
  if (scan.text.charCodeAt(scan.at) === EQUALS) {
    if (!scan.deviations.includes('no-authserv-id')) {
      fail(scan, 'no-authserv-id');
      return null;
    }
    authserv = '';
    scan.at = start;
    const first = resultOf(scan);
    if (!first) return null;
    results.push(first);
  } else {
    authserv = readUtf8(authserv);
    scan.authserv = authserv;
    if (!version(scan)) return null;
  }
  return resultsOf(scan, results) ? { authserv, instance, results } : null;
}

/** RFC 8617 4.2.1: instance = [CFWS] "i" [CFWS] "=" [CFWS] 1*2DIGIT, 1 to 50, and the ";" behind it. */
function readInstance(scan: Scan): number | null {
  if (!cfws(scan) || keyword(scan) !== 'i' || !cfws(scan) || !take(scan, EQUALS) || !cfws(scan)) return null;
  const number = digits(scan);
  if (number === null || number < 1 || number > 50) return null;
  return cfws(scan) && take(scan, SEMICOLON) ? number : null;
}

/** authres-version, up to the first ";". */
function version(scan: Scan): boolean {
  const number = scan.text.charCodeAt(scan.at) === SEMICOLON ? 1 : scan.at < scan.text.length ? digits(scan) : 1;
  if (number === null) return fail(scan, 'syntax');
  // 2.6: another version is another grammar.
  return number === 1 ? cfws(scan) : fail(scan, 'unsupported-version');
}

/** no-result / 1*resinfo, up to the end. */
function resultsOf(scan: Scan, results: AuthResult[]): boolean {
  while (scan.at < scan.text.length) {
    if (!take(scan, SEMICOLON)) return fail(scan, 'syntax');
    if (!cfws(scan)) return false;
    if (scan.at >= scan.text.length) {
      if (results.length === 0) return fail(scan, 'no-results');
      return scan.deviations.includes('trailing-semicolon') || fail(scan, 'syntax');
    }
    if (results.length === 0 && isNone(scan)) return true;
    if (results.length === MAX_RESULTS) return fail(scan, 'too-many-results');
    const found = resultOf(scan);
    if (!found) return false;
    results.push(found);
  }
  return results.length > 0 || fail(scan, 'no-results');
}

/** "none" as the last word. */
function isNone(scan: Scan): boolean {
  const start = scan.at;
  if (keyword(scan) === 'none' && cfws(scan) && scan.at >= scan.text.length) return true;
  scan.at = start;
  return false;
}

/** methodspec [ CFWS reasonspec ] [ CFWS 1*propspec ], with the white space behind it. */
function resultOf(scan: Scan): AuthResult | null {
  const method = keyword(scan);
  let versionOf: number | null = 1;
  if (method === '' || !cfws(scan)) return null;
  if (take(scan, SLASH)) {
    if (!cfws(scan)) return null;
    versionOf = digits(scan);
    if (versionOf === null || !cfws(scan)) return null;
  }
  if (!take(scan, EQUALS) || !cfws(scan)) return null;
  const result = keyword(scan);
  if (result === '') return null;
  scan.comment = null;
  if (!cfws(scan)) return null;
  const properties: Property[] = [];
  let reason: string | null = null;
  while (scan.at < scan.text.length && scan.text.charCodeAt(scan.at) !== SEMICOLON) {
    const type = keyword(scan);
    if (type === '' || properties.length === MAX_PROPERTIES || !cfws(scan)) return null;
    const bare = scan.text.charCodeAt(scan.at) === EQUALS;
    if (bare && type === 'reason' && reason === null && properties.length === 0) {
      scan.at++;
      reason = cfws(scan) ? value(scan) : null;
      if (reason === null) return null;
      reason = readUtf8(reason);
    } else {
      const found = bare ? action(scan, method, type) : property(scan, type);
      if (!found) return null;
      properties.push(found);
    }
    if (!cfws(scan)) return null;
  }
  const registered = versionOf === 1 && isRegistered(method, result);
  return { method, result, registered, reason, comment: scan.comment && readUtf8(scan.comment), properties };
}

/** propspec, behind its ptype. */
function property(scan: Scan, type: string): Property | null {
  if (!take(scan, DOT) || !cfws(scan)) return null;
  const name = keyword(scan);
  if (name === '' || !cfws(scan) || !take(scan, EQUALS) || !cfws(scan)) return null;
  const found = pvalue(scan);
  return found === null ? null : { type, name, value: found };
}

function action(scan: Scan, method: string, name: string): Property | null {
  if (method !== 'dmarc' || name !== 'action' || !scan.deviations.includes('action')) return null;
  scan.at++;
  const found = cfws(scan) ? value(scan) : null;
  return found === null ? null : { type: '', name, value: found };
}
