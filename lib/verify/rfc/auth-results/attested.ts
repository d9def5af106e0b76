import type { Field } from '../../message';
import { readAuthResults, type AuthResult, type AuthResultsReading } from '../auth-results';
import { isProviders } from './authserv';
import { aboutOf, domainOf } from './about';
import type { AuthResultsFault, Deviation } from './scan';

/** Authentication-Results fields that are read, from the top, and results after which no further field is. Real mails have some 20 and 60. */
export const MAX_FIELDS = 64;
export const MAX_SAID = 512;

/** What is known of the place where the mail entered the provider, as places among the mail's fields. */
export interface Standing {
  /** The receiver's own block: every field above this place was written by its servers. 0 where nothing is known. */
  readonly block: number;
  /** The authserv-ids of the provider: hosts, or domains that its hosts are named under. */
  readonly ids: readonly string[];
  /** A gateway named by the mailbox's MX or by the reader: it wrote what stands from `block` up to `end`. */
  readonly gateway: { readonly end: number; readonly ids: readonly string[] } | null;
  /**
   * Microsoft's own border was found. It writes results without an authserv-id, above its border line like everybody else, and
   * renames those that came with the mail to Authentication-Results-Original; where it does not, they are below and a stranger's.
   */
  readonly microsoft: boolean;
}

/** One result with the field it stands in. */
export interface Said extends AuthResult {
  readonly field: number;
}

/** What the provider says of one thing. */
export interface Attestation {
  readonly method: string;
  /** DKIM: the signing domain as an A-label. SPF: mailfrom or helo. DMARC: the author's domain. Else, or untold, ''. */
  readonly about: string;
  /** Null where the provider contradicts itself, or a field of its own that names the method cannot be read: ambiguous. */
  readonly result: string | null;
  /** All it rests on, in the order of the fields. */
  readonly said: readonly Said[];
}

/** A result that does not count, and why. */
export interface Claimed extends Said {
  readonly authserv: string;
  readonly why:
    /** Below the provider's own lines: rspamd writes there, and so does anybody. It may explain or lower, never raise. */
    | 'below'
    /** Another's authserv-id, or none. */
    | 'not-the-providers'
    /** Registered by nobody: it means nothing to others. */
    | 'unregistered'
    /** DMARC of an author domain that is not the one parsed here. */
    | 'other-author';
  /** The authserv-id is the provider's. */
  readonly own: boolean;
}

export interface Unread {
  readonly field: number;
  readonly fault: AuthResultsFault;
  /** It stands in the provider's own block. */
  readonly own: boolean;
}

export interface Attested {
  readonly attested: readonly Attestation[];
  readonly claimed: readonly Claimed[];
  readonly unread: readonly Unread[];
}

/** What does no harm where the writer is known: such a value ends at the same octet, read strictly or not. */
const HARMLESS: readonly Deviation[] = ['bare-value', 'trailing-semicolon'];
const MICROSOFTS: readonly Deviation[] = [...HARMLESS, 'no-authserv-id', 'action'];

const NAME = 'authentication-results';

/**
 * Sorts what the mail's Authentication-Results say into what the provider attests and what is merely claimed. `author` is the
 * domain of the only author as this parser read it: DMARC's word about another author is no word about this mail.
 */
export function attestedResults(fields: readonly Field[], standing: Standing, author: string | null): Attested {
  const counted: Said[] = [];
  const claimed: Claimed[] = [];
  const unread: Unread[] = [];
  const doubtful: string[] = [];
  let seen = 0;
  for (const [index, field] of fields.entries()) {
    if (field.name.length !== NAME.length || field.name.toLowerCase() !== NAME) continue;
    const above = index < standing.block || (standing.gateway !== null && index < standing.gateway.end);
    const microsofts = standing.microsoft && index < standing.block;
    if (seen++ === MAX_FIELDS || counted.length + claimed.length >= MAX_SAID) {
      // What nobody read may say something else.
      if (above) doubtful.push(...counted.map(({ method }) => method));
      break;
    }
    const reading = readAuthResults(field.raw, field.valueAt, 'authres', microsofts ? MICROSOFTS : HARMLESS);
    if (!reading.ok) {
      unread.push({ field: index, fault: reading.fault, own: above });
      if (mayBeOwn(reading, index, standing, above)) doubtful.push(field.raw.slice(field.valueAt).toLowerCase());
      continue;
    }
    const { authserv } = reading.value;
    const own = authserv === '' ? microsofts : isOwn(authserv, index, standing);
    for (const result of reading.value.results) {
      const said: Said = { ...result, field: index };
      const why = whyNot(result, own, above, author);
      if (why === null) counted.push(said);
      else claimed.push({ ...said, authserv, why, own });
      // "dmarc=fail header.from=other" and "dmarc=pass header.from=author" side by side: one of them is not what it seems.
      if (why === 'other-author') doubtful.push(result.method);
    }
  }
  return { attested: fold(counted, doubtful, author), claimed, unread };
}

/** True if the id is that of whoever wrote at this place. */
function isOwn(authserv: string, index: number, standing: Standing): boolean {
  const gateways = index >= standing.block && standing.gateway !== null && index < standing.gateway.end;
  return isProviders(authserv, gateways ? (standing.gateway?.ids ?? []) : standing.ids);
}

/** True if a field that cannot be read may be one of the provider's own words. */
function mayBeOwn(
  reading: AuthResultsReading & { ok: false },
  index: number,
  standing: Standing,
  inside: boolean,
): boolean {
  if (!inside || reading.fault === 'no-authserv-id') return false;
  return reading.authserv === null || isOwn(reading.authserv, index, standing);
}

function whyNot(result: AuthResult, own: boolean, inside: boolean, author: string | null): Claimed['why'] | null {
  if (!inside) return 'below';
  if (!own) return 'not-the-providers';
  if (!result.registered) return 'unregistered';
  if (result.method !== 'dmarc') return null;
  const from = result.properties.find(({ type, name }) => type === 'header' && name === 'from');
  return from && author !== null && domainOf(from.value) === author ? null : 'other-author';
}

/** One attestation for each thing spoken of. A result that does not tell which of several it means speaks of them all. */
function fold(counted: readonly Said[], doubtful: readonly string[], author: string | null): readonly Attestation[] {
  const things = new Map<string, { method: string; about: string; said: Said[] }>();
  for (const said of counted) {
    const about = said.method === 'dmarc' ? (author ?? '') : aboutOf(said);
    const key = `${said.method} ${about}`;
    const known = things.get(key);
    if (known) known.said.push(said);
    else things.set(key, { method: said.method, about, said: [said] });
  }
  const methods = new Set(counted.map(({ method }) => method));
  const doubted = new Set([...methods].filter((method) => doubtful.some((text) => names(text, method))));
  return [...things.values()].map(({ method, about, said }) => {
    const vague = about === '' ? [] : (things.get(`${method} `)?.said ?? []);
    const all = vague.length === 0 ? said : [...said, ...vague].sort((a, b) => a.field - b.field);
    const first = all[0]?.result ?? null;
    const clear = !doubted.has(method) && all.every(({ result }) => result === first);
    return { method, about, result: clear ? first : null, said: all };
  });
}

/** True if `method` stands in `text` as a word of its own: "arc" is not in "dmarc" or "search". */
function names(text: string, method: string): boolean {
  const isWord = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code === 45;
  for (let at = text.indexOf(method); at >= 0; at = text.indexOf(method, at + 1))
    if (!isWord(text.charCodeAt(at - 1)) && !isWord(text.charCodeAt(at + method.length))) return true;
  return false;
}
