/**
 * Finds where a line itself states TLS. A statement counts only where that product writes it and where no client's text can
 * stand: between the address the server saw and its `by`, or behind the `by`, before anything a client named.
 */
import type { Span } from '../../evidence';
import type { Tls } from '../../facts';
import type { Client } from './client';
import { keywordAt, wordIs, type Line } from './line';
import { readBareCipher, readNotation, readVersionWord, type Stated } from './notations';
import type { Product } from './products';
import { readProtocol, type Protocol } from './protocols';
import { ANGLE, COMMENT, LITERAL, QUOTED, SEMICOLON, WORD } from './tokens';
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
  const after = statedAfter(line, protocol, claims);
  return after?.by === 'said-plaintext' ? (before ?? after) : (after ?? before);
}

/**
 * `from HELO (name [address]) (using TLS…) (Client CN…) by`: the comment must follow the address at once, nothing but remarks
 * may follow it before `by`, and no address may follow at all, else the HELO wrote address and comment.
 */
function statedBefore(line: Line, client: Client, product: Product | null): Statement | null {
  const { raw, tokens } = line;
  if (client.at < 0 || !client.clean) return null;
  // Only where no HELO is written can an address without parentheses be the server's.
  if (tokens[client.at]?.kind !== COMMENT && product?.lead !== 'address') return null;
  let index = client.at + 1;
  for (; index < line.fromEnd; index++) {
    const token = tokens[index];
    if (token?.kind !== COMMENT) return null;
    const found = readNotation(raw, token.start, token.end);
    if (found) {
      if (addressFollows(raw, token.end)) return null;
      return statement(found, token, peerRemark(line, index + 1));
    }
    // Active!gate puts the envelope sender between.
    if (!raw.startsWith('(envelope', token.start) || isWild(raw, token.start, token.end)) return null;
  }
  return null;
}

/** Postfix's remark on the client's certificate, in the comments behind the TLS clause. */
function peerRemark(line: Line, from: number): Tls['peer'] {
  for (let index = from; index < line.fromEnd; index++) {
    const token = line.tokens[index];
    if (token?.kind !== COMMENT) return null;
    if (line.raw.startsWith('(No client certificate', token.start)) return 'none';
    if (line.raw.startsWith('(Client did not present', token.start)) return 'none';
    if (line.raw.startsWith('(Client CN ', token.start)) {
      const tail = line.raw.slice(Math.max(token.start, token.end - 16), token.end);
      return tail.endsWith('(verified OK))') ? 'verified' : 'unverified';
    }
  }
  return null;
}

function statedAfter(line: Line, protocol: Protocol | null, claims: Claims): Statement | null {
  const { raw, tokens } = line;
  const keyword = protocol?.tls === true && claims.plain === 0 && line.with > line.by;
  const at = keywordAt(line);
  const withToken = tokens[at];
  let keywordSpan: Span | null = null;
  let cipher: string | null = null;
  let dated = false;
  for (let index = line.by < 0 ? line.with : line.by; index < tokens.length; index++) {
    const token = tokens[index];
    if (!token) break;
    if (token.kind === COMMENT) {
      const found = readNotation(raw, token.start, token.end);
      if (found) {
        if (found.plaintext) return keywordSpan ? null : statement(found, token, null);
        // Exim: `(TLS1.3) tls X`.
        const tail = tokens[index + 2];
        const bare =
          wordIs(raw, tokens[index + 1], 'tls') && tail?.kind === WORD
            ? readBareCipher(raw.slice(tail.start, tail.end))
            : null;
        const said =
          bare !== null && found.tls.cipher === null ? { ...found, tls: { ...found.tls, cipher: bare } } : found;
        return statement(said, bare !== null && tail ? { start: token.start, end: tail.end } : token, null);
      }
      if (isWild(raw, token.start, token.end)) break;
    } else if (token.kind === QUOTED) {
      break;
    } else if (token.kind === ANGLE) {
      if (isWild(raw, token.start, token.end)) break;
    } else if (token.kind === SEMICOLON) {
      // IBM's gateway writes the clause between ";" and date.
      dated = true;
    } else if (token.kind === WORD || token.kind === LITERAL) {
      if (dated) break;
      if (index === line.with || index === at) {
        if (index === at && keyword && withToken) keywordSpan = { start: withStart(line), end: withToken.end };
        const slashed = index === at && withToken ? slashedTls(raw.slice(withToken.start, withToken.end)) : null;
        if (slashed && withToken) return clause(slashed, withToken);
        const bare = bareWords(line, index);
        if (bare) return bare;
        continue;
      }
      const bare = bareWords(line, index);
      if (bare) return bare;
      // Haraka: `tls X` behind the envelope sender; it only adds to the keyword.
      const next = tokens[index + 1];
      if (keywordSpan && next?.kind === WORD && wordIs(raw, token, 'tls'))
        cipher = readBareCipher(raw.slice(next.start, next.end));
    }
    // A quoted recipient or sender may be split into words; its "@" says so.
    if (token.kind === WORD && raw.charCodeAt(token.end) === 34) break;
  }
  if (!keywordSpan) return null;
  return {
    by: 'keyword',
    tls: { ...UNTOLD, cipher },
    authenticated: protocol?.authenticated ?? false,
    span: keywordSpan,
  };
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

/** TLS in words without parentheses, beginning at the token `index`. */
function bareWords(line: Line, index: number): Statement | null {
  const { raw, tokens } = line;
  const first = tokens[index];
  if (!first) return null;
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
