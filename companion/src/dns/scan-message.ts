/**
 * Implements the frame of a DNS message (RFC 1035 4.1), EDNS (RFC 6891 6.1), extended errors (RFC 8914 2), how long an answer lasts
 * (RFC 2308 5, RFC 8484 5.1: the least TTL of the answers; of a denial, the SOA's).
 * Does not implement: record data; that is read by who needs it. What does not add up to its last octet is no message.
 */

/** A message's frame. Offsets are octets from its beginning. */
export interface Scanned {
  readonly id: number;
  readonly response: boolean;
  readonly opcode: number;
  readonly truncated: boolean;
  readonly recursionDesired: boolean;
  readonly authentic: boolean;
  readonly unchecked: boolean;
  /** With the upper bits that EDNS adds. */
  readonly rcode: number;
  readonly question: {
    /** As written, case included; null if a label holds an octet that no host's or service's name has. */
    readonly name: string | null;
    readonly type: number;
    readonly class: number;
    readonly end: number;
  };
  /** Where the TTLs of all records but OPT stand. */
  readonly ttls: readonly number[];
  readonly additionalAt: number;
  readonly answers: number;
  readonly edns: null | {
    readonly start: number;
    readonly end: number;
    readonly version: number;
    readonly dnssec: boolean;
    readonly errors: readonly number[];
  };
  /** Seconds that the answer lasts; 0 if nothing says so. */
  readonly lasting: number;
}

export const HEADER = 12;
const RR_FIXED = 10;
const MAX_NAME = 255;
const OPT = 41;
const SOA = 6;
const IN = 1;
const NXDOMAIN = 3;
const EDE = 15;
/** RFC 2181 8: a TTL with the highest bit set is zero. */
const MAX_TTL = 0x7fffffff;

interface Record {
  readonly type: number;
  readonly ttlAt: number;
  readonly ttl: number;
  readonly start: number;
  readonly data: number;
  readonly end: number;
}

/** Reads the frame of a message with one question; null if it is none, or more or less than one. */
export function scanMessage(octets: Buffer): Scanned | null {
  if (octets.length < HEADER || octets.readUInt16BE(4) !== 1) return null;
  const flags = octets.readUInt16BE(2);
  const nameEnd = skipName(octets, HEADER);
  if (nameEnd === null || nameEnd + 4 > octets.length) return null;
  const type = octets.readUInt16BE(nameEnd);
  const counts = [6, 8, 10].map((at) => octets.readUInt16BE(at));
  const ttls: number[] = [];
  let edns: Scanned['edns'] = null;
  let least = MAX_TTL;
  let denial: number | null = null;
  let found = false;
  let high = 0;
  let at = nameEnd + 4;
  let additionalAt = octets.length;
  for (const [section, count] of counts.entries()) {
    if (section === 2) additionalAt = at;
    for (let index = 0; index < count; index++) {
      const record = readRecord(octets, at);
      if (!record) return null;
      at = record.end;
      if (record.type === OPT) {
        // RFC 6891 6.1.1: in the additional section, and one
        if (section !== 2 || edns) return null;
        const errors = readErrors(octets, record.data, record.end);
        if (!errors) return null;
        high = octets.readUInt8(record.ttlAt);
        edns = {
          start: record.start,
          end: record.end,
          version: octets.readUInt8(record.ttlAt + 1),
          dnssec: (octets.readUInt8(record.ttlAt + 2) & 0x80) !== 0,
          errors,
        };
        continue;
      }
      ttls.push(record.ttlAt);
      const ttl = record.ttl > MAX_TTL ? 0 : record.ttl;
      if (section === 0) {
        least = Math.min(least, ttl);
        found ||= record.type === type;
      } else if (section === 1 && record.type === SOA && record.end - record.data > 20) {
        denial = Math.min(ttl, octets.readUInt32BE(record.end - 4));
      }
    }
  }
  if (at !== octets.length) return null;
  const rcode = (high << 4) | (flags & 15);
  const denies = rcode === NXDOMAIN || !found;
  return {
    id: octets.readUInt16BE(0),
    response: (flags & 0x8000) !== 0,
    opcode: (flags >> 11) & 15,
    truncated: (flags & 0x200) !== 0,
    recursionDesired: (flags & 0x100) !== 0,
    authentic: (flags & 0x20) !== 0,
    unchecked: (flags & 0x10) !== 0,
    rcode,
    question: {
      name: readName(octets, HEADER),
      type,
      class: octets.readUInt16BE(nameEnd + 2),
      end: nameEnd + 4,
    },
    ttls,
    additionalAt,
    answers: counts[0] ?? 0,
    edns,
    lasting: denies ? Math.min(least, denial ?? 0) : least,
  };
}

function readRecord(octets: Buffer, start: number): Record | null {
  const after = skipName(octets, start);
  if (after === null || after + RR_FIXED > octets.length) return null;
  const type = octets.readUInt16BE(after);
  if (type !== OPT && octets.readUInt16BE(after + 2) !== IN) return null;
  const data = after + RR_FIXED;
  const end = data + octets.readUInt16BE(after + 8);
  if (end > octets.length) return null;
  return { type, ttlAt: after + 4, ttl: octets.readUInt32BE(after + 4), start, data, end };
}

/** The octet after a name; a pointer ends it, and points backwards. */
function skipName(octets: Buffer, start: number): number | null {
  let at = start;
  for (;;) {
    const length = octets[at];
    if (length === undefined) return null;
    if (length === 0) return at + 1;
    if ((length & 0xc0) === 0xc0) {
      const low = octets[at + 1];
      return low === undefined || (((length & 0x3f) << 8) | low) >= start ? null : at + 2;
    }
    if ((length & 0xc0) !== 0) return null;
    at += length + 1;
    if (at - start >= MAX_NAME) return null;
  }
}

/** The question's name: nothing stands before it that it could point to. */
function readName(octets: Buffer, start: number): string | null {
  const labels: string[] = [];
  let at = start;
  for (let length = octets[at] ?? 0; length > 0; length = octets[at] ?? 0) {
    for (let index = at + 1; index <= at + length; index++) {
      const octet = octets[index] ?? 0;
      // a dot inside a label would read as another name
      if (octet < 33 || octet > 126 || octet === 46) return null;
    }
    labels.push(octets.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  return labels.join('.');
}

/** Codes of extended errors among EDNS options; null if the options do not fill their place. */
function readErrors(octets: Buffer, start: number, end: number): number[] | null {
  const errors: number[] = [];
  let at = start;
  while (at < end) {
    if (at + 4 > end) return null;
    const data = at + 4;
    const after = data + octets.readUInt16BE(at + 2);
    if (after > end) return null;
    if (octets.readUInt16BE(at) === EDE && after - data >= 2) errors.push(octets.readUInt16BE(data));
    at = after;
  }
  return errors;
}
