/**
 * Reads what a line says of the client: what it called itself, which name the server found, which address it saw. The address
 * moves the border, so it is taken only from where the server writes it; where two places claim it, it is none.
 */
import { ipClass, readIp } from '../ip';
import { isNameless, readLiteral, readSeen, type Seen } from './comment';
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
      leadIp = first.kind === LITERAL ? readLiteral(lead) : first.kind === WORD ? readIp(lead) : null;
      // A user's name, as AOL and Exim's local mail write it, is no host.
      if (isNameless(lead) || (first.kind === WORD && lead.includes('@'))) lead = null;
    }
    index++;
  }
  let found: Seen | null = null;
  let foundAt = -1;
  let claims = 0;
  let helo: string | null | undefined;
  let name: string | null = null;
  let local = false;
  for (; index < end; index++) {
    const token = tokens[index];
    if (!token) break;
    if (token.kind === COMMENT) {
      const seen = readSeen(raw, token.start, token.end);
      if (!seen) continue;
      if (seen.local) local = true;
      if (seen.helo !== undefined && helo === undefined) helo = seen.helo;
      if (seen.ip !== null) {
        if (found && found.ip !== seen.ip) claims++;
        found = seen;
        foundAt = index;
      } else if (name === null && found === null) name = seen.name;
    } else if (token.kind === LITERAL) {
      const ip = readLiteral(raw.slice(token.start, token.end));
      if (ip === null) continue;
      if (found && found.ip !== ip) claims++;
      found = { ...LITERAL_SEEN, ip, ipStart: token.start, ipEnd: token.end };
      foundAt = index;
    } else if (token.kind === QUOTED && helo === undefined && found && raw.charCodeAt(token.start) === 34) {
      // Obtuse smtpd: `from name(192.0.2.1), claiming to be "x"`.
      helo = raw.slice(token.start + 1, token.end - 1);
    } else if (token.kind === ANGLE) end = index;
  }
  const marked = helo !== undefined;
  let ip: string | null = null;
  let at = -1;
  if (found) {
    ip = found.ip;
    at = foundAt;
    if (claims > 0 || doubtful) ip = harmless(line, ip);
  } else if (leadIp !== null) {
    // The only address stands where many servers write the HELO. A private one there would move the border.
    if (
      product?.lead === 'address' ||
      product?.lead === 'name' ||
      ipClass(leadIp) === 'public' ||
      webmail(line, leadAt)
    ) {
      ip = doubtful ? harmless(line, leadIp) : leadIp;
      at = leadAt;
    }
  }
  const token = tokens[leadAt];
  const onLead = at === leadAt && token !== undefined;
  const place = {
    ipStart: onLead ? token.start : (found?.ipStart ?? 0),
    ipEnd: onLead ? token.end : (found?.ipEnd ?? 0),
  };
  const clean = ip !== null && claims === 0 && (onLead || found?.endsWithAddress === true) && !marked;
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
  return { ...shared, helo: lead, rdns: found?.name ?? name };
}

const LITERAL_SEEN: Seen = {
  ip: null,
  ipStart: 0,
  ipEnd: 0,
  name: null,
  helo: undefined,
  forged: false,
  endsWithAddress: true,
  local: false,
};

/**
 * Where two readings of a line exist, an address that the border could walk past must not come from the wrong one: private
 * and loopback ones are dropped, and all where quoted or enveloped text, the client's, stands before the last `by`.
 */
function harmless(line: Line, ip: string | null): string | null {
  if (ip === null || ipClass(ip) !== 'public') return null;
  const end = line.tokens[line.by]?.start ?? line.raw.length;
  for (let at = 0; at < end; at++) {
    const code = line.raw.charCodeAt(at);
    if (code === 34 || code === 60) return null;
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
