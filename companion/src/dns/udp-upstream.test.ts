import packet from 'dns-packet';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeUpstream } from './make-upstream';
import type { Question } from './question';
import { startNameServer, a, replyTo } from './testing/name-server';
import type { Asked, NameServer, Respond } from './testing/name-server';
import type { Upstream } from './upstream';

const QUESTION: Question = { name: 'mx.example.org', type: 1, dnssec: true, unchecked: false };
const good = (asked: Asked) => replyTo(asked, { answers: [a(asked.name, '192.0.2.1')] });

let server: NameServer;
let upstreams: Upstream[];
beforeEach(async () => {
  server = await startNameServer(good);
  upstreams = [];
});
afterEach(async () => {
  for (const upstream of upstreams) upstream.close();
  await server.close();
});

function ask(
  respond: Respond,
  { kind = 'udp' as 'udp' | 'tcp', randomCase = false, timeout = 400, port = server.port } = {},
) {
  server.respond = respond;
  const upstream = makeUpstream({ kind, label: 'x', address: '127.0.0.1', port }, { randomCase });
  upstreams.push(upstream);
  return upstream.ask(QUESTION, AbortSignal.timeout(timeout));
}

describe('over UDP', () => {
  it('asks with EDNS, DO, AD, no client subnet, and takes the answer', async () => {
    expect(await ask(good)).toMatchObject({ ok: true, scanned: { rcode: 0, answers: 1 } });
    const {
      flag_ad: ad,
      flag_rd: rd,
      additionals,
    } = packet.decode(server.asked[0]?.raw ?? Buffer.alloc(0)) as never as {
      flag_ad: boolean;
      flag_rd: boolean;
      additionals: {
        udpPayloadSize: number;
        flag_do: boolean;
        options: { code: number; sourcePrefixLength: number }[];
      }[];
    };
    expect({ ad, rd, opt: additionals[0] }).toMatchObject({
      ad: true,
      rd: true,
      opt: { udpPayloadSize: 1232, flag_do: true, options: [{ code: 8, sourcePrefixLength: 0 }] },
    });
  });

  it('ids and ports are not the same each time', async () => {
    for (let round = 0; round < 8; round++) await ask(good);
    expect(new Set(server.asked.map(({ id }) => id)).size).toBeGreaterThan(5);
    expect(new Set(server.asked.map(({ port }) => port)).size).toBeGreaterThan(5);
  });

  it.each<[string, (asked: Asked) => Buffer]>([
    ['another id', (asked) => replyTo(asked, { id: asked.id ^ 1, answers: [a(asked.name, '203.0.113.66')] })],
    [
      'another name',
      (asked) => replyTo(asked, { name: 'mx.example.net', answers: [a('mx.example.net', '203.0.113.66')] }),
    ],
    ['another type', (asked) => replyTo({ ...asked, type: 'AAAA' })],
    ['a query', ({ raw }) => raw],
    ['no message', () => Buffer.from('hello')],
  ])('%s is passed over, and the answer behind it taken', async (_, wrong) => {
    const answer = await ask((asked) => [wrong(asked), good(asked)]);
    expect(answer.ok && answer.octets.includes(Buffer.from([192, 0, 2, 1]))).toBe(true);
    expect(answer.ok && answer.octets.includes(Buffer.from([203, 0, 113, 66]))).toBe(false);
  });

  it('another id alone is no answer', async () => {
    expect(await ask((asked) => replyTo(asked, { id: asked.id ^ 1 }))).toEqual({ ok: false, failure: 'timeout' });
  });

  it('a case that was not asked for counts only where it was not chosen by chance', async () => {
    const shouted = (asked: Asked) => replyTo(asked, { name: asked.name.toUpperCase() });
    expect(await ask(shouted)).toMatchObject({ ok: true });
    expect(await ask(shouted, { randomCase: true })).toEqual({ ok: false, failure: 'timeout' });
    expect(await ask(good, { randomCase: true })).toMatchObject({ ok: true });
  });

  it('goes over to TCP on truncation, whole or cut within a record', async () => {
    const cut = (asked: Asked) =>
      replyTo(asked, { flags: packet.TRUNCATED_RESPONSE, answers: [a(asked.name, '192.0.2.9')] });
    for (const less of [0, 5]) {
      server.asked.length = 0;
      const answer = await ask((asked) => {
        const octets = cut(asked);
        return asked.transport === 'udp' ? octets.subarray(0, octets.length - less) : good(asked);
      });
      expect(answer).toMatchObject({ ok: true, scanned: { truncated: false } });
      expect(server.asked.map(({ transport }) => transport)).toEqual(['udp', 'tcp']);
    }
  });

  it('goes over to TCP when somebody guesses', async () => {
    const guesses = (asked: Asked) =>
      Array.from({ length: 40 }, (_, index) => replyTo(asked, { id: (asked.id + index + 1) & 0xffff }));
    const answer = await ask((asked) => (asked.transport === 'udp' ? guesses(asked) : good(asked)), { timeout: 3_000 });
    expect(answer).toMatchObject({ ok: true });
    expect(server.asked.at(-1)?.transport).toBe('tcp');
  });

  it('asks again after silence', async () => {
    let count = 0;
    expect(await ask((asked) => (++count === 1 ? null : good(asked)), { timeout: 3_000 })).toMatchObject({ ok: true });
    expect(count).toBe(2);
  });

  it('knows at once that nobody listens', async () => {
    const { port } = server;
    await server.close();
    const began = Date.now();
    expect(await ask(good, { port, timeout: 1_000 })).toEqual({ ok: false, failure: 'unreachable' });
    expect(Date.now() - began).toBeLessThan(900);
    server = await startNameServer(good);
  });
});

describe('over TCP', () => {
  it('asks many questions over one connection, answered in any order', async () => {
    const held: Asked[] = [];
    const upstream = makeUpstream(
      { kind: 'tcp', label: 'x', address: '127.0.0.1', port: server.port },
      { randomCase: false },
    );
    upstreams.push(upstream);
    server.respond = (asked) => {
      held.push(asked);
      return held.length === 3 ? held.reverse().map(good) : null;
    };
    const signal = AbortSignal.timeout(2_000);
    const names = ['one.example.org', 'two.example.org', 'three.example.org'];
    const answers = await Promise.all(names.map((name) => upstream.ask({ ...QUESTION, name }, signal)));
    expect(answers.map((answer) => answer.ok && answer.scanned.question.name)).toEqual(names);
    expect(new Set(server.asked.map(({ port }) => port)).size).toBe(1);
  });

  it('opens a new connection when the old one was closed meanwhile', async () => {
    const upstream = makeUpstream(
      { kind: 'tcp', label: 'x', address: '127.0.0.1', port: server.port },
      { randomCase: false },
    );
    upstreams.push(upstream);
    expect(await upstream.ask(QUESTION, AbortSignal.timeout(1_000))).toMatchObject({ ok: true });
    const { port } = server;
    await server.close();
    expect(await upstream.ask(QUESTION, AbortSignal.timeout(1_000))).toEqual({ ok: false, failure: 'unreachable' });
    expect(port).toBeGreaterThan(0);
    server = await startNameServer(good);
  });

  it.each<[string, Respond, string]>([
    ['another question', (asked) => replyTo(asked, { name: 'mx.example.net' }), 'malformed'],
    ['no message under our id', ({ raw }) => Buffer.concat([raw.subarray(0, 2), Buffer.from('xx')]), 'malformed'],
    ['silence', () => null, 'timeout'],
    ['truncation', (asked) => replyTo(asked, { flags: packet.TRUNCATED_RESPONSE }), 'malformed'],
  ])('%s', async (_, respond, failure) => {
    expect(await ask(respond, { kind: 'tcp' })).toEqual({ ok: false, failure });
  });
});
