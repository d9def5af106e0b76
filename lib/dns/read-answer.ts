/**
 * Implements what a stub resolver makes of an answer: the question checked (RFC 5452 9.1 as far as HTTPS leaves it to do),
 * CNAME chains (RFC 1034 3.6.2), negative answers and how long they last (RFC 2308 2, 5), extended errors (RFC 8914).
 * Does not implement: DNSSEC validation; the resolver's word is passed on. DNAME (RFC 6672 3.1: the resolver adds the CNAMEs).
 */
import { isUnder } from '../verify/rfc/under';
import type { Failure, RecordType } from '../verify/world';
import type { DnsMessage, Resource } from './read-message';
import { readMessage, TYPES } from './read-message';

/** Aliases in one answer. Resolvers stop before that. */
export const MAX_LINKS = 16;

/** Seconds that the answer may be kept; zero for one that may not. */
interface Lasting {
  readonly ttl: number;
  /** The resolver says that it checked DNSSEC. */
  readonly authentic: boolean;
}

/** What one question was answered. Plain data: caches keep it. */
export type Link =
  | ({ readonly kind: 'values'; readonly values: readonly string[] } & Lasting)
  /** The chain of aliases leaves the answer: `target` is to be asked for. */
  | ({ readonly kind: 'alias'; readonly target: string } & Lasting)
  | ({ readonly kind: 'nxdomain' } & Lasting)
  | { readonly kind: 'failure'; readonly failure: Failure };

const NXDOMAIN = 3;
const CODES: Readonly<Record<number, Failure>> = { 2: 'servfail', 5: 'refused' };
/** RFC 8914 4: codes that tell a failed DNSSEC check from other trouble. */
const BOGUS = { from: 6, to: 12 };
/** RFC 8914 4.5, 4.16 to 4.18: forged, blocked, censored, filtered. Whatever it says, it is not what DNS holds. */
const WITHHELD = new Set([4, 15, 16, 17]);

const fail = (failure: Failure): Link => ({ kind: 'failure', failure });

/** Judges the octets that came for a question; `name` is as `askable` gives it. */
export function readAnswer(octets: Uint8Array, name: string, type: RecordType): Link {
  const message = readMessage(octets);
  if (!message || !message.response || message.opcode !== 0 || message.id !== 0 || message.truncated)
    return fail('malformed');
  const { code, questions, errors } = message;
  const known = code === 0 || code === NXDOMAIN;
  // A server that refuses may leave the question out; no other question is ever right.
  if (known || questions.length > 0) {
    const [question] = questions;
    const ours = question?.name === name && question.type === TYPES[type] && question.class === 1;
    if (!ours || questions.length !== 1) return fail('malformed');
  }
  if (errors.some((one) => WITHHELD.has(one))) return fail('blocked');
  if (known) return follow(message, name, TYPES[type]);
  const bogus = code === 2 && errors.some((one) => one >= BOGUS.from && one <= BOGUS.to);
  return fail(bogus ? 'bogus' : (CODES[code] ?? 'servfail'));
}

/** Walks the aliases. Records that stand in no chain from the question are not looked at. */
function follow(message: DnsMessage, name: string, type: number): Link {
  const byOwner = new Map<string, Resource[]>();
  for (const record of message.answers) {
    const set = byOwner.get(record.name);
    if (set) set.push(record);
    else byOwner.set(record.name, [record]);
  }
  const { authentic } = message;
  const seen = new Set([name]);
  let owner = name;
  let ttl = Infinity;
  for (;;) {
    const set = byOwner.get(owner) ?? [];
    const found = set.filter((record) => record.type === type);
    if (found.length > 0) {
      if (message.code !== 0) return fail('malformed');
      // RFC 2181 5: a record that stands there twice is one
      const values = [...new Set(found.map((record) => record.data ?? ''))];
      return { kind: 'values', values, ttl: shortest(ttl, found), authentic };
    }
    const aliases = set.filter((record) => record.type === TYPES.CNAME);
    const target = aliases[0]?.data;
    if (target == null) break;
    // RFC 2181 10.1: one alias per name
    if (aliases.some((record) => record.data !== target)) return fail('malformed');
    if (seen.has(target) || seen.size > MAX_LINKS) return fail('servfail');
    ttl = shortest(ttl, aliases);
    seen.add(target);
    owner = target;
  }
  const soa = message.authorities.find((record) => record.type === TYPES.SOA && isAbove(record.name, owner));
  // RFC 2308 5: without an SOA it is not to be kept
  const lasts = soa ? Math.min(ttl, soa.ttl, minimumOf(soa)) : 0;
  // RFC 2308 2.1: it is the last name of the chain that is not there
  if (message.code === NXDOMAIN) return { kind: 'nxdomain', ttl: lasts, authentic };
  if (!soa && owner !== name) return { kind: 'alias', target: owner, ttl, authentic };
  // RFC 2308 2.2.1: a referral says nothing of what is there
  if (!soa && message.authorities.some((record) => record.type === TYPES.NS)) return fail('servfail');
  return { kind: 'values', values: [], ttl: lasts, authentic };
}

const shortest = (ttl: number, records: readonly Resource[]): number =>
  records.reduce((least, record) => Math.min(least, record.ttl), ttl);

const isAbove = (zone: string, name: string): boolean => zone === '.' || isUnder(name, zone);

const minimumOf = ({ data }: Resource): number => Number(data?.slice(data.lastIndexOf(' ') + 1) ?? 0);
