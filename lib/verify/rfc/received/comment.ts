/**
 * Reads the comment in which a server writes whom it saw: `(name [192.0.2.1])`, `([192.0.2.1]:25 helo=x)`, `(HELO x)`,
 * `(user@192.0.2.1)`, `(2001:db8::1)`, `(name [192.0.2.1] (may be forged))` …
 */
import { readIp } from '../ip';

export interface Seen {
  readonly ip: string | null;
  /** Where the address stands in the field: [ipStart, ipEnd). */
  readonly ipStart: number;
  readonly ipEnd: number;
  /** The name before the address, without ident and trailing dot; null for "unknown" and its like. */
  readonly name: string | null;
  /** What the client said, where the comment marks it; undefined if it does not. */
  readonly helo: string | null | undefined;
  readonly forged: boolean;
  /** CommuniGate's "verified": the name that the client gave has this address. */
  readonly verified: boolean;
  /** Nothing that a client could have said follows the address. */
  readonly endsWithAddress: boolean;
  /** "[local]" and nothing more: OpenSMTPD's word for its own socket. */
  readonly local: boolean;
}

/** A comment that says who the client was has some 300 octets at most; longer ones are not looked into. */
const MAX_SEEN = 1_024;

/** What servers write where they found no name. */
const NAMELESS = new Set([
  'unknown',
  '<unknown>',
  'unverified',
  'softdnserr',
  'unknownhost',
  'unknown_domain',
  'verified',
  'null',
  'not',
  '',
]);

/** True if a word stands for "no name". */
export function isNameless(word: string): boolean {
  return word.length <= 14 && NAMELESS.has(word.toLowerCase());
}

/** Reads the comment from "(" at `start` to behind ")" at `end`; null if it says nothing of the client. */
export function readSeen(raw: string, start: number, end: number): Seen | null {
  if (end - start > MAX_SEEN) return null;
  let at = start + 1;
  while (at < end && raw.charCodeAt(at) <= 32) at++;
  const inner = end - 1;
  const marked = heloMark(raw, at, inner);
  if (marked >= 0) {
    return { ...NOBODY, helo: heloText(raw.slice(marked, inner).trim()), ipStart: start, ipEnd: end };
  }
  let bracket = at;
  let equals = -1;
  let isAddress = true;
  for (; bracket < inner; bracket++) {
    const code = raw.charCodeAt(bracket);
    if (code === 91) break;
    // Mailgun: "(<unknown> [192.0.2.1])".
    if (code === 60 && raw.startsWith('<unknown>', bracket)) {
      bracket += 8;
      continue;
    }
    if (code === 61 && equals < 0) equals = bracket;
    // A nested comment, an angle address or "mailfrom:" comes first: no address comment.
    if (code === 40 || code === 60 || (code === 58 && !isAddress)) return null;
    if (code <= 32 || code === 58) continue;
    isAddress &&= (code >= 48 && code <= 57) || code === 46 || ((code | 32) >= 97 && (code | 32) <= 102);
  }
  if (equals >= 0 && equals < bracket) {
    const helo = keyValue(raw, at, inner, 'helo=');
    return helo === undefined ? null : { ...NOBODY, helo, ipStart: start, ipEnd: end };
  }
  if (bracket === inner) return readBare(raw, at, inner);
  let close = bracket + 1;
  while (close < inner && raw.charCodeAt(close) !== 93) close++;
  if (close === inner) return null;
  const literal = raw.slice(bracket + 1, close);
  const ip = readIp(stripPort(literal));
  // MailChannels: "([UNAVAILABLE]. [192.0.2.1])".
  if (literal === 'UNAVAILABLE') return readSeen(raw, close + 1, end);
  const name = readName(raw.slice(at, bracket).trim());
  const rest = raw.slice(close + 1, inner);
  if (ip === null) {
    const local = literal === 'local' && rest === '';
    return local || name !== null
      ? { ...NOBODY, local, name: local ? name : null, ipStart: bracket, ipEnd: close + 1 }
      : null;
  }
  if (rest === '') {
    return {
      ip,
      ipStart: bracket,
      ipEnd: close + 1,
      name,
      helo: undefined,
      forged: false,
      verified: false,
      endsWithAddress: true,
      local: false,
    };
  }
  const forged = rest.includes('may be forged');
  const helo = keyValue(raw, close + 1, inner, 'helo=') ?? quotedHelo(rest);
  return {
    ip,
    ipStart: bracket,
    ipEnd: close + 1,
    name,
    helo,
    forged,
    verified: rest === ' verified',
    endsWithAddress: isHarmless(rest),
    local: false,
  };
}

const NOBODY: Seen = {
  ip: null,
  ipStart: 0,
  ipEnd: 0,
  name: null,
  helo: undefined,
  forged: false,
  verified: false,
  endsWithAddress: false,
  local: false,
};

/** `(192.0.2.1)`, `(ident@192.0.2.1)`, `(192.0.2.1:25)`, `(user@192.0.2.1 with login)`, or only `(name.example)`. */
function readBare(raw: string, start: number, end: number): Seen | null {
  let stop = end;
  while (stop > start && raw.charCodeAt(stop - 1) <= 32) stop--;
  let word = start;
  while (word < stop && raw.charCodeAt(word) > 32) word++;
  const text = raw.slice(start, word);
  // Java writes "name/192.0.2.1", and "/192.0.2.1" where it has no name.
  const at = Math.max(text.lastIndexOf('@'), text.lastIndexOf('/'));
  const host = text.slice(at + 1);
  const colon = host.indexOf(':');
  const ip = readIp(host) ?? (colon > 0 && colon === host.lastIndexOf(':') ? readIp(host.slice(0, colon)) : null);
  if (ip !== null) {
    // "with login" is Yahoo's, and the only thing known to follow.
    const rest = raw.slice(word, stop).trim();
    if (rest !== '' && rest !== 'with login') return null;
    return { ...NOBODY, ip, ipStart: start, ipEnd: word, endsWithAddress: rest === '' };
  }
  // A comment of one word with dots is a name the server found.
  if (word !== stop || at >= 0 || !text.includes('.')) return null;
  const name = readName(text);
  return name === null ? null : { ...NOBODY, name, ipStart: start, ipEnd: word };
}

/** Offset of the text after HELO, EHLO or LHLO at `at`, or -1. */
function heloMark(raw: string, at: number, end: number): number {
  // CommuniGate: "(account user@host.example HELO name)".
  if ((raw.charCodeAt(at) | 32) === 97 && raw.startsWith('account ', at)) {
    for (let next = at + 8; next < end; next++) if (raw.startsWith(' HELO ', next)) return Math.min(next + 6, end);
    return -1;
  }
  if (end - at < 4 || raw.charCodeAt(at + 4) > 32 || (raw.charCodeAt(at + 3) | 32) !== 111) return -1;
  const word = raw.slice(at, at + 4).toUpperCase();
  return word === 'HELO' || word === 'EHLO' || word === 'LHLO' ? Math.min(at + 5, end) : -1;
}

function heloText(text: string): string | null {
  return text === '' || isNameless(text) ? null : text;
}

/** The value of `key` at the beginning of a word, up to white space; undefined if it is not there. */
function keyValue(raw: string, start: number, end: number, key: string): string | null | undefined {
  const first = key.charCodeAt(0);
  for (let at = start; at < end; at++) {
    if ((raw.charCodeAt(at) | 32) !== first || (at > start && raw.charCodeAt(at - 1) > 32)) continue;
    if (raw.slice(at, at + key.length).toLowerCase() !== key) continue;
    let stop = at + key.length;
    while (stop < end && raw.charCodeAt(stop) > 32) stop++;
    return heloText(raw.slice(at + key.length, stop));
  }
  return undefined;
}

/** ZMailer: `([ip]:port "EHLO name" rhost-flags-OK-OK-OK-OK)`. */
function quotedHelo(rest: string): string | null | undefined {
  const open = rest.indexOf('"');
  if (open < 0) return undefined;
  const close = rest.lastIndexOf('"');
  const words = rest.slice(open + 1, close).trim();
  const verb = words.slice(0, 4).toUpperCase();
  if (verb !== 'EHLO' && verb !== 'HELO') return undefined;
  return heloText(words.slice(4).trim());
}

/** What may follow the address without being the client's: nothing, a port, Sendmail's and CommuniGate's remarks. */
function isHarmless(rest: string): boolean {
  const text = rest.trim();
  if (text === '' || text === '(may be forged)' || text === 'verified' || text === 'unverified') return true;
  if (text.charCodeAt(0) !== 58 || text.length > 6) return false;
  for (let at = 1; at < text.length; at++) if (text.charCodeAt(at) < 48 || text.charCodeAt(at) > 57) return false;
  return true;
}

/** Without ident ("user@") and trailing dot; null if it stands for no name, is an address, or is more than one word. */
function readName(text: string): string | null {
  const at = text.lastIndexOf('@');
  const host = at < 0 ? text : text.slice(at + 1);
  const name = host.endsWith('.') ? host.slice(0, -1) : host;
  if (isNameless(name) || readIp(name) !== null) return null;
  for (let index = 0; index < name.length; index++) if (name.charCodeAt(index) <= 32) return null;
  return name;
}

/** Momentum writes the port inside the brackets ("10.0.8.6:45486"), old Exim as a fifth number ("10.0.8.6.13219"). */
export function stripPort(literal: string): string {
  let dots = 0;
  for (let at = 0; at < literal.length; at++) {
    const code = literal.charCodeAt(at);
    if (code === 46 ? ++dots === 4 : code === 58 && dots === 3 && literal.indexOf(':') === at)
      return literal.slice(0, at);
  }
  return literal;
}

/** The address in a literal token: "[192.0.2.1]", "[192.0.2.1]:25", "[(192.0.2.1)]"; null if there is none. */
export function readLiteral(text: string): string | null {
  const close = text.indexOf(']');
  const inner = text.slice(1, close < 0 ? text.length : close);
  const bare = inner.startsWith('(') && inner.endsWith(')') ? inner.slice(1, -1) : inner;
  return readIp(stripPort(bare));
}
