/**
 * Implements the reading of one Received line (RFC 5321 4.4, RFC 5322 3.6.7) as real servers write it: who handed the mail to
 * whom, when, and what the line itself says of encryption, with the words that say so.
 * Does not implement: belief. A Hop is what a line claims; the border decides which lines count.
 *
 * How: tokens.ts (octets to tokens) → line.ts (clauses) → products.ts (whose line is it) → trust.ts (can it be read in one way
 * only) → client.ts (from) → tls.ts with notations.ts and protocols.ts (what it states) → the rules of product.md, here.
 * To add a server: a line in products.ts; a way of writing TLS: an entry in notations.ts; a keyword: a line in protocols.ts.
 */
import type { Span } from '../evidence';
import type { Hop, HopReason, HopState } from '../facts';
import type { Field } from '../message';
import { readDate } from './date';
import { ipClass, readIp } from './ip';
import { readUtf8 } from './utf8';
import { readClient, type Client } from './received/client';
import { readSeen } from './received/comment';
import { keywordAt, readLine, wordIs, type Line } from './received/line';
import {
  COURIER,
  EXIM,
  isCourierId,
  isEximId,
  NET_GATEWAY,
  productOfComment,
  productOfHost,
  productOfWith,
  QMAIL,
  ZMAILER,
  type Product,
} from './received/products';
import { readProtocol, type Protocol } from './received/protocols';
import { findStatement, type Statement } from './received/tls';
import { ANGLE, COMMENT, LITERAL, QUOTED, SEMICOLON, WORD } from './received/tokens';
import { countClaims, isDoubtful } from './received/trust';

/** Octets of one Received field that are read; real ones have some 2,000 at most. A longer one is 'not-parsed'. */
export const MAX_RECEIVED = 131_072;

/**
 * Reads one Received field. Never throws, whatever the octets; what cannot be read is null, and the state then is unknown.
 * Time grows with the field's length alone. `index` is the field's place among the head's fields.
 */
export function readReceived(field: Field, index: number): Hop {
  if (field.raw.length > MAX_RECEIVED) return notParsed(index);
  const { raw } = field;
  const line = readLine(raw, field.valueAt);
  const id = readId(line);
  const phrase = readWith(line);
  const protocol = phrase === null ? null : readProtocol(phrase);
  const by = readBy(line);
  const product = recognise(line, by, phrase, id, protocol);
  const claims = countClaims(raw, field.valueAt);
  const doubtful = isDoubtful(line, claims);
  // A HELO that broke a comment keeps nothing back of what the server wrote behind `by`, but may have written an address.
  const shaken = doubtful || line.brokenAt >= 0;
  const client = readClient(line, product, shaken);
  const stated = findStatement(line, client, product, protocol, claims, doubtful);
  const judged = judge({ line, product, phrase, protocol, client, stated, by, doubtful: shaken });
  const confirmed =
    product?.confirms === true && client.rdns !== null && client.ip !== null && !client.forged && !shaken;
  const text = (bytes: string | null): string | null => (bytes === null ? null : readUtf8(bytes));
  return {
    field: index,
    product: product?.name ?? null,
    from: { helo: text(client.helo), rdns: text(client.rdns), ip: client.ip, confirmed },
    by: text(by),
    byIp: readByIp(line),
    with: text(phrase),
    id: text(id),
    for: text(readFor(line)),
    date: readLineDate(line),
    tls: judged.state === 'encrypted' ? (stated?.tls ?? null) : null,
    authenticated: isAuthenticated(line, client, protocol, stated, shaken),
    state: judged.state,
    reason: judged.reason,
    span: judged.span && { start: judged.span.start, end: judged.span.end },
  };
}

interface Judged {
  readonly state: HopState;
  readonly reason: HopReason;
  readonly span: Span | null;
}

interface Read {
  readonly line: Line;
  readonly product: Product | null;
  readonly phrase: string | null;
  readonly protocol: Protocol | null;
  readonly client: Client;
  readonly stated: Statement | null;
  readonly by: string | null;
  readonly doubtful: boolean;
}

/** product.md, "Transit", in its order: encrypted, plaintext said, internal, plaintext, unknown. */
function judge(read: Read): Judged {
  const { line, product, phrase, protocol, client, stated, by, doubtful } = read;
  if (stated) {
    return { state: stated.by === 'said-plaintext' ? 'plaintext' : 'encrypted', reason: stated.by, span: stated.span };
  }
  const addressSpan = client.ip === null ? null : { start: client.ipStart, end: client.ipEnd };
  const withSpan = spanOfWith(line);
  const local = pickup(line, product, protocol, client, doubtful);
  if (local) return { state: 'internal', reason: 'local-pickup', span: local };
  const network = client.ip === null ? null : ipClass(client.ip);
  // Loopback and private addresses come only from lines without doubt (client.ts).
  if (network === 'loopback') return { state: 'internal', reason: 'loopback', span: addressSpan };
  if (!doubtful && protocol?.kind === 'lmtp' && network !== 'public')
    return { state: 'internal', reason: 'lmtp', span: withSpan };
  if (!doubtful && protocol?.kind === 'mapi') return { state: 'internal', reason: 'mapi', span: withSpan };
  if (!doubtful && line.from < 0 && by !== null && isGoogleInside(by)) {
    return { state: 'internal', reason: 'own-line', span: line.tokens[line.by] ?? null };
  }
  if (network === 'private') return { state: 'internal', reason: 'private-address', span: addressSpan };
  if (line.by < 0 && phrase === null) return { state: 'unknown', reason: 'not-parsed', span: null };
  if (phrase === null) return { state: 'unknown', reason: 'no-protocol', span: null };
  const plain = protocol ? protocol.kind === 'mail' && !protocol.tls : product?.name === 'Exchange';
  if (product?.recordsTls !== true || !plain) {
    return { state: 'unknown', reason: doubtful ? 'not-parsed' : 'silent-product', span: withSpan };
  }
  if (client.ip === null) return { state: 'unknown', reason: doubtful ? 'not-parsed' : 'no-address', span: withSpan };
  return { state: 'plaintext', reason: 'no-tls-keyword', span: withSpan };
}

/** The words that say the mail was handed over on the same machine; null if none do. */
function pickup(
  line: Line,
  product: Product | null,
  protocol: Protocol | null,
  client: Client,
  doubtful: boolean,
): Span | null {
  const { raw, tokens } = line;
  const first = tokens[0];
  if (!first) return null;
  if (first.kind === COMMENT) {
    const text = raw.slice(first.start, Math.min(first.end, first.start + 256)).toLowerCase();
    // qmail: "(qmail 63177 invoked by uid 404)", "by alias"; "from network" is another line's business.
    if (text.startsWith('(qmail '))
      return text.includes(' invoked by ') || text.includes(' invoked from local') ? first : null;
    // Sendmail: "(from user@localhost) by host (8.17.1/8.17.1/Submit)". ZMailer: "(user@host) by host via listexpand".
    if (doubtful || client.at >= 0 || line.with >= 0) return null;
    if (text.startsWith('(from ')) return first;
    for (let index = Math.max(line.by, 1); index < tokens.length; index++) {
      const token = tokens[index];
      const next = tokens[index + 1];
      if (token && next && wordIs(raw, token, 'via') && wordIs(raw, next, 'listexpand'))
        return { start: token.start, end: next.end };
    }
    return null;
  }
  if (doubtful || client.at >= 0) return null;
  if (client.local) return tokens[line.from + 1] ?? null;
  if (protocol?.kind === 'local' && line.fromEnd - line.from <= 1) return spanOfWith(line);
  // Exim names the program after `with` where one handed the mail in: "with scanned-ok". Over a network it writes an address.
  if (product === EXIM && line.with >= 0 && protocol === null) return spanOfWith(line);
  if (line.by >= 0) {
    for (let index = line.by + 1; index < tokens.length; index++) {
      const token = tokens[index];
      if (token?.kind !== COMMENT) break;
      // Postfix: "(Postfix, from userid 1000)".
      if (raw.startsWith('(Postfix, from userid ', token.start)) return token;
    }
  }
  // IIS and Hotmail: "from mail pickup service by".
  const words = line.fromEnd - line.from;
  const lead = tokens[line.from];
  if (lead && words === 3 && wordIs(raw, lead, 'mail') && wordIs(raw, tokens[line.from + 1], 'pickup')) {
    return { start: lead.start, end: tokens[line.from + 2]?.end ?? lead.end };
  }
  // A line from localhost by localhost without address: both are the server's word for itself, and no provider's name.
  if (lead && words === 1 && wordIs(raw, lead, 'localhost') && wordIs(raw, tokens[line.by], 'localhost')) return lead;
  if (lead && words === 1 && product?.name === 'Mercury' && wordIs(raw, lead, 'spooler')) return lead;
  return null;
}

/** Google's own machines: 10/8, and 2002: (6to4 over it), named by address and without `from`. */
function isGoogleInside(by: string): boolean {
  return (by.startsWith('10.') || by.startsWith('2002:')) && readIp(by) !== null;
}

function recognise(
  line: Line,
  by: string | null,
  phrase: string | null,
  id: string | null,
  protocol: Protocol | null,
): Product | null {
  const { raw, tokens } = line;
  if (phrase !== null && protocol === null) {
    const found = productOfWith(phrase);
    if (found) return found;
  }
  if (line.by >= 0) {
    for (let index = line.by + 1; index < tokens.length; index++) {
      const token = tokens[index];
      if (!token || token.kind === SEMICOLON) break;
      if (token.kind !== COMMENT) continue;
      const found = productOfComment(raw, token.start + 1, token.end - 1);
      if (found) return found;
      if (raw.startsWith('(Tls1', token.start)) return NET_GATEWAY;
    }
  }
  const known = by === null ? null : productOfHost(by);
  return known ?? recogniseShape(line, id, protocol);
}

/** Servers that do not name themselves, by what only they write. */
function recogniseShape(line: Line, id: string | null, protocol: Protocol | null): Product | null {
  const { raw, tokens } = line;
  if (id !== null && isEximId(id)) return EXIM;
  if (id !== null && isCourierId(id)) return COURIER;
  const lead = line.from;
  const second = tokens[tokens[lead]?.kind === COMMENT ? lead : lead + 1];
  const third = tokens[tokens[lead]?.kind === COMMENT ? lead + 1 : lead + 2];
  if (lead < 0 || second?.kind !== COMMENT) return null;
  // Courier maps IPv4 addresses into IPv6, and words its failures so.
  if (line.with > 0 && raw.slice(second.start, second.end).includes('[::ffff:')) return COURIER;
  if (third?.kind === COMMENT && raw.startsWith('(AUTH: ', third.start)) return COURIER;
  if (raw.slice(Math.max(second.start, second.end - 32), second.end).includes('rhost-flags-')) return ZMAILER;
  // qmail: `from name (192.0.2.1) by host with SMTP; 9 Jun 2017 16:07:18 -0000`.
  const after = tokens[line.with + 1];
  if (protocol?.kind === 'mail' && id === null && after?.kind === SEMICOLON) {
    const digit = raw.charCodeAt(after.end + 1);
    if (digit >= 48 && digit <= 57 && raw.trimEnd().endsWith('-0000')) return QMAIL;
  }
  return null;
}

function readBy(line: Line): string | null {
  const token = line.tokens[line.by];
  if (!token || line.by < 0 || (token.kind !== WORD && token.kind !== LITERAL)) return null;
  const name = line.raw.slice(token.start, token.end);
  // "by MailEnable Inbound Mail Agent" names a program, not a server.
  const next = line.tokens[line.by + 1];
  return name === 'MailEnable' && wordIs(line.raw, next, 'inbound') ? null : name;
}

/** The server's own address: `by host (10.0.0.1)`, `by host (name [10.0.0.1])`. */
function readByIp(line: Line): string | null {
  const token = line.tokens[line.by + 1];
  if (line.by < 0 || token?.kind !== COMMENT || line.raw.charCodeAt(token.start + 1) === 80) return null;
  return readSeen(line.raw, token.start, token.end)?.ip ?? null;
}

/** The keyword where it is a known one; else all words up to the next clause or comment, as "Microsoft SMTP Server". */
function readWith(line: Line): string | null {
  const at = keywordAt(line);
  const token = line.tokens[at];
  if (at < 0 || !token) return null;
  const word = line.raw.slice(token.start, token.end);
  if (token.kind === LITERAL || readProtocol(word)) return word;
  let phrase = word;
  for (let index = at + 1; index < line.tokens.length; index++) {
    const next = line.tokens[index];
    if (!next || next.kind !== WORD || index === line.id - 1 || index === line.for - 1) break;
    if (wordIs(line.raw, next, 'via') || wordIs(line.raw, next, 'with') || wordIs(line.raw, next, 'by')) break;
    phrase += ` ${line.raw.slice(next.start, next.end)}`;
  }
  return phrase;
}

function spanOfWith(line: Line): Span | null {
  const at = keywordAt(line);
  const token = line.tokens[at];
  if (at < 0 || !token) return null;
  const before = line.tokens[line.with - 1];
  return { start: before ? before.start : token.start, end: token.end };
}

function readId(line: Line): string | null {
  return line.id < 0 ? null : unwrapped(line, line.id);
}

function readFor(line: Line): string | null {
  if (line.for < 0) return null;
  const token = line.tokens[line.for];
  if (token?.kind !== QUOTED) return unwrapped(line, line.for);
  const next = line.tokens[line.for + 1];
  return next ? line.raw.slice(token.start, next.end) : null;
}

/** A token's text without angle brackets; null where the clause is empty. */
function unwrapped(line: Line, at: number): string | null {
  const token = line.tokens[at];
  if (!token || (token.kind !== WORD && token.kind !== ANGLE && token.kind !== LITERAL)) return null;
  let { start, end } = token;
  if (token.kind === ANGLE) {
    while (line.raw.charCodeAt(start) === 60) start++;
    while (end > start && line.raw.charCodeAt(end - 1) === 62) end--;
  }
  return end > start ? line.raw.slice(start, end) : null;
}

function readLineDate(line: Line): number | null {
  if (line.dateAt < 0) return null;
  const date = readDate(line.raw, line.dateAt);
  if (date !== null) return date;
  // IBM's gateway puts its TLS clause between: skipping comments is readDate's work already. Nothing else is guessed.
  return null;
}

function isAuthenticated(
  line: Line,
  client: Client,
  protocol: Protocol | null,
  stated: Statement | null,
  doubtful: boolean,
): boolean {
  if (doubtful) return false;
  if (stated?.authenticated === true) return true;
  if (protocol?.authenticated === true && line.with > line.by) return true;
  if (client.at < 0 || !client.clean) return false;
  for (let index = client.at + 1; index < line.fromEnd; index++) {
    const token = line.tokens[index];
    if (token?.kind !== COMMENT) return false;
    const start = line.raw.slice(token.start, Math.min(token.end, token.start + 23)).toLowerCase();
    if (start.startsWith('(authenticated') || start.startsWith('(auth: ')) return true;
  }
  return false;
}

function notParsed(field: number): Hop {
  return {
    field,
    product: null,
    from: { helo: null, rdns: null, ip: null, confirmed: false },
    by: null,
    byIp: null,
    with: null,
    id: null,
    for: null,
    date: null,
    tls: null,
    authenticated: false,
    state: 'unknown',
    reason: 'not-parsed',
    span: null,
  };
}
