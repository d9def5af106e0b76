/**
 * Reads what a line says of the client: what it called itself, which name the server found, which address it saw. The address
 * moves the border, so it is taken only from where the server writes it; where two places claim it, it is none.
 */
import { ipClass, readIp } from '../ip';
import { isNameless, readLiteral, readSeen, stripPort, type Seen } from './comment';
import type { Line } from './line';
import { EXIM, type Product } from './products';
import { ANGLE, COMMENT, LITERAL, QUOTED, WORD } from './tokens';

export interface Client {
  readonly helo: string | null;
  readonly rdns: string | null;
  readonly ip: string | null;
  /** Index of the token with the address, or -1. */
  readonly at: number;
  /** The address's octets in the field, or an empty range. */
  readonly ipStart: number;
  readonly ipEnd: number;
  readonly forged: boolean;
  /** One address, last in its place: nothing a client could have said stands between it and the next clause's comments. */
  readonly clean: boolean;
  readonly local: boolean;
}

const NOBODY: Client = {
  helo: null,
  rdns: null,
  ip: null,
  at: -1,
  ipStart: 0,
  ipEnd: 0,
  forged: false,
  clean: false,
  local: false,
};

/** `doubtful`: somebody's text took part in the line's shape (trust.ts), so only what is harmless is kept. */
export function readClient(line: Line, product: Product | null, doubtful: boolean): Client {
  const { raw, tokens } = line;
  let index = line.from;
  let end = line.fromEnd;
  if (index < 0) {
    // Norton's gateway writes the whole clause as a comment: "(from X [192.0.2.1]) by …".
    const first = tokens[0];
    if (first?.kind !== COMMENT || raw.slice(first.start + 1, first.start + 6).toLowerCase() !== 'from ') return NOBODY;
    const seen = readSeen(raw, first.start + 5, first.end);
    if (!seen?.ip) return NOBODY;
    return { ...NOBODY, helo: seen.name, ip: seen.ip, at: 0, ipStart: seen.ipStart, ipEnd: seen.ipEnd, clean: false };
  }
  let lead: string | null = null;
  let leadIp: string | null = null;
  const leadAt = index;
  const first = tokens[index];
  if (first && index < end && first.kind !== COMMENT) {
    if (first.kind === WORD || first.kind === LITERAL || first.kind === QUOTED) {
      lead = raw.slice(first.start, first.end);
      leadIp = first.kind === LITERAL ? readLiteral(lead) : first.kind === WORD ? readIp(stripPort(lead)) : null;
      // A user's name, as AOL and Exim's local mail write it, is no host.
      if (isNameless(lead) || (first.kind === WORD && lead.includes('@'))) lead = null;
    }
    index++;
  }
  let found: Seen | null = null;
  let foundAt = -1;
  let helo: string | null | undefined;
  let name: string | null = null;
  let local = false;
  for (; index < end; index++) {
    const token = tokens[index];
    if (!token) break;
    if (token.kind === COMMENT) {
      const seen = readSeen(raw, token.start, token.end);
      if (!seen) continue;
      if (seen.local && product?.name === 'OpenSMTPD') local = true;
      if (seen.helo !== undefined && helo === undefined) helo = seen.helo;
      if (seen.ip !== null) {
        found = seen;
        foundAt = index;
      } else if (name === null && found === null) name = seen.name;
    } else if (token.kind === LITERAL) {
      const ip = readLiteral(raw.slice(token.start, token.end));
      if (ip === null) continue;
      found = { ...LITERAL_SEEN, ip, ipStart: token.start, ipEnd: token.end };
      foundAt = index;
    } else if (token.kind === QUOTED && helo === undefined && found && raw.charCodeAt(token.start) === 34) {
      // Obtuse smtpd: `from name(192.0.2.1), claiming to be "x"`.
      helo = raw.slice(token.start + 1, token.end - 1);
    } else if (token.kind === ANGLE) end = index;
  }
  const marked = helo !== undefined;
  if (product?.hidesAddress === true) found = null;
  let seenIp: string | null = null;
  let at = -1;
  if (found) {
    seenIp = found.ip;
    at = foundAt;
  } else if (leadIp !== null && writesLeadAddress(line, product, leadIp, leadAt)) {
    seenIp = leadIp;
    at = leadAt;
  }
  const seenAt = found ? found.ipStart : (tokens[at]?.start ?? -1);
  const rival = seenIp === null ? null : findRival(line, product, seenIp, seenAt);
  const ip = rival === null && !doubtful ? seenIp : lastHarmless(line, product, rival?.last ?? seenIp);
  const token = tokens[leadAt];
  const onLead = found === null && at === leadAt && token !== undefined;
  const place = {
    ipStart: onLead ? token.start : (found?.ipStart ?? 0),
    ipEnd: onLead ? token.end : (found?.ipEnd ?? 0),
  };
  const clean = ip !== null && rival === null && (onLead || found?.endsWithAddress === true) && !marked;
  const shared: Client = { helo: null, rdns: null, ip, at, ...place, forged: found?.forged ?? false, clean, local };
  const leadName = leadIp === null && lead !== null ? dotless(lead) : null;
  if (marked) return { ...shared, helo: helo ?? null, rdns: leadName ?? found?.name ?? null };
  if (onLead) return shared;
  if (product?.lead === 'address' && leadIp !== null && leadIp === found?.ip)
    return { ...shared, helo: null, rdns: found.name };
  // Exim's local mail: "from user by host with local".
  if (product === EXIM && ip === null) return shared;
  if (product?.lead === 'name') {
    if (found && found.name === null && name === null) return { ...shared, helo: lead, rdns: leadName };
    // Old Exim: `from name (helo) [192.0.2.1.1234]`.
    if (found && name !== null) return { ...shared, helo: name, rdns: leadName };
  }
  return { ...shared, helo: lead, rdns: found?.verified === true ? leadName : (found?.name ?? name) };
}

const LITERAL_SEEN: Seen = {
  ip: null,
  ipStart: 0,
  ipEnd: 0,
  name: null,
  helo: undefined,
  forged: false,
  verified: false,
  endsWithAddress: true,
  local: false,
};

/**
 * True if the address after `from`, the only one in the line, is the server's word: many servers write the HELO there, and a
 * private one would move the border.
 */
function writesLeadAddress(line: Line, product: Product | null, ip: string, leadAt: number): boolean {
  if (product?.lead === 'address' || product?.lead === 'name') return true;
  const network = ipClass(ip);
  if (product?.hidesAddress !== true && (network === 'public' || webmail(line, leadAt))) return true;
  // Aliyun: `from 127.0.0.1(mailfrom:…) by host(127.0.0.1)`: the server's own end of the connection says the same.
  const own = line.tokens[line.by + 1];
  const ownIp = own?.kind === COMMENT ? readSeen(line.raw, own.start, own.end)?.ip : null;
  return network === 'loopback' && typeof ownIp === 'string' && ipClass(ownIp) === 'loopback';
}

/**
 * Looks, in the bare octets before `by`, for another address than `ip` where a server would write one: then a name, a HELO or
 * an account holds one of them. The HELO's own place does not count. Answers the last of them all, or null if there is none.
 * `seenAt`: where the bracket of `ip` itself stands.
 */
function findRival(line: Line, product: Product | null, ip: string, seenAt: number): { readonly last: string } | null {
  const { raw, tokens } = line;
  const lead = tokens[line.from];
  const start = lead?.start ?? 0;
  const isOneWord = lead?.kind === WORD || lead?.kind === LITERAL;
  const end = (line.by > 0 ? tokens[line.by - 1]?.start : tokens[line.fromEnd]?.start) ?? raw.length;
  // Where the HELO is marked, or the product never writes it, the first word is the server's.
  const leadIsHelo = isOneWord && product?.lead !== 'address' && !marksHelo(raw, lead?.end ?? end, end);
  const leadIp = !leadIsHelo && lead?.kind === WORD ? readIp(stripPort(raw.slice(lead.start, lead.end))) : null;
  // A HELO of brackets, marked as such, is no rival; but a product that never marks it does not mark it here, and of one that
  // nobody knows no address is taken that the border could walk past.
  const mayMark = ipClass(ip) === 'public' || (product !== null && product.lead !== 'helo');
  let rival = leadIp !== null && leadIp !== ip;
  let last = ip;
  for (let at = leadIsHelo ? (lead?.end ?? start) : start; at < end; at++) {
    const code = raw.charCodeAt(at);
    if (code !== 91 && code !== 40 && code !== 64) continue;
    if (at === seenAt) {
      last = ip;
      continue;
    }
    let from = at + 1;
    while (raw.charCodeAt(from) <= 32) from++;
    if (raw.charCodeAt(from) === 40) from++;
    if ((raw.charCodeAt(from) | 32) === 105 && raw.charCodeAt(from + 4) === 58) from += 5;
    let to = from;
    while (to < end && to - from < MAX_ADDRESS && isAddressOctet(raw.charCodeAt(to))) to++;
    if (to - from < 3 || isNameOctet(raw.charCodeAt(to))) continue;
    const found = readIp(stripPort(raw.slice(from, to)));
    if (found === null || (mayMark && code === 91 && isHeloPlace(raw, at))) continue;
    last = found;
    if (found !== ip) rival = true;
  }
  return rival ? { last } : null;
}

/** "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255:65535" */
const MAX_ADDRESS = 56;

function isAddressOctet(code: number): boolean {
  return (code >= 48 && code <= 58) || code === 46 || ((code | 32) >= 97 && (code | 32) <= 102);
}

/** Letters, "-" and "_": what looked like an address is a name ("192.0.2.1.dyn.example"). */
function isNameOctet(code: number): boolean {
  return ((code | 32) >= 97 && (code | 32) <= 122) || code === 45 || code === 95;
}

function marksHelo(raw: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    // HELO, EHLO, LHLO: by the octet behind first, which rules nearly all out.
    const behind = raw.charCodeAt(at + 4);
    if ((behind === 61 || behind <= 32) && (raw.charCodeAt(at + 3) | 32) === 111 && isHeloPlace(raw, at + 5))
      return true;
  }
  return false;
}

/** True if what stands before `at` marks it as the HELO: `helo=[192.0.2.1]`, `EHLO [192.0.2.1]`. */
function isHeloPlace(raw: string, at: number): boolean {
  const before = raw.charCodeAt(at - 1);
  if (before !== 61 && before > 32) return false;
  const word = raw.slice(Math.max(0, at - 5), at - 1).toLowerCase();
  return word === 'helo' || word === 'ehlo' || word === 'lhlo';
}

/**
 * Of a line that can be read in two ways, the last address before the last `by`, where the product writes it behind all that
 * the client said; and only a public one, which no border walks past by itself.
 */
function lastHarmless(line: Line, product: Product | null, ip: string | null): string | null {
  if (ip === null || product?.lead !== 'helo' || ipClass(ip) !== 'public') return null;
  const end = line.tokens[line.by]?.start ?? line.raw.length;
  for (let at = 0; at < end; at++) {
    const code = line.raw.charCodeAt(at);
    // Quoted and enveloped text and accounts may stand behind the address.
    if (code === 34 || code === 60) return null;
    if (code === 40 && line.raw.slice(at + 1, at + 5).toLowerCase() === 'auth') return null;
  }
  return ip;
}

/** SquirrelMail and its kin write the browser's address, and no HELO. */
function webmail(line: Line, leadAt: number): boolean {
  const next = line.tokens[leadAt + 1];
  if (next?.kind !== COMMENT || next.end - next.start < 24) return false;
  return line.raw.slice(next.start, Math.min(next.end, next.start + 48)).includes('Mail authenticated');
}

function dotless(name: string): string {
  return name.endsWith('.') && !name.endsWith('..') ? name.slice(0, -1) : name;
}
