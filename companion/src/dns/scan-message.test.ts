import packet from 'dns-packet';
import { describe, expect, it } from 'vitest';
import { scanMessage } from './scan-message';
import { a, replyTo, soa } from './testing/name-server';

const asked = { id: 7, name: 'mx.example.org', type: 'A' };
const txt = { type: 'TXT', name: 'mx.example.org', ttl: 20, data: ['x'] };
const alias = { type: 'CNAME', name: 'mx.example.org', ttl: 30, data: 'other.example.org' };

describe('how long an answer lasts', () => {
  it.each<[string, Parameters<typeof replyTo>[1], number]>([
    ['one record', { answers: [a('mx.example.org', '192.0.2.1', 60)] }, 60],
    ['the least of several', { answers: [alias, a('other.example.org', '192.0.2.1', 60)] }, 30],
    ['a TTL over 31 bits is zero', { answers: [a('mx.example.org', '192.0.2.1', 0x80000001)] }, 0],
    ['a denial: the SOA’s minimum', { rcode: 3, authorities: [soa('example.org', 900, 40)] }, 40],
    ['a denial: the SOA’s own TTL', { authorities: [soa('example.org', 25, 40)] }, 25],
    ['a denial without SOA', { rcode: 3 }, 0],
    ['an alias that leads to nothing', { answers: [alias], authorities: [soa('example.org', 900, 10)] }, 10],
    ['records of another type only', { answers: [txt] }, 0],
  ])('%s', (_, reply, seconds) => {
    expect(scanMessage(replyTo(asked, reply))?.lasting).toBe(seconds);
  });
});

it('reads flags, question, extended code and errors', () => {
  const octets = replyTo(asked, { flags: packet.AUTHENTIC_DATA, rcode: 2, errors: [6, 22] });
  expect(scanMessage(octets)).toMatchObject({
    id: 7,
    response: true,
    authentic: true,
    truncated: false,
    rcode: 2,
    question: { name: 'mx.example.org', type: 1, class: 1 },
    edns: { errors: [6, 22], end: octets.length },
  });
});

it('a label with a dot, a space or an octet over 126 is no name', () => {
  for (const octet of [46, 32, 0, 127, 200]) {
    const octets = replyTo(asked);
    octets[13] = octet;
    expect(scanMessage(octets)?.question.name).toBeNull();
  }
});

describe('what is no message', () => {
  const whole = replyTo(asked, { answers: [alias, a('other.example.org', '192.0.2.1')], errors: [6] });

  it('any beginning of one, or one with more behind it', () => {
    expect(scanMessage(whole)).not.toBeNull();
    for (let length = 0; length < whole.length; length++) expect(scanMessage(whole.subarray(0, length))).toBeNull();
    expect(scanMessage(Buffer.concat([whole, Buffer.from([0])]))).toBeNull();
  });

  it.each<[string, (octets: Buffer) => void]>([
    ['no question', (octets) => octets.writeUInt16BE(0, 4)],
    ['two questions', (octets) => octets.writeUInt16BE(2, 4)],
    ['more records than there are', (octets) => octets.writeUInt16BE(9, 6)],
    ['a label of 64 octets', (octets) => octets.writeUInt8(64, 12)],
    ['a pointer to itself', (octets) => octets.writeUInt16BE(0xc00c, 12)],
  ])('%s', (_, harm) => {
    const octets = Buffer.from(whole);
    harm(octets);
    expect(scanMessage(octets)).toBeNull();
  });

  it('a second OPT', () => {
    const opt = whole.subarray(scanMessage(whole)?.edns?.start);
    const octets = Buffer.concat([whole, opt]);
    octets.writeUInt16BE(2, 10);
    expect(scanMessage(octets)).toBeNull();
  });

  it('whatever octets: it never throws', () => {
    let seed = 1;
    const next = () => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) >> 16;
    for (let round = 0; round < 5_000; round++) {
      const octets = Buffer.from(whole);
      for (let change = 0; change < 4; change++) octets[next() % octets.length] = next() & 255;
      expect(() => scanMessage(octets)).not.toThrow();
    }
  });
});
