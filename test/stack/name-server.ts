/**
 * A name server on loopback that knows the names of network.ts and nothing else (RFC 1035): A, AAAA and PTR. Exim confirms a
 * client's name by DNS alone.
 */
import { Buffer } from 'node:buffer';
import { createSocket } from 'node:dgram';
import { NAMES } from './network.ts';

const PORT = 53;
const TTL_SECONDS = 60;
const TYPES: Readonly<Record<number, 'A' | 'PTR' | 'AAAA'>> = { 1: 'A', 12: 'PTR', 28: 'AAAA' };
const NXDOMAIN = 3;
/** An answer, authoritative, to a query that asked for recursion or not. */
const RESPONSE_FLAGS = 0x8580;
/** The question's name stands at octet 12; answers point there (4.1.4). */
const NAME_OF_QUESTION = Buffer.from([0xc0, 0x0c]);
const HEADER_OCTETS = 12;

export function startNameServer(): Promise<{ stop(): Promise<void> }> {
  const socket = createSocket('udp4');
  socket.on('message', (query, client) => {
    const answer = answerTo(query);
    if (answer) socket.send(answer, client.port, client.address);
  });
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(PORT, '127.0.0.1', () => resolve({ stop: () => new Promise((done) => socket.close(() => done())) }));
  });
}

/** The answer to a query with one question; null for what is no such query. */
export function answerTo(query: Buffer): Buffer | null {
  if (query.length < HEADER_OCTETS + 5 || query.readUInt16BE(4) !== 1) return null;
  const labels: string[] = [];
  let at = HEADER_OCTETS;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    if (at + 1 + length >= query.length) return null;
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  if (at + 5 > query.length) return null;
  const name = labels.join('.').toLowerCase();
  const type = query.readUInt16BE(at + 1);
  const question = query.subarray(HEADER_OCTETS, at + 5);
  const data = dataOf(name, TYPES[type]);
  const header = Buffer.alloc(HEADER_OCTETS);
  query.copy(header, 0, 0, 2);
  header.writeUInt16BE(RESPONSE_FLAGS | (known(name) ? 0 : NXDOMAIN), 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(data.length, 6);
  const records = data.map((octets) => {
    const fixed = Buffer.alloc(10);
    fixed.writeUInt16BE(type, 0);
    fixed.writeUInt16BE(1, 2);
    fixed.writeUInt32BE(TTL_SECONDS, 4);
    fixed.writeUInt16BE(octets.length, 8);
    return Buffer.concat([NAME_OF_QUESTION, fixed, octets]);
  });
  return Buffer.concat([header, question, ...records]);
}

const known = (name: string): boolean => NAMES.some(([address, host]) => host === name || reverse(address) === name);

function dataOf(name: string, type: 'A' | 'PTR' | 'AAAA' | undefined): Buffer[] {
  if (type === 'PTR') return NAMES.filter(([address]) => reverse(address) === name).map(([, host]) => wire(host));
  return NAMES.filter(([address, host]) => host === name && type === (address.includes(':') ? 'AAAA' : 'A')).map(
    ([address]) => octetsOf(address),
  );
}

const wire = (name: string): Buffer =>
  Buffer.concat([
    ...name.split('.').map((label) => Buffer.from([label.length, ...Buffer.from(label)])),
    Buffer.from([0]),
  ]);

function octetsOf(address: string): Buffer {
  if (!address.includes(':')) return Buffer.from(address.split('.').map(Number));
  const [left = '', right = ''] = address.split('::');
  const groups = (text: string) => text.split(':').filter(Boolean);
  const zeros = 8 - groups(left).length - groups(right).length;
  const all = [...groups(left), ...Array.from({ length: zeros }, () => '0'), ...groups(right)];
  return Buffer.concat(all.map((group) => Buffer.from(group.padStart(4, '0'), 'hex')));
}

function reverse(address: string): string {
  const octets = octetsOf(address);
  if (octets.length === 4) return `${[...octets].reverse().join('.')}.in-addr.arpa`;
  return `${[...octets.toString('hex')].reverse().join('.')}.ip6.arpa`;
}
