import { HEADER } from './scan-message';
import type { Scanned } from './scan-message';
import type { Kept } from './forwarder';

/** QR, and RA: it is a resolver that answers. */
const ANSWER_FLAGS = 0x8080;
const RD = 0x100;
const AD = 0x20;
const CD = 0x10;
const DO = 0x80;
const OPT = 41;
const EDE = 15;
const UDP_OCTETS = 1232;

/**
 * The message for a client, from one that is kept: with the client's id, its question letter by letter, TTLs less the seconds since, AD
 * only where it may be believed and was asked for (RFC 6840 5.7), and an OPT record of our own, if the client sent one.
 */
export function writeAnswer(kept: Kept, query: Buffer, asked: Scanned, seconds: number): Buffer {
  const { scanned } = kept;
  const opt = scanned.edns;
  // what stands behind it may point into it: then the additional records, which nobody is owed, are left out
  const last = opt === null || opt.end === kept.octets.length;
  const end = opt === null ? kept.octets.length : last ? opt.start : scanned.additionalAt;
  const own = asked.edns ? writeOpt(asked, scanned.rcode, scanned.edns?.errors ?? []) : EMPTY;
  const octets = Buffer.allocUnsafe(end + own.length);
  kept.octets.copy(octets, 0, 0, end);
  own.copy(octets, end);
  query.copy(octets, HEADER, HEADER, asked.question.end);
  octets.writeUInt16BE(asked.id, 0);
  const wantsAd = asked.authentic || asked.edns?.dnssec === true;
  octets.writeUInt16BE(
    ANSWER_FLAGS |
      (asked.recursionDesired ? RD : 0) |
      (kept.authentic && wantsAd ? AD : 0) |
      (asked.unchecked ? CD : 0) |
      (scanned.rcode & 15),
    2,
  );
  const others = last ? octets.readUInt16BE(10) - (opt ? 1 : 0) : 0;
  octets.writeUInt16BE(others + (asked.edns ? 1 : 0), 10);
  for (const at of scanned.ttls)
    if (at < end) octets.writeUInt32BE(Math.max(0, Math.min(octets.readUInt32BE(at), 0x7fffffff) - seconds), at);
  return octets;
}

/** An answer without records, by our own word. */
export function writeRefusal(query: Buffer, asked: Scanned, rcode: number, extended: number | null): Buffer {
  const head = Buffer.from(query.subarray(0, asked.question.end));
  head.writeUInt16BE(
    ANSWER_FLAGS | (asked.opcode << 11) | (asked.recursionDesired ? RD : 0) | (asked.unchecked ? CD : 0) | (rcode & 15),
    2,
  );
  for (const at of [6, 8]) head.writeUInt16BE(0, at);
  head.writeUInt16BE(asked.edns ? 1 : 0, 10);
  return asked.edns ? Buffer.concat([head, writeOpt(asked, rcode, extended === null ? [] : [extended])]) : head;
}

const EMPTY = Buffer.alloc(0);

function writeOpt(asked: Scanned, rcode: number, errors: readonly number[]): Buffer {
  const option = errors.flatMap((code) => [0, EDE, 0, 2, code >> 8, code & 255]);
  const dnssec = asked.edns?.dnssec ? DO : 0;
  return Buffer.from([
    ...[0, 0, OPT, UDP_OCTETS >> 8, UDP_OCTETS & 255],
    ...[(rcode >> 4) & 255, 0, dnssec, 0],
    ...[option.length >> 8, option.length & 255],
    ...option,
  ]);
}
