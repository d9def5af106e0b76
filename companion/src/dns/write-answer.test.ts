import packet from 'dns-packet';
import { describe, expect, it } from 'vitest';
import type { Kept } from './forwarder';
import { refuseQuestion } from './refuse-question';
import { scanMessage } from './scan-message';
import type { Scanned } from './scan-message';
import { a, replyTo } from './testing/name-server';
import { writeAnswer, writeRefusal } from './write-answer';
import { writeQuery } from './write-query';

function scan(octets: Buffer): Scanned {
  const scanned = scanMessage(octets);
  if (!scanned) throw new Error('no message');
  return scanned;
}
const upstream = { id: 0, name: 'mx.example.org', type: 'A' };
function kept(octets: Buffer, authentic = true): Kept {
  return { octets, scanned: scan(octets), authentic, judges: true, at: 0, until: 300_000 };
}
const ANSWER = replyTo(upstream, { answers: [a('mx.example.org', '192.0.2.1', 300)], errors: [6] });
const withEdns = (name = 'mx.example.org', id = 77) => {
  const query = writeQuery({ name, type: 1, dnssec: true, unchecked: false }, { id, randomCase: false, padded: false });
  return [query, scan(query)] as const;
};
const without = (flags = packet.RECURSION_DESIRED) => {
  const query = packet.encode({ type: 'query', id: 78, flags, questions: [{ name: 'Mx.Example.ORG', type: 'A' }] });
  return [query, scan(query)] as const;
};

it('id, question and OPT are the client’s, TTLs less what passed', () => {
  const written = writeAnswer(kept(ANSWER), ...withEdns(), 40);
  expect(scan(written)).toMatchObject({ id: 77, authentic: true, lasting: 260, edns: { dnssec: true, errors: [6] } });
  const bare = writeAnswer(kept(ANSWER), ...without(), 40);
  expect(scan(bare)).toMatchObject({
    id: 78,
    authentic: false,
    lasting: 260,
    edns: null,
    question: { name: 'Mx.Example.ORG' },
  });
  expect(packet.decode(bare).answers).toMatchObject([{ data: '192.0.2.1', ttl: 260 }]);
});

it('AD only if asked for and believed', () => {
  expect(scan(writeAnswer(kept(ANSWER), ...without(packet.AUTHENTIC_DATA), 0)).authentic).toBe(true);
  expect(scan(writeAnswer(kept(ANSWER, false), ...withEdns(), 0)).authentic).toBe(false);
});

it('what stands behind an OPT is left out with it', () => {
  const octets = Buffer.concat([ANSWER, Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 1, 44, 0, 4, 192, 0, 2, 9])]);
  octets.writeUInt16BE(2, 10);
  expect(scan(writeAnswer(kept(octets), ...withEdns(), 10))).toMatchObject({ answers: 1, lasting: 290 });
  expect(scan(writeAnswer(kept(octets), ...without(), 10)).edns).toBeNull();
});

it('never below zero', () => {
  expect(scan(writeAnswer(kept(ANSWER), ...withEdns(), 400)).lasting).toBe(0);
});

describe('what goes no further', () => {
  const question = (name: string | null, type = 1, of = 1) => refuseQuestion({ name, type, class: of }, false);
  it.each([
    ['mx.example.org', 1, 1, null],
    ['_25._tcp.mx.example.org', 52, 1, null],
    ['mx.example.org', 65, 1, null],
    ['mx.example.org', 255, 1, { rcode: 5, extended: 21 }],
    ['mx.example.org', 252, 1, { rcode: 5, extended: 21 }],
    ['mx.example.org', 41, 1, { rcode: 5, extended: 21 }],
    ['mx.example.org', 1, 3, { rcode: 5, extended: 21 }],
    ['printer.local', 1, 1, { rcode: 5, extended: 15 }],
    ['nas.internal', 1, 1, { rcode: 5, extended: 15 }],
    ['router.home.arpa', 1, 1, { rcode: 5, extended: 15 }],
    ['host', 1, 1, { rcode: 5, extended: 15 }],
    ['1.0.0.10.in-addr.arpa', 12, 1, { rcode: 5, extended: 15 }],
    ['x.onion', 1, 1, { rcode: 5, extended: 15 }],
    [null, 1, 1, { rcode: 5, extended: 15 }],
    ['x.invalid', 1, 1, { rcode: 3, extended: null }],
    ['lab.test', 1, 1, { rcode: 3, extended: null }],
    ['bank.example', 1, 1, { rcode: 3, extended: null }],
  ])('%s %d %d', (name, type, of, expected) => {
    expect(question(name, type, of)).toEqual(expected);
  });

  it('a laboratory’s names go on in a laboratory', () => {
    expect(refuseQuestion({ name: 'lab.test', type: 1, class: 1 }, true)).toBeNull();
    expect(refuseQuestion({ name: 'x.local', type: 1, class: 1 }, true)).not.toBeNull();
  });

  it('is answered with a reason', () => {
    expect(scan(writeRefusal(...withEdns(), 5, 15))).toMatchObject({ id: 77, rcode: 5, edns: { errors: [15] } });
    expect(scan(writeRefusal(...without(), 3, null))).toMatchObject({ id: 78, rcode: 3, edns: null });
  });
});
