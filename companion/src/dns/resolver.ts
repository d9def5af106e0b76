import packet from 'dns-packet';
import { askable } from '../../../lib/dns/askable';
import type { Forwarder, Kept } from './forwarder';
import { refuseQuestion } from './refuse-question';

export interface Tlsa {
  readonly usage: number;
  readonly selector: number;
  readonly matchingType: number;
  readonly data: Buffer;
}

/** Data of each type that may be asked for. Names are lower case, without a trailing dot; the root is an empty string. */
export interface RecordData {
  readonly A: string;
  readonly AAAA: string;
  readonly CNAME: string;
  readonly MX: { readonly preference: number; readonly exchange: string };
  readonly PTR: string;
  readonly TLSA: Tlsa;
  /** Strings of the record put together, one character for each octet. */
  readonly TXT: string;
}

/** secure: a resolver that may be believed checked it; insecure: it says that there is nothing to check; unknown: nobody knows. */
export type Dnssec = 'secure' | 'insecure' | 'unknown';

/**
 * Why there is no answer; none of them says anything of what DNS holds. bogus: its DNSSEC check failed; blocked: such a name is not
 * asked for.
 */
export type LookupFailure =
  'timeout' | 'unreachable' | 'malformed' | 'servfail' | 'refused' | 'bogus' | 'blocked' | 'overloaded';

export type Lookup<T> =
  | {
      readonly ok: true;
      /** False: there is no such name. */
      readonly exists: boolean;
      readonly values: readonly T[];
      readonly dnssec: Dnssec;
      /** The name that the records are of, aliases followed. */
      readonly canonical: string;
      /** Seconds that the answer still lasts. */
      readonly ttl: number;
    }
  | { readonly ok: false; readonly failure: LookupFailure };

export interface Resolver {
  /** `name` as written anywhere; Unicode is read as A-labels. Never rejects. */
  query<T extends keyof RecordData>(name: string, type: T): Promise<Lookup<RecordData[T]>>;
}

const TYPES: Readonly<Record<keyof RecordData, number>> = {
  A: 1,
  CNAME: 5,
  PTR: 12,
  MX: 15,
  TXT: 16,
  AAAA: 28,
  TLSA: 52,
};
const IN = 1;
const NXDOMAIN = 3;
const SERVFAIL = 2;
const REFUSED = 5;
/** RFC 8914 4: codes that tell a failed DNSSEC check from other trouble. */
const BOGUS = { from: 6, to: 12 };
/** Forged, blocked, censored, filtered (RFC 8914 4.5, 4.16 to 4.18): not what DNS holds. */
const WITHHELD = new Set([4, 15, 16, 17]);
const MAX_ALIASES = 16;

/** Reads records out of what the forwarder answers. `testNames`: names for tests and examples may be asked for. */
export function resolver({ ask }: Forwarder, testNames: boolean): Resolver {
  return {
    async query(written, type) {
      const judged = askable(written);
      const name = judged.ok ? judged.name : null;
      const refusal = refuseQuestion({ name: name ?? written, type: TYPES[type], class: IN }, testNames);
      if (name === null || refusal) {
        return refusal?.rcode === NXDOMAIN
          ? { ok: true, exists: false, values: [], dnssec: 'unknown', canonical: written.toLowerCase(), ttl: 0 }
          : { ok: false, failure: 'blocked' };
      }
      const question = { name, type: TYPES[type], dnssec: true, unchecked: false };
      const came = await ask(question);
      if (!came.ok) return { ok: false, failure: came.failure };
      const { kept } = came;
      const { rcode, edns } = kept.scanned;
      const errors = edns?.errors ?? [];
      if (errors.some((code) => WITHHELD.has(code))) return { ok: false, failure: 'blocked' };
      if (rcode === SERVFAIL) {
        if (errors.some((code) => code >= BOGUS.from && code <= BOGUS.to)) return { ok: false, failure: 'bogus' };
        // not every resolver says why: what comes without its check failed by its check
        const unchecked = kept.judges ? await ask({ ...question, unchecked: true }) : null;
        const there = unchecked?.ok === true && [0, NXDOMAIN].includes(unchecked.kept.scanned.rcode);
        return { ok: false, failure: there ? 'bogus' : 'servfail' };
      }
      if (rcode !== 0 && rcode !== NXDOMAIN) return { ok: false, failure: rcode === REFUSED ? 'refused' : 'servfail' };
      const read = readRecords(kept, name, type);
      if (!read) return { ok: false, failure: 'malformed' };
      const dnssec = kept.authentic ? 'secure' : kept.judges ? 'insecure' : 'unknown';
      return { ok: true, exists: rcode === 0, ...read, dnssec, ttl: came.seconds };
    },
  };
}

interface Owned {
  readonly name: string;
  readonly type: string;
  readonly data: unknown;
}

/** The records at the end of the chain of aliases; null if the message cannot be read or goes in a ring. */
function readRecords<T extends keyof RecordData>(
  { octets, scanned }: Kept,
  name: string,
  type: T,
): { values: RecordData[T][]; canonical: string } | null {
  let answers: readonly Owned[];
  try {
    answers = (packet.decode(octets).answers ?? []) as readonly Owned[];
  } catch {
    return null;
  }
  // a number less than the header promises would be a record that the library passed over
  if (answers.length !== scanned.answers) return null;
  const byOwner = new Map<string, Owned[]>();
  for (const answer of answers) {
    const owner = tidy(answer.name);
    const set = byOwner.get(owner);
    if (set) set.push(answer);
    else byOwner.set(owner, [answer]);
  }
  let canonical = name;
  for (let links = 0; links <= MAX_ALIASES; links++) {
    const set = byOwner.get(canonical) ?? [];
    const found = set.filter((record) => record.type === type);
    const alias = set.find((record) => record.type === 'CNAME');
    if (found.length > 0 || !alias) {
      const values = found.map(({ data }) => READ[type](data as never));
      return values.includes(null) ? null : { values: values as RecordData[T][], canonical };
    }
    canonical = tidy(String(alias.data));
  }
  return null;
}

const tidy = (name: string): string => (name === '.' ? '' : name.toLowerCase());

const READ: { readonly [T in keyof RecordData]: (data: never) => RecordData[T] | null } = {
  A: (data: string) => data,
  AAAA: (data: string) => data,
  CNAME: (data: string) => tidy(data),
  PTR: (data: string) => tidy(data),
  MX: ({ preference = 0, exchange }: { preference?: number; exchange: string }) => ({
    preference,
    exchange: tidy(exchange),
  }),
  TLSA: ({ usage, selector, matchingType, certificate }: Omit<Tlsa, 'data'> & { certificate: Buffer }) => ({
    usage,
    selector,
    matchingType,
    data: certificate,
  }),
  TXT: (data: readonly Buffer[]) => Buffer.concat(data).toString('latin1'),
};
