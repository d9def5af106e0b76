/**
 * Finds where a line itself states TLS. A statement counts only where that product writes it and where no client's text can
 * stand: between the address the server saw and its `by`, or behind the `by`, before anything a client named.
 */
import type { Span } from '../../evidence';
import type { Tls } from '../../facts';
import type { Client } from './client';
import { keywordAt, wordIs, type Line } from './line';
import { readBareCipher, readNotation, readVersionWord, type Stated } from './notations';
import { EXIM, type Product } from './products';
import { readProtocol, type Protocol } from './protocols';
import { ANGLE, COMMENT, QUOTED, SEMICOLON, WORD } from './tokens';
import { addressFollows, isWild, type Claims } from './trust';

export interface Statement {
  readonly by: 'keyword' | 'tls-clause' | 'said-plaintext';
  readonly tls: Tls | null;
  readonly authenticated: boolean;
  readonly span: Span;
}

const UNTOLD: Tls = { version: null, cipher: null, bits: null, peer: null };

/** What the line states of TLS, with the words that do; null if nothing that counts. */
export function findStatement(
  line: Line,
  client: Client,
  product: Product | null,
  protocol: Protocol | null,
  claims: Claims,
  doubtful: boolean,
): Statement | null {
  const before = doubtful || product?.writesTls === 'after-by' ? null : statedBefore(line, client, product);
  if (before?.by === 'tls-clause') return before;
  // A line without any `by` may still name its protocol, behind the address.
  if (doubtful || (line.by < 0 && (claims.by > 0 || client.at < 0 || line.with < client.at))) return before;
  const after = statedAfter(line, product, protocol, claims);
  return after?.by === 'said-plaintext' ? (before ?? after) : (after ?? before);
}

/**
 * `from HELO (name [address]) (using TLS…) (Client CN…) by`: the comment must follow the address at once, nothing but remarks
 * may follow it before `by`, and no address may follow at all, else the HELO wrote address and comment.
 */
function statedBefore(line: Line, client: Client, product: Product | null): Statement | null {
  const { raw, tokens } = line;
  if (client.at < 0 || !client.clean || line.fromEnd !== line.by - 1) return null;
  // Only where no HELO is written can an address without parentheses be the server's.
  if (tokens[client.at]?.kind !== COMMENT && product?.lead !== 'address') return null;
  let index = client.at + 1;
  for (; index < line.fromEnd; index++) {
    const token = tokens[index];
    if (token?.kind !== COMMENT) return null;
    const found = readNotation(raw, token.start, token.end);
    if (found) {
      if (addressFollows(raw, token.end) || !onlyRemarks(line, index + 1)) return null;
      // What passed for the sender's end may have been the sender's own.
      const by = tokens[line.by]?.start ?? raw.length;
      if (index > client.at + 1 && clientTextFollows(raw, token.end, by)) return null;
      return statement(found, token, peerRemark(line, index + 1, line.fromEnd));
    }
    // Active!gate puts the envelope sender between.
    if (!raw.startsWith('(envelope', token.start) || isWild(raw, token.start, token.end)) return null;
  }
  return null;
}

/** The first words of what servers write between their TLS clause and `by`. */
const REMARKS = new Set(['client', 'no', 'authenticated', 'auth:']);

function onlyRemarks(line: Line, from: number): boolean {
  for (let index = from; index < line.fromEnd; index++) {
    const token = line.tokens[index];
    if (token?.kind !== COMMENT || !REMARKS.has(opening(line.raw, token, 1))) return false;
  }
  return true;
}

/** The first words of a comment in lower case, folds as spaces. */
function opening(raw: string, { start, end }: Span, words: number): string {
  let text = '';
  let left = words;
  for (let at = start + 1; at < end - 1 && at < start + 64; at++) {
    const code = raw.charCodeAt(at);
    if (code > 32) text += raw[at];
    else if (text !== '' && !text.endsWith(' ')) {
      if (--left === 0) break;
      text += ' ';
    }
  }
  return text.toLowerCase();
}

/** The remark on the client's certificate, in the comments behind the TLS clause: Postfix's, Yandex's. */
function peerRemark({ raw, tokens }: Line, from: number, end: number): Tls['peer'] {
  for (let index = from; index < end; index++) {
    const token = tokens[index];
    if (token?.kind !== COMMENT) return null;
    const start = opening(raw, token, 3);
    if (start === 'no client certificate' || start === 'client did not' || start === 'client certificate not')
      return 'none';
    if (start.startsWith('client cn ')) {
      const tail = raw.slice(Math.max(token.start, token.end - 24), token.end).replace(/\s+/g, ' ');
      return tail.endsWith('(verified OK))') ? 'verified' : 'unverified';
    }
  }
  return null;
}

/**
 * `by HOST … with KEYWORD … (TLS…) … for <…>; date`. Walks from the `by` on and stops where a client's text begins that has no
 * end of its own. Behind one that has (`<…>`), a comment counts only if nothing more of that kind follows: else it may stand
 * inside, as in `for <x> (TLS1.3) <y>`.
 */
function statedAfter(line: Line, product: Product | null, protocol: Protocol | null, claims: Claims): Statement | null {
  const { raw, tokens } = line;
  const keyword = protocol?.tls === true && claims.plain === 0 && line.with > line.by;
  const at = keywordAt(line);
  const withToken = tokens[at];
  let keywordSpan: Span | null = null;
  let cipher: string | null = null;
  let dated = -1;
  let filled = false;
  for (let index = line.by < 0 ? line.with : line.by; index < tokens.length; index++) {
    const token = tokens[index];
    if (!token) break;
    // IBM's gateway writes the clause between ";" and date; Yandex behind the date, where it only adds to the keyword.
    if (dated >= 0 && token.kind !== COMMENT) {
      if (!keywordSpan || isClientWord(raw, token)) break;
      continue;
    }
    if (dated >= 0 && index > dated + 1 && !keywordSpan) break;
    if (token.kind === COMMENT) {
      const found = readNotation(raw, token.start, token.end);
      if (found) {
        if (filled && clientTextFollows(raw, token.end)) break;
        if (found.plaintext) return keywordSpan ? null : statement(found, token, null);
        // Exim: `(TLS1.3) tls X`.
        const tail = tokens[index + 2];
        const isBare = wordIs(raw, tokens[index + 1], 'tls') && tail?.kind === WORD;
        const bare = isBare ? readBareCipher(raw.slice(tail.start, tail.end)) : null;
        if (bare === null || found.tls.cipher !== null || !tail)
          return statement(found, token, peerRemark(line, index + 1, tokens.length));
        const span = { start: token.start, end: tail.end };
        return statement({ ...found, tls: { ...found.tls, cipher: bare } }, span, null);
      }
      if (isOpenEnded(raw, token.start, token.end, index === line.by + 1)) break;
      if (holdsAngle(raw, token.start, token.end)) filled = true;
    } else if (token.kind === ANGLE) {
      if (isWild(raw, token.start, token.end)) break;
      filled = true;
    } else if (token.kind === SEMICOLON) {
      dated = index;
    } else if (token.kind === QUOTED || (index !== line.by && index !== line.id && isClientWord(raw, token))) {
      break;
    } else if (wordIs(raw, token, 'for') && (product === EXIM || tokens[index + 1]?.kind !== ANGLE)) {
      // A recipient without brackets, as Exim writes it, whatever it looks like: nothing tells where it ends.
      break;
    } else if (index === line.with || index === at) {
      if (index === at && keyword && withToken && !filled) keywordSpan = { start: withStart(line), end: withToken.end };
      // Old Exim and Momentum write the envelope sender before `with`.
      if (index === at && keyword && withToken && filled && !clientTextFollows(raw, token.end)) {
        keywordSpan = { start: withStart(line), end: withToken.end };
      }
      const slashed = index === at && withToken ? slashedTls(raw.slice(withToken.start, withToken.end)) : null;
      if (slashed && withToken) return clause(slashed, withToken);
      const bare = filled ? null : bareWords(line, index);
      if (bare) return bare;
    } else {
      const bare = filled ? null : bareWords(line, index);
      if (bare) return bare;
      // Haraka: `tls X` behind the envelope sender; it only adds to the keyword.
      const next = tokens[index + 1];
      if (keywordSpan && next?.kind === WORD && wordIs(raw, token, 'tls')) {
        cipher = readBareCipher(raw.slice(next.start, next.end));
      }
    }
  }
  if (!keywordSpan) return null;
  return {
    by: 'keyword',
    tls: { ...UNTOLD, cipher },
    authenticated: protocol?.authenticated ?? false,
    span: keywordSpan,
  };
}

/** A recipient or sender without brackets, or one that is split into words: nothing tells where it ends. */
function isClientWord(raw: string, { start, end }: Span): boolean {
  for (let at = start; at < end; at++) {
    const code = raw.charCodeAt(at);
    if (code === 60 || code === 62 || code === 64) return true;
  }
  return raw.charCodeAt(end) === 34;
}

/**
 * A comment with a client's text in it that only the ")" ends, as an address without brackets. The first behind `by` is the
 * server's own, and an account's name is the provider's to give.
 */
function isOpenEnded(raw: string, start: number, end: number, first: boolean): boolean {
  if (isWild(raw, start, end)) return true;
  const opening = raw.slice(start + 1, start + 5).toLowerCase();
  if (opening === 'auth' || (first && opening !== 'enve')) return false;
  let angle = false;
  let angles = 0;
  let nested = false;
  for (let at = start + 1; at < end; at++) {
    const code = raw.charCodeAt(at);
    if (code === 60) {
      angle = true;
      angles++;
    } else if (code === 62) angle = false;
    else if (code === 64 && !angle) return true;
    else if (code === 40) nested = true;
  }
  // `(envelope-from <x> (y>) … )`: the sender opened a comment that its server's own words closed.
  return angles > 0 && nested;
}

function holdsAngle(raw: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (raw.charCodeAt(at) === 60) return true;
  return false;
}

/** True if what could end a client's text stands in the octets from `start` to `end`. */
function clientTextFollows(raw: string, start: number, end = raw.length): boolean {
  for (let at = start; at < end; at++) {
    const code = raw.charCodeAt(at);
    if (code === 62 || code === 34) return true;
  }
  return false;
}

function withStart(line: Line): number {
  const before = line.tokens[line.with - 1];
  return before && wordIs(line.raw, before, 'with') ? before.start : (line.tokens[line.with]?.start ?? 0);
}

/** IronPort: `with ESMTP/TLS/ECDHE-RSA-AES256-GCM-SHA384`. */
function slashedTls(word: string): Tls | null {
  const parts = word.split('/', 4);
  if (parts.length !== 3 || !readProtocol(parts[0] ?? '') || !readVersionWord(parts[1] ?? '')) return null;
  const cipher = readBareCipher(parts[2] ?? '');
  return cipher === null ? null : { ...UNTOLD, version: readVersionWord(parts[1] ?? '')?.version ?? null, cipher };
}

/** "over", "with", "using". */
function mayBegin(code: number): boolean {
  const letter = code | 32;
  return letter === 111 || letter === 119 || letter === 117;
}

/** TLS in words without parentheses, beginning at the token `index`. */
function bareWords(line: Line, index: number): Statement | null {
  const { raw, tokens } = line;
  const first = tokens[index];
  if (!first || (index !== line.with && !mayBegin(raw.charCodeAt(first.start)))) return null;
  const word = (offset: number, lower: string): boolean => wordIs(raw, tokens[index + offset], lower);
  const until = (offset: number, tls: Tls): Statement | null => {
    const last = tokens[index + offset];
    return last ? { by: 'tls-clause', tls, authenticated: false, span: { start: first.start, end: last.end } } : null;
  };
  // IIS: "over TLS secured channel with Microsoft SMTPSVC".
  if (word(0, 'over') && word(1, 'tls') && word(2, 'secured') && word(3, 'channel')) return until(3, UNTOLD);
  // IronMail: "with ESMTP with TLS"; Mimecast: "with ESMTP with STARTTLS", where a comment mostly tells more.
  if (word(0, 'with') && (word(1, 'tls') || word(1, 'starttls')) && index > line.with) {
    const next = tokens[index + 2];
    const more = next?.kind === COMMENT ? readNotation(raw, next.start, next.end) : null;
    return more && !more.plaintext ? until(2, more.tls) : until(1, UNTOLD);
  }
  // MessageLabs: "with ECDHE-RSA-AES256-GCM-SHA384 encrypted SMTP".
  if (index === line.with && word(1, 'encrypted') && first.kind === WORD) {
    const suite = readBareCipher(raw.slice(first.start, first.end));
    const mail = tokens[index + 2];
    if (suite !== null && mail && readProtocol(raw.slice(mail.start, mail.end)))
      return until(2, { ...UNTOLD, cipher: suite });
  }
  // Vodafone: "using SSL/TLS with AES256-SHA cipher with ESMTPSA".
  const version = tokens[index + 1];
  const cipher = tokens[index + 3];
  if (word(0, 'using') && word(2, 'with') && word(4, 'cipher') && version?.kind === WORD && cipher?.kind === WORD) {
    const named = readVersionWord(raw.slice(version.start, version.end));
    const suite = readBareCipher(raw.slice(cipher.start, cipher.end));
    if (named && suite !== null) return until(4, { ...UNTOLD, version: named.version, cipher: suite });
  }
  return null;
}

function clause(tls: Tls, { start, end }: Span): Statement {
  return { by: 'tls-clause', tls, authenticated: false, span: { start, end } };
}

function statement(found: Stated, { start, end }: Span, peer: Tls['peer']): Statement {
  const span = { start, end };
  if (found.plaintext) return { by: 'said-plaintext', tls: null, authenticated: false, span };
  const tls = peer !== null && found.tls.peer === null ? { ...found.tls, peer } : found.tls;
  return { by: 'tls-clause', tls, authenticated: found.authenticated, span };
}
