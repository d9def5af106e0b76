/**
 * Implements the message of RFC 1035 section 4, read whole or not at all: header, questions, records of class IN with the data of
 * A, AAAA, CNAME, MX, PTR, SOA and TXT; the extended response code of RFC 6891 and the extended errors of RFC 8914.
 * Does not implement: the data of other types (kept without), other classes (left out).
 *
 * Why no package: `dns-packet` needs Node's Buffer. Its port to Uint8Array, `@dnsquery/dns-packet`, has had one release, reads
 * every type there is (8.3 kB gzipped; this and the query, 2.6), and takes what RFC 9267 warns of: a dot inside a label makes one
 * name pass for another, names run over the length of their data, pointers go on by the thousand, more follows after the end.
 */
import { readIp } from '../verify/rfc/ip';
import { readName } from './read-name';

/** Numbers of record types (RFC 1035 3.2.2, RFC 3596, RFC 6891). */
export const TYPES = { A: 1, NS: 2, CNAME: 5, SOA: 6, PTR: 12, MX: 15, TXT: 16, AAAA: 28, OPT: 41 } as const;
const CLASS_IN = 1;
const HEADER_OCTETS = 12;
/** Octets of a message: as many as its length fields could say over TCP. */
export const MAX_MESSAGE = 65_535;
/** Questions and records of one message. The largest sets of mail domains hold some two hundred. */
export const MAX_RECORDS = 1_000;
const EDE_OPTION = 15;

export interface Resource {
  readonly name: string;
  readonly type: number;
  /** Seconds. */
  readonly ttl: number;
  /** Presentation form, as `World` says; SOA as its seven fields with spaces between; null for types not read. */
  readonly data: string | null;
}

export interface DnsMessage {
  readonly id: number;
  readonly response: boolean;
  readonly opcode: number;
  readonly truncated: boolean;
  /** AD: the resolver says that it checked DNSSEC (RFC 6840 5.8). */
  readonly authentic: boolean;
  /** Response code, extended by EDNS. */
  readonly code: number;
  readonly questions: readonly { readonly name: string; readonly type: number; readonly class: number }[];
  readonly answers: readonly Resource[];
  readonly authorities: readonly Resource[];
  /** Codes of extended errors (RFC 8914). */
  readonly errors: readonly number[];
}

/** Reads a message; null if anything of it is not as it must be. */
export function readMessage(octets: Uint8Array): DnsMessage | null {
  if (octets.length < HEADER_OCTETS || octets.length > MAX_MESSAGE) return null;
  const counts = [4, 6, 8, 10].map((at) => word(octets, at)) as [number, number, number, number];
  if (counts[0] + counts[1] + counts[2] + counts[3] > MAX_RECORDS) return null;
  const questions: DnsMessage['questions'][number][] = [];
  let at = HEADER_OCTETS;
  for (let left = counts[0]; left > 0; left--) {
    const name = readName(octets, at);
    if (!name || name.next + 4 > octets.length) return null;
    questions.push({ name: name.name, type: word(octets, name.next), class: word(octets, name.next + 2) });
    at = name.next + 4;
  }
  const sections: [Resource[], Resource[], Resource[]] = [[], [], []];
  const errors: number[] = [];
  let extended = -1;
  for (const [section, into] of sections.entries()) {
    for (let left = counts[section + 1] ?? 0; left > 0; left--) {
      const owner = readName(octets, at);
      if (!owner || owner.next + 10 > octets.length) return null;
      const type = word(octets, owner.next);
      const start = owner.next + 10;
      const end = start + word(octets, owner.next + 8);
      if (end > octets.length) return null;
      at = end;
      if (type === TYPES.OPT) {
        // RFC 6891 6.1.1: one, of the root, in the last section
        if (extended >= 0 || section !== 2 || owner.name !== '.') return null;
        extended = octets[owner.next + 4] ?? 0;
        if (!readErrors(octets, start, end, errors)) return null;
        continue;
      }
      if (word(octets, owner.next + 2) !== CLASS_IN) continue;
      const data = readData(octets, type, start, end);
      if (data === undefined) return null;
      into.push({ name: owner.name, type, ttl: readTtl(octets, owner.next + 4), data });
    }
  }
  if (at !== octets.length) return null;
  const high = octets[2] ?? 0;
  const low = octets[3] ?? 0;
  return {
    id: word(octets, 0),
    response: (high & 0x80) !== 0,
    opcode: (high >> 3) & 15,
    truncated: (high & 2) !== 0,
    authentic: (low & 0x20) !== 0,
    code: (low & 15) | (Math.max(extended, 0) << 4),
    questions,
    answers: sections[0],
    authorities: sections[1],
    errors,
  };
}

/** The data in presentation form, null for a type that is not read, undefined if it is not as its type must be. */
function readData(octets: Uint8Array, type: number, start: number, end: number): string | null | undefined {
  switch (type) {
    case TYPES.A:
      return end - start === 4 ? octets.subarray(start, end).join('.') : undefined;
    case TYPES.AAAA:
      return end - start === 16 ? readAaaa(octets, start) : undefined;
    case TYPES.CNAME:
    case TYPES.PTR: {
      const name = readName(octets, start);
      return name?.next === end ? name.name : undefined;
    }
    case TYPES.MX: {
      const host = end - start > 2 ? readName(octets, start + 2) : null;
      return host?.next === end ? `${word(octets, start)} ${host.name}` : undefined;
    }
    case TYPES.TXT:
      return readTxt(octets, start, end);
    case TYPES.SOA:
      return readSoa(octets, start, end);
    default:
      return null;
  }
}

function readAaaa(octets: Uint8Array, start: number): string | undefined {
  const groups = [0, 2, 4, 6, 8, 10, 12, 14].map((at) => word(octets, start + at).toString(16));
  const text = readIp(groups.join(':')) ?? undefined;
  // `readIp` reads a mapped address as IPv4; a record of this type holds IPv6 (RFC 5952 5)
  return text === undefined || text.includes(':') ? text : `::ffff:${text}`;
}

/** The character-strings without anything between them (RFC 7208 3.3, RFC 6376 3.6.2.2), as a byte string. */
function readTxt(octets: Uint8Array, start: number, end: number): string | undefined {
  let text = '';
  for (let at = start; at < end;) {
    const next = at + 1 + (octets[at] ?? 0);
    if (next > end) return undefined;
    // 255 at most: no limit of arguments is near
    text += String.fromCharCode(...octets.subarray(at + 1, next));
    at = next;
  }
  return text;
}

function readSoa(octets: Uint8Array, start: number, end: number): string | undefined {
  const primary = readName(octets, start);
  const mailbox = primary && readName(octets, primary.next);
  if (!mailbox || mailbox.next + 20 !== end) return undefined;
  const numbers = [0, 4, 8, 12, 16].map((at) => double(octets, mailbox.next + at));
  return [primary.name, mailbox.name, ...numbers].join(' ');
}

/** Gathers extended errors; false if the options do not fill the record exactly. */
function readErrors(octets: Uint8Array, start: number, end: number, into: number[]): boolean {
  let at = start;
  while (at < end) {
    if (at + 4 > end) return false;
    const length = word(octets, at + 2);
    if (word(octets, at) === EDE_OPTION && length >= 2) into.push(word(octets, at + 4));
    at += 4 + length;
  }
  return at === end;
}

/** RFC 2181 8: a value with its highest bit set means zero. */
function readTtl(octets: Uint8Array, at: number): number {
  const ttl = double(octets, at);
  return ttl > 0x7fffffff ? 0 : ttl;
}

const word = (octets: Uint8Array, at: number): number => ((octets[at] ?? 0) << 8) | (octets[at + 1] ?? 0);
const double = (octets: Uint8Array, at: number): number => word(octets, at) * 65_536 + word(octets, at + 2);
