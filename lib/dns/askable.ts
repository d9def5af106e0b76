/**
 * Which names may leave this machine. A mail may hold any name; what it makes us ask, the resolver learns, and whoever runs the
 * name's zone learns when the mail was read.
 */
import { readDomain } from '../verify/rfc/domain';

const MAX_NAME = 253;
const MAX_LABEL = 63;

/**
 * Names with a meaning on one machine or in one network alone: RFC 6761 6.3, RFC 6762, RFC 7686, RFC 9476, ICANN's reservation
 * of `internal`. `test` and `example` are not among them: "application software SHOULD NOT recognize" these (6.2, 6.5).
 */
const LOCAL = new Set(['localhost', 'local', 'internal', 'onion', 'alt']);

/**
 * RFC 6303, RFC 7793: reverse names of addresses that belong to no one network. Those set aside for documentation stand for public
 * addresses here as elsewhere in this code.
 */
const REVERSE_LOCAL: ReadonlySet<string> = new Set([
  ...['0', '10', '127', '254.169', '168.192', '255.255.255.255'].map((zone) => `${zone}.in-addr.arpa`),
  ...Array.from({ length: 16 }, (_, index) => `${index + 16}.172.in-addr.arpa`),
  ...Array.from({ length: 64 }, (_, index) => `${index + 64}.100.in-addr.arpa`),
  // unspecified and loopback; unique local; link-local
  `${'0.'.repeat(31)}ip6.arpa`,
  ...['c.f', 'd.f', '8.e.f', '9.e.f', 'a.e.f', 'b.e.f'].map((zone) => `${zone}.ip6.arpa`),
]);

export type Askable =
  | { readonly ok: true; /** Lower case, A-labels, no trailing dot. */ readonly name: string }
  /** nxdomain: no such name can be in DNS; blocked: one may be, but it is not to be asked for. */
  | { readonly ok: false; readonly failure: 'nxdomain' | 'blocked' };

const NEVER: Askable = { ok: false, failure: 'nxdomain' };
const BLOCKED: Askable = { ok: false, failure: 'blocked' };

/** Judges a name as it stands in a mail or a record. */
export function askable(written: string): Askable {
  let name = written.endsWith('.') ? written.slice(0, -1) : written;
  // an A-label is never shorter than what it stands for
  if (name.length > MAX_NAME) return NEVER;
  let label = 0;
  let digits = true;
  let labels = 1;
  let ascii = true;
  for (let at = 0; at < name.length; at++) {
    const code = name.charCodeAt(at);
    if (code === 46) {
      if (label === 0) return NEVER;
      label = 0;
      digits = true;
      labels++;
      continue;
    }
    if (++label > MAX_LABEL) return NEVER;
    if (code < 48 || code > 57) digits = false;
    if (code > 126) ascii = false;
    // An "@" would be somebody's address, a backslash an escape: neither is in a name that mail asks for.
    else if (code < 33 || code === 64 || code === 92) return BLOCKED;
  }
  if (!ascii) {
    const read = readDomain(name);
    return read === null ? BLOCKED : askable(read);
  }
  if (label === 0) return labels === 1 ? BLOCKED : NEVER;
  if (labels === 1) return BLOCKED;
  // No top-level domain is a number (RFC 3696 2): this is an address.
  if (digits) return NEVER;
  name = name.toLowerCase();
  const top = name.slice(name.lastIndexOf('.') + 1);
  // RFC 6761 6.4: sure not to exist, so that nobody need be asked.
  if (top === 'invalid') return NEVER;
  if (LOCAL.has(top)) return BLOCKED;
  if (top === 'arpa' && !isPublicReverse(name)) return BLOCKED;
  return { ok: true, name };
}

/** Of `arpa`, mail asks for reverse names alone. */
function isPublicReverse(name: string): boolean {
  if (!name.endsWith('.in-addr.arpa') && !name.endsWith('.ip6.arpa')) return false;
  for (let at = 0; at >= 0; at = name.indexOf('.', at) + 1 || -1) if (REVERSE_LOCAL.has(name.slice(at))) return false;
  return true;
}
