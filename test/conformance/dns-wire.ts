/**
 * The vectors of dns-packet, as far as the types that are read and the messages that are asked go, and the examples of RFC 8484.
 * What a vector of another type holds is not read here; that its message is read is.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { askable } from '../../lib/dns/askable';
import { dohWorld } from '../../lib/dns/doh-world';
import { readAnswer } from '../../lib/dns/read-answer';
import { readMessage, TYPES } from '../../lib/dns/read-message';
import { readName } from '../../lib/dns/read-name';
import { writeQuery } from '../../lib/dns/write-query';
import { dataFolder } from './data-folder';
import type { Outcome } from './received-chains';

interface Vector {
  readonly test: string;
  readonly type: string;
  readonly op: 'encode' | 'decode' | 'streamEncode' | 'streamDecode';
  readonly value: unknown;
  readonly hex: string | null;
  readonly offset?: number;
  readonly error?: string;
}

interface Example {
  readonly name: string;
  readonly hex: string;
  readonly qname?: string;
  readonly base64url?: string;
  readonly answer?: { readonly ttl: number; readonly data: string };
}

/** Where the suite asks for more or for less than the RFCs, by test, operation and a part of the value or the octets. */
const DEVIATIONS: readonly { readonly of: string; readonly why: string }[] = [
  {
    of: 'name_decoding decode 0000c000c002',
    why: 'RFC 9267 2: 8,192 pointers for one name are more than a name can need',
  },
  { of: 'name_encoding encode com', why: 'RFC 6761 6: a name of one label is not asked of anybody' },
  { of: 'name_encoding encode .', why: 'RFC 6761 6: nor is the root' },
  { of: 'name_encoding encode a\\.b', why: 'RFC 1123 2.1: no host or mail domain has a dot inside a label; not asked' },
  { of: 'name_encoding encode root\\.mail', why: 'RFC 1123 2.1: the same' },
  {
    of: 'response decode 0000800000000001000000000568656c6c6f016103636f6d0000018001',
    why: 'RFC 6762 10.2: the cache-flush bit is of multicast DNS; class 0x8001 is not IN',
  },
];

const octetsOf = (hex: string): Uint8Array =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const hexOf = (octets: Uint8Array): string => Array.from(octets, (one) => one.toString(16).padStart(2, '0')).join('');

/** Some packets stand ten octets into their buffer, which the suite does not say: without these they are another's. */
const AHEAD = 10;

/** A vector's name for the list above. */
const told = ({ test, op, value, hex, offset }: Vector): string => {
  const octets = (hex ?? '').slice(op === 'decode' && offset === AHEAD ? 2 * AHEAD : 0);
  return `${test} ${op} ${op === 'encode' && typeof value === 'string' ? value : octets.slice(0, 60)}`;
};

/** Data of a vector in presentation form. */
function presented(type: string, value: unknown): string {
  const fields = value as Record<string, unknown>;
  switch (type) {
    case 'mx':
      return `${String(fields['preference'])} ${String(fields['exchange'])}`;
    case 'soa':
      return ['mname', 'rname', 'serial', 'refresh', 'retry', 'expire', 'minimum']
        .map((field) => String(fields[field]))
        .join(' ');
    case 'txt':
      return (value as readonly (string | { readonly $hex: string })[])
        .map((one) => (typeof one === 'string' ? one : String.fromCharCode(...octetsOf(one.$hex))))
        .join('');
    default:
      return String(value);
  }
}

function placed(cases: readonly Vector[]): readonly Vector[] {
  const bare = new Set(cases.filter(({ type }) => type === 'packet').map(({ hex }) => hex));
  return cases.map((one) =>
    one.type === 'packet' && bare.has((one.hex ?? '').slice(2 * AHEAD)) ? { ...one, offset: AHEAD } : one,
  );
}

const numberOf = (type: string): number | undefined => (TYPES as Readonly<Record<string, number>>)[type.toUpperCase()];

/** Null where the vector is right, else what was found; undefined where it is not ours to judge. */
function judge(vector: Vector): string | null | undefined {
  const { type, op, hex, error } = vector;
  const decodes = op === 'decode' || op === 'streamDecode';
  if (type === 'name') return decodes ? judgeName(vector) : judgeNameWritten(vector);
  if (!decodes || hex === null || error !== undefined) return undefined;
  if (type === 'packet') return judgePacket(vector);
  if (type === 'opt' || type === 'ns' || numberOf(type) === undefined) return undefined;
  const data = octetsOf(hex).subarray(vector.offset ?? 0);
  // a message with one answer, of the root
  const head = [0, 0, 0x80, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, numberOf(type) ?? 0, 0, 1, 0, 0, 0, 0];
  const read = readMessage(Uint8Array.from([...head, ...data]))?.answers[0]?.data;
  return read === presented(type, vector.value) ? null : `read ${String(read)}`;
}

function judgeName({ hex, offset, value, error }: Vector): string | null {
  const read = readName(octetsOf(hex ?? ''), offset ?? 0);
  const wanted = error === undefined ? value : undefined;
  return read?.name === wanted ? null : `read ${String(read?.name).slice(0, 60)}`;
}

function judgeNameWritten({ hex, value }: Vector): string | null {
  const may = askable(String(value));
  if (!may.ok) return `not asked: ${may.failure}`;
  const query = hexOf(writeQuery(may.name, 'A').subarray(12));
  const end = query.indexOf('00000100010000290') + 2;
  return hex?.startsWith(query.slice(0, end)) ? null : `wrote ${query.slice(0, end)}`;
}

interface Packet {
  readonly id: number;
  readonly type: string;
  readonly flag_tc: boolean;
  readonly flag_ad: boolean;
  readonly rcode: string;
  readonly questions: readonly { readonly name: string; readonly type: string; readonly class: string }[];
  readonly answers: readonly PacketRecord[];
  readonly authorities: readonly PacketRecord[];
}
interface PacketRecord {
  readonly name: string;
  readonly type: string;
  readonly ttl: number;
  readonly data: unknown;
}

const CLASSES: Readonly<Record<string, number>> = { IN: 1, CH: 3 };

function judgePacket({ op, hex, offset, value }: Vector): string | null {
  const octets = octetsOf(hex ?? '').subarray(op === 'streamDecode' ? 2 : (offset ?? 0));
  const read = readMessage(octets);
  if (!read) return 'not read';
  const packet = value as Packet;
  // the codes in the suite's packets are all NOERROR
  const wanted = JSON.stringify([
    [packet.id, packet.type === 'response', packet.flag_tc, packet.flag_ad, packet.rcode === 'NOERROR'],
    packet.questions.map((one) => [one.name, CLASSES[one.class]]),
    [packet.answers, packet.authorities].map((list) => list.map(recordOf)),
  ]);
  const got = JSON.stringify([
    [read.id, read.response, read.truncated, read.authentic, (read.code & 15) === 0],
    read.questions.map((one) => [one.name, one.class]),
    [read.answers, read.authorities].map((list) => list.map((one) => [one.name, one.ttl, one.data])),
  ]);
  return got === wanted ? null : `read ${got}, wanted ${wanted}`;
}

/** Of types that are not read, the data is null. */
function recordOf({ name, type, ttl, data }: PacketRecord): unknown {
  const known = numberOf(type) !== undefined && !['NS', 'OPT'].includes(type);
  return [name, ttl, known ? presented(type.toLowerCase(), data) : null];
}

function runVectors(tally: Outcome): void {
  const text = readFileSync(join(dataFolder(), '09-dns-wire', 'dns-packet', 'vectors.json'), 'utf8');
  const { cases } = JSON.parse(text) as { readonly cases: readonly Vector[] };
  const passed = new Map(DEVIATIONS.map(({ of }) => [of, 0]));
  const met = new Set<string>();
  let others = 0;
  let count = 0;
  for (const vector of placed(cases)) {
    const fault = judge(vector);
    if (fault === undefined) {
      others++;
      continue;
    }
    count++;
    const name = told(vector);
    const known = DEVIATIONS.find(({ of }) =>
      of.endsWith('.') || of.endsWith('com') ? name === of : name.startsWith(of),
    );
    if (known) met.add(known.of);
    if (known && fault === null) passed.set(known.of, (passed.get(known.of) ?? 0) + 1);
    if (fault === null || known) tally.passed++;
    else {
      tally.failed++;
      tally.lines.push(`${name}: ${fault}`);
    }
  }
  if (count === 0) tally.failed++;
  for (const { of } of DEVIATIONS) {
    if (met.has(of) && passed.get(of) === 0) continue;
    tally.failed++;
    tally.lines.push(`${of}: listed as wrong, but it passes or is not there: take it off the list`);
  }
  tally.lines.push(
    `${count} vectors of dns-packet, ${DEVIATIONS.length} kinds of deviation; ${others} of what is not read or written here`,
  );
}

async function runExamples(tally: Outcome): Promise<void> {
  const text = readFileSync(join(dataFolder(), '09-dns-wire', 'rfc8484', 'examples.json'), 'utf8');
  const { cases } = JSON.parse(text) as { readonly cases: readonly Example[] };
  for (const example of cases) {
    const right = example.answer ? judgeAnswer(example) : await judgeQuestion(example);
    if (right) tally.passed++;
    else {
      tally.failed++;
      tally.lines.push(`RFC 8484 ${example.name}`);
    }
  }
  if (cases.length === 0) tally.failed++;
  tally.lines.push(`${cases.length} examples of RFC 8484`);
}

function judgeAnswer({ hex, answer }: Example): boolean {
  const link = readAnswer(octetsOf(hex), 'www.example.com', 'AAAA');
  return link.kind === 'values' && link.values.join() === answer?.data && link.ttl === answer.ttl;
}

/** The question is the example's, octet by octet; header and EDNS are what the example leaves to choose. */
async function judgeQuestion({ hex, qname = '', base64url = '' }: Example): Promise<boolean> {
  let asked = '';
  const world = dohWorld({
    url: 'https://dnsserver.example.net/dns-query',
    now: () => 0,
    fetch(url) {
      asked = new URL(url).search;
      return Promise.reject(new TypeError('nobody is there'));
    },
  });
  await world.dns(qname, 'A');
  const plain = asked.replace('?dns=', '');
  const sent = (value: string): Uint8Array =>
    Uint8Array.from(atob(value.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0));
  const question = hex.slice(24);
  return (
    /^[\w-]+$/.test(plain) &&
    hexOf(sent(base64url)) === hex &&
    hexOf(sent(plain)).slice(24).startsWith(question) &&
    readMessage(octetsOf(hex))?.questions[0]?.name === qname.toLowerCase()
  );
}

export async function run(): Promise<Outcome> {
  const tally: Outcome = { passed: 0, failed: 0, lines: [] };
  runVectors(tally);
  await runExamples(tally);
  return tally;
}
