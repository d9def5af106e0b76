/**
 * A World from a file: names to types to values, for the command line and for tests. All of DNS is what the file says.
 *
 *   {
 *     "example.com": { "TXT": ["v=spf1 mx -all"], "MX": ["10 mx.example.com"], "A": "TIMEOUT" },
 *     "s1._domainkey.example.com": { "TXT": [["v=DKIM1; ", "p=MIIB…"]], "DNSSEC": "secure" },
 *     "www.example.com": { "CNAME": "example.com" },
 *     "gone.example": "NXDOMAIN"
 *   }
 *
 * A value is a text, or for TXT a list of the record's character-strings, or for MX a pair or an object with `exchange` and
 * `priority`; one value needs no list. In place of a type's values, or of a name's types, stands why there is no answer. A name
 * that is not there is NXDOMAIN, a type that is not there has no records. Characters up to U+00FF are octets; a text with others
 * is read as UTF-8.
 */
import { readIp } from '../verify/rfc/ip';
import type { Answer, Failure, RecordType, World } from '../verify/world';

/** Aliases from one name to another. */
export const MAX_CHAIN = 8;

const TYPES: readonly string[] = ['A', 'AAAA', 'MX', 'PTR', 'TXT', 'CNAME', 'DNSSEC'];
/** Words that stand in place of values. */
export const FAILURES: Readonly<Record<string, Failure>> = {
  NXDOMAIN: 'nxdomain',
  SERVFAIL: 'servfail',
  TIMEOUT: 'timeout',
  REFUSED: 'refused',
  BOGUS: 'bogus',
  MALFORMED: 'malformed',
  BLOCKED: 'blocked',
};
export type Dnssec = Extract<Answer<unknown>, { ok: true }>['dnssec'];
const DNSSEC: readonly string[] = ['secure', 'insecure', 'unknown'] satisfies readonly Dnssec[];

/** What is known of one name: an answer for each type, or one for all. */
interface Node {
  readonly failure: Failure | null;
  readonly types: ReadonlyMap<string, readonly string[] | Failure>;
  readonly dnssec: Dnssec | ReadonlyMap<string, Dnssec>;
}

export type ZoneRead =
  | { readonly ok: true; readonly world: World }
  /** `at`: the place in the file, as in `example.com TXT`. */
  | {
      readonly ok: false;
      readonly code: 'not-an-object' | 'unknown-type' | 'bad-value' | 'name-twice';
      readonly at: string;
    };

/** Reads a parsed JSON file. `now`: milliseconds since 1970-01-01 UTC, for the World's clock. */
export function zone(file: unknown, now: number): ZoneRead {
  const nodes = new Map<string, Node>();
  if (!isObject(file)) return { ok: false, code: 'not-an-object', at: '' };
  for (const [written, types] of Object.entries(file)) {
    const node = readNode(types);
    if (!('types' in node)) return { ok: false, code: node.code, at: `${written} ${node.type}`.trim() };
    const name = plain(written);
    if (nodes.has(name)) return { ok: false, code: 'name-twice', at: written };
    nodes.set(name, node);
  }
  const above = new Set<string>();
  for (const name of nodes.keys())
    for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) above.add(name.slice(dot + 1));
  return {
    ok: true,
    world: { now: () => now, dns: (name, type) => Promise.resolve(look(nodes, above, plain(name), type)) },
  };
}

function look(
  nodes: ReadonlyMap<string, Node>,
  above: ReadonlySet<string>,
  name: string,
  type: RecordType,
): Answer<readonly string[]> {
  let owner = name;
  let dnssec: Dnssec | null = null;
  for (let links = 0; links <= MAX_CHAIN; links++) {
    const node = nodes.get(owner);
    // RFC 8020: what has something below it exists
    if (!node)
      return above.has(owner)
        ? { ok: true, value: [], dnssec: dnssec ?? 'unknown' }
        : { ok: false, failure: 'nxdomain' };
    if (node.failure !== null) return { ok: false, failure: node.failure };
    const found = node.types.get(type);
    if (typeof found === 'string') return { ok: false, failure: found };
    const alias = found ? undefined : node.types.get('CNAME');
    if (typeof alias === 'string') return { ok: false, failure: alias };
    dnssec = weaker(dnssec, typeof node.dnssec === 'string' ? node.dnssec : (node.dnssec.get(type) ?? 'unknown'));
    const target = alias?.[0];
    if (target === undefined) return { ok: true, value: found ?? [], dnssec };
    owner = plain(target);
  }
  return { ok: false, failure: 'servfail' };
}

/** A chain is as good as its worst link. */
function weaker(one: Dnssec | null, other: Dnssec): Dnssec {
  if (one === null || one === other) return other;
  return one === 'unknown' || other === 'unknown' ? 'unknown' : 'insecure';
}

type Fault = { readonly code: 'not-an-object' | 'unknown-type' | 'bad-value'; readonly type: string };

function readNode(types: unknown): Node | Fault {
  const whole = failureOf(types);
  if (whole !== null) return { failure: whole, types: new Map(), dnssec: 'unknown' };
  if (!isObject(types)) return { code: 'not-an-object', type: '' };
  const read = new Map<string, readonly string[] | Failure>();
  let dnssec: Node['dnssec'] = 'unknown';
  for (const [written, values] of Object.entries(types)) {
    const type = written.toUpperCase();
    if (!TYPES.includes(type)) return { code: 'unknown-type', type: written };
    if (type === 'DNSSEC') {
      const status = readDnssec(values);
      if (status === null) return { code: 'bad-value', type: written };
      dnssec = status;
      continue;
    }
    const found = failureOf(values) ?? readValues(type, values);
    if (found === null) return { code: 'bad-value', type: written };
    read.set(type, found);
  }
  return { failure: null, types: read, dnssec };
}

function readDnssec(value: unknown): Node['dnssec'] | null {
  if (typeof value === 'string') return DNSSEC.includes(value) ? (value as Dnssec) : null;
  if (!isObject(value) || !Object.values(value).every((one) => DNSSEC.includes(one as string))) return null;
  return new Map(Object.entries(value) as [string, Dnssec][]);
}

/** A failure stands alone, or alone in a list. A TXT record with just that word is written as a list in the list. */
function failureOf(value: unknown): Failure | null {
  const word: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
  return typeof word === 'string' && Object.hasOwn(FAILURES, word) ? (FAILURES[word] ?? null) : null;
}

function readValues(type: string, values: unknown): readonly string[] | null {
  const pair = type === 'MX' && Array.isArray(values) && typeof values[0] === 'number';
  const list: readonly unknown[] = Array.isArray(values) && !pair ? values : [values];
  const read = list.map((value) => readValue(type, value));
  if (type === 'CNAME' && read.length !== 1) return null;
  return read.includes(null) ? null : (read as string[]);
}

function readValue(type: string, value: unknown): string | null {
  switch (type) {
    case 'TXT':
      if (Array.isArray(value)) return value.every((one) => typeof one === 'string') ? octets(value.join('')) : null;
      return typeof value === 'string' ? octets(value) : null;
    case 'MX':
      return readMx(value);
    case 'A':
    case 'AAAA': {
      const ip = typeof value === 'string' ? readIp(value) : null;
      return ip !== null && ip.includes(':') === (type === 'AAAA') ? ip : null;
    }
    default:
      return typeof value === 'string' && value !== '' ? plain(value) : null;
  }
}

function readMx(value: unknown): string | null {
  let parts: readonly unknown[] = [];
  if (typeof value === 'string') parts = value.trim().split(/[ \t]+/);
  else if (Array.isArray(value)) parts = value;
  else if (isObject(value)) parts = [value['priority'] ?? value['preference'], value['exchange']];
  const [preference, host] = parts;
  if (parts.length !== 2 || typeof host !== 'string') return null;
  return /^\d{1,5}$/.test(String(preference)) ? `${String(preference)} ${plain(host)}` : null;
}

const octets = (text: string): string =>
  /^[\0-\xff]*$/.test(text)
    ? text
    : Array.from(new TextEncoder().encode(text), (octet) => String.fromCharCode(octet)).join('');

/** Lower case without a trailing dot; a name with other letters as `URL` writes it. */
function plain(name: string): string {
  const bare = name.length > 1 && name.endsWith('.') ? name.slice(0, -1) : name;
  if (/^[\0-\x7f]*$/.test(bare)) return bare.toLowerCase();
  try {
    return new URL(`http://${bare}/`).hostname;
  } catch {
    return bare.toLowerCase();
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
