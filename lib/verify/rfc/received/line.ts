/**
 * Implements the clauses of a Received line (RFC 5321 4.4): which token is the HELO's place, which the server's own `by`,
 * which follow `with`, `id` and `for`. Words inside comments and quotes are no clauses.
 */
import { ANGLE, COMMENT, LITERAL, QUOTED, SEMICOLON, tokenise, WORD, type Token, type Tokens } from './tokens';

/** Token indices; -1 where a clause is missing. A clause's index is that of the token after its keyword. */
export interface Line {
  readonly raw: string;
  readonly tokens: readonly Token[];
  readonly brokenAt: number;
  /** How many `by` clauses stand there: one, or somebody wrote another into the line. */
  readonly bys: number;
  /** What stands between `from` and the next clause: [from, fromEnd). */
  readonly from: number;
  readonly fromEnd: number;
  readonly by: number;
  readonly with: number;
  readonly id: number;
  readonly for: number;
  /** Offset in `raw` where the date is looked for, or -1. */
  readonly dateAt: number;
}

/** Reads the clauses of `raw`, a field whose value begins at `valueAt`. */
export function readLine(raw: string, valueAt: number): Line {
  const plain = split(raw, tokenise(raw, valueAt, false));
  if (plain.brokenAt < 0 && plain.bys <= 1) return plain;
  // Somebody's text may have closed a comment from inside quotes: the other reading (tokens.ts) may be whole.
  const quoted = split(raw, tokenise(raw, valueAt, true));
  return quoted.brokenAt < 0 && quoted.bys === 1 ? quoted : plain;
}

const NONE = 0;
const FROM = 1;
const BY = 2;
const WITH = 3;
const ID = 4;
const FOR = 5;
const VIA = 6;

function keyword(raw: string, { kind, start, end }: Token): number {
  const length = end - start;
  if (kind !== WORD || length > 4 || length < 2) return NONE;
  const first = raw.charCodeAt(start) | 32;
  const second = raw.charCodeAt(start + 1) | 32;
  if (length === 2) {
    if (first === 98 && second === 121) return BY;
    return first === 105 && second === 100 ? ID : NONE;
  }
  const third = raw.charCodeAt(start + 2) | 32;
  if (length === 3) {
    if (first === 102 && second === 111 && third === 114) return FOR;
    return first === 118 && second === 105 && third === 97 ? VIA : NONE;
  }
  const fourth = raw.charCodeAt(start + 3) | 32;
  if (first === 119 && second === 105 && third === 116 && fourth === 104) return WITH;
  return first === 102 && second === 114 && third === 111 && fourth === 109 ? FROM : NONE;
}

function split(raw: string, { list, brokenAt }: Tokens): Line {
  const keys: number[] = [];
  let bys = 0;
  let by = -1;
  let semicolon = -1;
  for (let index = 0; index < list.length; index++) {
    const token = list[index];
    if (!token) break;
    const key = keyword(raw, token);
    keys.push(key);
    if (token.kind === SEMICOLON) semicolon = index;
    else if (key === BY && !isUid(raw, list[index + 1])) {
      bys++;
      by = index;
    }
  }
  const from = keys[0] === FROM ? 1 : -1;
  let fromEnd = from;
  if (from >= 0) {
    // Where somebody's text broke the line, `with` and `via` before the `by` may be part of it.
    const whole = bys > 1 || (brokenAt >= 0 && bys === 1);
    fromEnd = whole ? by : list.length;
    if (!whole)
      for (let index = from; index < list.length; index++) {
        const key = keys[index];
        if (key === BY || key === WITH || key === VIA || list[index]?.kind === SEMICOLON) {
          fromEnd = index;
          break;
        }
      }
  }
  let withAt = -1;
  let id = -1;
  let forAt = -1;
  for (let index = by + 1; index < list.length; index++) {
    const key = keys[index];
    if (key === WITH && withAt < 0) withAt = index + 1;
    else if (key === ID && id < 0) id = index + 1;
    else if (key === FOR && forAt < 0 && isMailbox(raw, list[index + 1])) forAt = index + 1;
  }
  // "from X with LMTP by Y": only before the one `by`, never where somebody wrote a second.
  if (withAt < 0 && bys === 1)
    for (let index = Math.max(from, 0); index < by; index++) if (keys[index] === WITH) withAt = index + 1;
  // "SMTP with STARTTLS" and "with AES256-SHA cipher with ESMTPSA": see tls.ts; the keyword is the one that is a protocol.
  if (withAt >= 0 && keys[withAt + 2] === WITH && wordIs(raw, list[withAt + 1], 'cipher')) withAt += 3;
  const dateAt = semicolon >= 0 ? (list[semicolon]?.end ?? -1) : undated(list, keys, id, forAt);
  return {
    raw,
    tokens: list,
    brokenAt,
    bys,
    from,
    fromEnd,
    by: by < 0 ? -1 : by + 1,
    with: withAt,
    id,
    for: forAt,
    dateAt,
  };
}

/** Where no ";" stands, the date may follow the id or the recipient. */
function undated(list: readonly Token[], keys: readonly number[], id: number, forAt: number): number {
  const last = Math.max(id, forAt);
  return last < 0 || keys[last] !== NONE ? -1 : (list[last]?.end ?? -1);
}

function isUid(raw: string, next: Token | undefined): boolean {
  return wordIs(raw, next, 'uid');
}

/**
 * The token that names the protocol, or -1. Some put TLS before it: qmail `with (X encrypted) SMTP`, MessageLabs
 * `with X encrypted SMTP`.
 */
export function keywordAt(line: Line): number {
  if (line.with < 0) return -1;
  let at = line.with;
  if (line.tokens[at]?.kind === COMMENT) at++;
  else if (wordIs(line.raw, line.tokens[at + 1], 'encrypted')) at += 2;
  const kind = line.tokens[at]?.kind;
  return (kind === WORD || kind === LITERAL) && at !== line.id - 1 && at !== line.for - 1 ? at : -1;
}

export function wordIs(raw: string, token: Token | undefined, lower: string): boolean {
  if (!token || token.kind !== WORD || token.end - token.start !== lower.length) return false;
  for (let at = 0; at < lower.length; at++)
    if ((raw.charCodeAt(token.start + at) | 32) !== lower.charCodeAt(at)) return false;
  return true;
}

function isMailbox(raw: string, token: Token | undefined): boolean {
  if (!token || token.kind === COMMENT || token.kind === SEMICOLON) return false;
  if (token.kind === ANGLE || token.kind === WORD) {
    for (let at = token.start; at < token.end; at++) if (raw.charCodeAt(at) === 64) return true;
    return false;
  }
  return token.kind === QUOTED && raw.charCodeAt(token.end) === 64;
}
