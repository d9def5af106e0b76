/**
 * Decides whether a line can be read in one way only. A HELO may hold spaces, parentheses, quotes, folds and whole clauses,
 * and few servers clean it; the same goes for names from DNS, ident, MAIL FROM and RCPT. So beside the tokens, which such
 * text can shift, the bare octets are counted: whatever a client hides in its text, the server's own words stand there too.
 */
import { readIp } from '../ip';
import { MAX_KEYWORD, readProtocol } from './protocols';
import type { Line } from './line';
import { readNotation } from './notations';
import { COMMENT } from './tokens';

export interface Claims {
  /** Words `by` anywhere: in comments, quotes and addresses too. */
  readonly by: number;
  /** `with` and a mail keyword without TLS, anywhere. */
  readonly plain: number;
}

/** Counts claims in the field's octets, whatever encloses them. */
export function countClaims(raw: string, start: number, end = raw.length): Claims {
  const text = raw.slice(start, end).toLowerCase();
  let by = 0;
  for (let at = text.indexOf('by'); at >= 0; at = text.indexOf('by', at + 2)) {
    if (!isInWord(text, at, at + 2) && !text.startsWith(' uid ', at + 2)) by++;
  }
  let plain = 0;
  for (let at = text.indexOf('with'); at >= 0; at = text.indexOf('with', at + 4)) {
    if (isInWord(text, at, at + 4)) continue;
    let word = at + 4;
    while (text.charCodeAt(word) <= 32) word++;
    let stop = word;
    while (stop - word <= MAX_KEYWORD && isWordOctet(text.charCodeAt(stop))) stop++;
    const protocol = readProtocol(text.slice(word, stop));
    if (protocol && !protocol.tls && (protocol.kind === 'mail' || protocol.kind === 'lmtp')) plain++;
  }
  return { by, plain };
}

function isInWord(text: string, start: number, end: number): boolean {
  return (start > 0 && isWordOctet(text.charCodeAt(start - 1))) || isWordOctet(text.charCodeAt(end));
}

/**
 * True if the line's `by` and what follows may be somebody else's doing: a `by` stands in a comment or quote (the
 * server's own, swallowed, or another), there are two, or a comment is broken behind the first. A comment broken before it (by the HELO) moves nothing behind it while there is only one `by`.
 */
export function isDoubtful(line: Line, claims: Claims): boolean {
  if (line.bys > 1 || (line.brokenAt >= 0 && line.brokenAt >= (line.tokens[line.by]?.start ?? 0))) return true;
  return claims.by !== line.bys && claims.by - inCertificate(line) !== line.bys;
}

/**
 * How many of the words `by` stand in the names of a client's certificate, where anything may stand: in the comment behind a
 * TLS clause with no address behind that (else the HELO wrote both).
 */
function inCertificate({ raw, tokens, from, fromEnd }: Line): number {
  for (let index = Math.max(from, 0) + 1; index < fromEnd; index++) {
    const token = tokens[index];
    const before = tokens[index - 1];
    if (token?.kind !== COMMENT || before?.kind !== COMMENT || !raw.startsWith('(Client CN "', token.start)) continue;
    if (!readNotation(raw, before.start, before.end) || addressFollows(raw, before.end)) return 0;
    return countClaims(raw, token.start, token.end).by;
  }
  return 0;
}

/**
 * True if what could be an address in brackets or parentheses follows in the octets from `start`: then what stands before is
 * not between the server's address and its `by`, but in front of it, where the HELO is.
 */
export function addressFollows(raw: string, start: number): boolean {
  for (let at = start; at < raw.length; at++) {
    const code = raw.charCodeAt(at);
    if (code !== 91 && code !== 40 && code !== 64) continue;
    let end = at + 1;
    if (code === 91 && (raw.charCodeAt(end) | 32) === 105) return true;
    while (end - at < 56 && isAddressOctet(raw.charCodeAt(end))) end++;
    if (code === 91 ? end - at > 2 : end - at > 3 && readIp(raw.slice(at + 1, end)) !== null) return true;
  }
  return false;
}

/** True if text between `start` and `end` is what a client said, and more than a plain address: it may hold anything. */
export function isWild(raw: string, start: number, end: number): boolean {
  let angle = -1;
  let closed = true;
  for (let at = start; at < end; at++) {
    const code = raw.charCodeAt(at);
    if (code === 60) {
      angle = at;
      closed = false;
    } else if (code === 62) closed = true;
    else if (code === 34 || code === 92) return true;
    else if (!closed && (code <= 32 || code === 40 || code === 41)) return true;
  }
  return angle >= 0 && !closed;
}

/** Letters, digits, "-", "_", ".", "@" and octets beyond ASCII: a word goes on. */
function isWordOctet(code: number): boolean {
  return (
    ((code | 32) >= 97 && (code | 32) <= 122) ||
    (code >= 48 && code <= 57) ||
    code === 45 ||
    code === 46 ||
    code === 95 ||
    code === 64 ||
    code >= 128
  );
}

function isAddressOctet(code: number): boolean {
  return (code >= 48 && code <= 58) || code === 46 || ((code | 32) >= 97 && (code | 32) <= 102);
}
