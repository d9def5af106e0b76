import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RecordType } from '../verify/world';
import type { DohOptions, Sent } from './doh-world';
import { ATTEMPT_MS, dohWorld, MAX_ALIASES, MAX_DENIAL_TTL, MAX_TTL, RETRIES } from './doh-world';
import { memoryCache } from './memory-cache';
import { MAX_MESSAGE, readMessage, TYPES } from './read-message';
import type { Parts } from './testing/message';
import { a, AD, cname, message, RESPONSE, soa, txt } from './testing/message';

const URL_ = 'https://dns.example/dns-query';
const DNS = { 'content-type': 'application/dns-message' };

type Reply = Parts | Response | Error | 'hang';

interface Setting extends Partial<DohOptions> {
  /** By "TYPE name"; of a list, each question takes the next, the last for good. */
  readonly zone?: Readonly<Record<string, Reply | readonly Reply[]>>;
}

/** A World whose resolver is a table, and all that was seen of it. */
function setUp({ zone = {}, ...options }: Setting = {}) {
  const calls: { url: string; init: RequestInit; asked: string }[] = [];
  const sent: Sent[] = [];
  const counts = new Map<string, number>();
  let clock = 1_000_000;
  const world = dohWorld({
    url: URL_,
    now: () => clock,
    onAsked: (one) => sent.push(one),
    async fetch(url, init) {
      const query = readMessage(octetsOf(url, init));
      const [question] = query?.questions ?? [];
      const type = Object.entries(TYPES).find(([, number]) => number === question?.type)?.[0];
      const asked = `${type} ${question?.name}`;
      calls.push({ url, init, asked });
      const entry = zone[asked];
      const count = counts.get(asked) ?? 0;
      counts.set(asked, count + 1);
      const reply = Array.isArray(entry) ? (entry[Math.min(count, entry.length - 1)] as Reply) : (entry as Reply);
      if (reply === 'hang') return new Promise<Response>(() => {});
      if (reply instanceof Error) throw reply;
      if (reply instanceof Response) return reply.clone();
      const parts: Parts = reply ?? { flags: RESPONSE | 3, authorities: [soa('example', 60)] };
      return answer(message({ questions: [[question?.name ?? '', question?.type ?? 0]], ...parts }));
    },
    ...options,
  });
  return { world, calls, sent, wait: (seconds: number) => void (clock += seconds * 1000) };
}

const answer = (octets: Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}): Response =>
  new Response(octets, { headers: { ...DNS, ...headers } });

function octetsOf(url: string, init: RequestInit): Uint8Array {
  if (init.method === 'POST') return init.body as Uint8Array;
  const text = new URL(url).searchParams.get('dns') ?? '';
  expect(text).toMatch(/^[\w-]+$/);
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0));
}

const ADDRESS: Parts = { answers: [a('a.example', '192.0.2.1')] };
const values = (...value: string[]) => ({ ok: true, value, dnssec: 'unknown' });
const failed = (failure: string) => ({ ok: false, failure });

describe('asking', () => {
  it('GET, as RFC 8484 4.1 says', async () => {
    const { world, calls } = setUp({ zone: { 'A a.example': ADDRESS } });
    expect(await world.dns('A.example.', 'A')).toEqual(values('192.0.2.1'));
    expect(calls).toHaveLength(1);
    expect(calls[0]!.url).toMatch(/^https:\/\/dns\.example\/dns-query\?dns=AAABIAABAAAAAAABAWEHZXhhbXBsZQAAAQAB/);
    expect(calls[0]!.init).toMatchObject({
      method: 'GET',
      headers: { accept: 'application/dns-message' },
      redirect: 'manual',
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    });
    expect(calls[0]!.init.body).toBeUndefined();
  });

  it('POST', async () => {
    const { world, calls } = setUp({ method: 'POST', zone: { 'A a.example': ADDRESS } });
    expect(await world.dns('a.example', 'A')).toEqual(values('192.0.2.1'));
    expect(calls[0]!.url).toBe(URL_);
    expect(calls[0]!.init).toMatchObject({ method: 'POST', headers: DNS });
  });

  it('beside a query of the resolver’s own', async () => {
    const { world, calls } = setUp({ url: `${URL_}?who=me`, zone: { 'A a.example': ADDRESS } });
    await world.dns('a.example', 'A');
    expect(calls[0]!.url).toContain('/dns-query?who=me&dns=');
  });

  it.each(['localhost', 'printer.local', 'com', '1.0.0.10.in-addr.arpa', 'alice@example.com', 'x.invalid', 'a..b'])(
    'never for %s',
    async (name) => {
      const { world, calls, sent } = setUp();
      expect(await world.dns(name, 'A')).toMatchObject({ ok: false, failure: /blocked|nxdomain/ });
      expect([calls, sent]).toEqual([[], []]);
    },
  );

  it('is told before it leaves, each question once', async () => {
    const { world, sent } = setUp({ zone: { 'A a.example': new TypeError('unreachable') } });
    await world.dns('a.example', 'A');
    expect(sent).toEqual([{ name: 'a.example', type: 'A', url: URL_, at: 1_000_000 }]);
  });

  it('different questions at once, the same one once', async () => {
    const { world, calls } = setUp({ zone: { 'A a.example': ADDRESS } });
    const types: RecordType[] = ['A', 'AAAA', 'MX', 'TXT', 'A', 'A'];
    const answers = await Promise.all(types.map((type) => world.dns('a.example', type)));
    expect(calls.map(({ asked }) => asked)).toEqual(['A a.example', 'AAAA a.example', 'MX a.example', 'TXT a.example']);
    expect([answers[0], answers[4], answers[5]]).toEqual(Array(3).fill(values('192.0.2.1')));
  });
});

describe('answers', () => {
  it.each<[string, Reply, object]>([
    ['values', ADDRESS, values('192.0.2.1')],
    ['no records', { authorities: [soa('example', 60)] }, values()],
    ['no name', { flags: RESPONSE | 3 }, failed('nxdomain')],
    ['failure', { flags: RESPONSE | 2 }, failed('servfail')],
    ['refusal', { flags: RESPONSE | 5 }, failed('refused')],
    ['another id', { id: 9, ...ADDRESS }, failed('malformed')],
    ['another question', { questions: [['b.example', 1]], ...ADDRESS }, failed('malformed')],
    ['HTTP 404', new Response('', { status: 404, headers: DNS }), failed('refused')],
    ['HTTP 415', new Response(null, { status: 415 }), failed('refused')],
    ['HTTP 429', new Response(null, { status: 429 }), failed('refused')],
    [
      'a redirect',
      new Response(null, { status: 302, headers: { location: 'https://other.example/' } }),
      failed('refused'),
    ],
    ['HTTP 204', new Response(null, { status: 204 }), failed('refused')],
    ['a page', new Response('<html>', { headers: { 'content-type': 'text/html' } }), failed('malformed')],
    ['JSON', new Response('{}', { headers: { 'content-type': 'application/dns-json' } }), failed('malformed')],
    ['no type', new Response(new Uint8Array(20)), failed('malformed')],
    ['no body', new Response(null, { headers: DNS }), failed('malformed')],
    ['too much', answer(new Uint8Array(MAX_MESSAGE + 1)), failed('malformed')],
  ])('%s', async (_, reply, expected) => {
    const { world, calls } = setUp({ zone: { 'A a.example': reply } });
    expect(await world.dns('a.example', 'A')).toEqual(expected);
    expect(calls).toHaveLength(1);
  });

  it('of a type with parameters, in other letters', async () => {
    const octets = message({ questions: [['a.example', 1]], ...ADDRESS });
    const reply = new Response(octets, { headers: { 'content-type': 'Application/DNS-Message; charset=x' } });
    const { world } = setUp({ zone: { 'A a.example': reply } });
    expect(await world.dns('a.example', 'A')).toEqual(values('192.0.2.1'));
  });

  it('as large as a message can be', async () => {
    const strings = Array.from({ length: 255 }, () => 'x'.repeat(255));
    const whole = message({ questions: [['a.example', 16]], answers: [txt('a.example', strings)] });
    const { world } = setUp({ zone: { 'TXT a.example': answer(whole) } });
    expect(await world.dns('a.example', 'TXT')).toEqual(values('x'.repeat(255 * 255)));
  });

  it('that comes in pieces', async () => {
    const whole = message({ questions: [['a.example', 1]], ...ADDRESS });
    const body = new ReadableStream({
      start(controller) {
        for (const octet of whole) controller.enqueue(Uint8Array.of(octet));
        controller.close();
      },
    });
    const { world } = setUp({ fetch: () => Promise.resolve(new Response(body, { headers: DNS })) });
    expect(await world.dns('a.example', 'A')).toEqual(values('192.0.2.1'));
  });

  it('without end is cut off', async () => {
    let pieces = 0;
    let cancelled = false;
    const body = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(10_000 + pieces++)),
      cancel: () => void (cancelled = true),
    });
    const { world } = setUp({ fetch: () => Promise.resolve(new Response(body, { headers: DNS })) });
    expect(await world.dns('a.example', 'A')).toEqual(failed('malformed'));
    expect(pieces).toBeLessThan(10);
    expect(cancelled).toBe(true);
  });

  it.each<[boolean, number, string]>([
    [true, AD, 'secure'],
    [true, 0, 'insecure'],
    [false, AD, 'unknown'],
    [false, 0, 'unknown'],
  ])('trusted %s, AD %i: %s', async (trusted, ad, dnssec) => {
    const { world } = setUp({ trusted, zone: { 'A a.example': { flags: RESPONSE | ad, ...ADDRESS } } });
    expect(await world.dns('a.example', 'A')).toMatchObject({ dnssec });
  });
});

describe('aliases', () => {
  const link = (from: string, to: string, ad = 0, ttl = 300): Parts => ({
    flags: RESPONSE | ad,
    answers: [cname(from, to, ttl)],
  });
  const chain = (links: number) => ({
    ...Object.fromEntries(
      Array.from({ length: links }, (_, at) => [`A n${at}.example`, link(`n${at}.example`, `n${at + 1}.example`)]),
    ),
    [`A n${links}.example`]: { answers: [a(`n${links}.example`, '192.0.2.1')] },
  });

  it('are asked on', async () => {
    const { world, sent } = setUp({ zone: chain(2) });
    expect(await world.dns('n0.example', 'A')).toEqual(values('192.0.2.1'));
    expect(sent.map(({ name }) => name)).toEqual(['n0.example', 'n1.example', 'n2.example']);
  });

  it.each([
    [MAX_ALIASES, values('192.0.2.1')],
    [MAX_ALIASES + 1, failed('servfail')],
  ])('%i of them', async (links, expected) => {
    const { world, calls } = setUp({ zone: chain(links) });
    expect(await world.dns('n0.example', 'A')).toEqual(expected);
    expect(calls).toHaveLength(MAX_ALIASES + 1);
  });

  it('in a ring are refused, also for two that ask at once', async () => {
    const { world, calls } = setUp({
      zone: { 'A a.example': link('a.example', 'b.example'), 'A b.example': link('b.example', 'a.example') },
    });
    const both = await Promise.all([world.dns('a.example', 'A'), world.dns('b.example', 'A')]);
    expect(both).toEqual([failed('servfail'), failed('servfail')]);
    expect(calls.length).toBeLessThanOrEqual(4);
  });

  it.each([
    ['localhost', 'blocked'],
    ['db.internal', 'blocked'],
  ])('to %s are not followed', async (target, failure) => {
    const { world, calls } = setUp({ zone: { 'A a.example': link('a.example', target) } });
    expect(await world.dns('a.example', 'A')).toEqual(failed(failure));
    expect(calls).toHaveLength(1);
  });

  it.each([
    [AD, AD, 'secure'],
    [AD, 0, 'insecure'],
    [0, AD, 'insecure'],
  ])('are as good as the worst of them', async (first, second, dnssec) => {
    const { world } = setUp({
      trusted: true,
      zone: {
        'A a.example': link('a.example', 'b.example', first),
        'A b.example': { flags: RESPONSE | second, answers: [a('b.example', '192.0.2.1')] },
      },
    });
    expect(await world.dns('a.example', 'A')).toMatchObject({ ok: true, dnssec });
  });

  it('last as long as each of them', async () => {
    const { world, calls, wait } = setUp({
      zone: {
        'A a.example': link('a.example', 'b.example', 0, 10),
        'A b.example': { answers: [a('b.example', '192.0.2.1', 100)] },
      },
    });
    await world.dns('a.example', 'A');
    wait(11);
    await world.dns('a.example', 'A');
    expect(calls.map(({ asked }) => asked)).toEqual(['A a.example', 'A b.example', 'A a.example']);
  });
});

describe('keeping', () => {
  it.each<[string, Parts, number, number]>([
    ['values, their TTL', { answers: [a('a.example', '192.0.2.1', 60)] }, 60, 1],
    ['values, not longer', { answers: [a('a.example', '192.0.2.1', 60)] }, 61, 2],
    ['a TTL of zero, not at all', { answers: [a('a.example', '192.0.2.1', 0)] }, 0, 2],
    ['a TTL of years, a day', { answers: [a('a.example', '192.0.2.1', 0x7fffffff)] }, MAX_TTL - 1, 1],
    ['a TTL of years, no more', { answers: [a('a.example', '192.0.2.1', 0x7fffffff)] }, MAX_TTL, 2],
    ['no records, as the SOA says', { authorities: [soa('example', 60)] }, 59, 1],
    ['no records, no longer', { authorities: [soa('example', 60)] }, 60, 2],
    ['no name, as the SOA says', { flags: RESPONSE | 3, authorities: [soa('example', 60)] }, 59, 1],
    [
      'no name, an hour at most',
      { flags: RESPONSE | 3, authorities: [soa('example', 90_000, 90_000)] },
      MAX_DENIAL_TTL,
      2,
    ],
    ['no name without an SOA, not at all', { flags: RESPONSE | 3 }, 0, 2],
  ])('%s', async (_, reply, seconds, questions) => {
    const { world, calls, sent, wait } = setUp({ zone: { 'A a.example': reply } });
    const first = await world.dns('a.example', 'A');
    wait(seconds === 60 && questions === 1 ? 59 : seconds);
    expect(await world.dns('a.example', 'A')).toEqual(first);
    expect(calls).toHaveLength(questions);
    expect(sent).toHaveLength(questions);
  });

  it('counts the time in caches on the way (RFC 8484 5.1)', async () => {
    const octets = message({ questions: [['a.example', 1]], answers: [a('a.example', '192.0.2.1', 60)] });
    const { world, calls, wait } = setUp({ zone: { 'A a.example': answer(octets, { age: '50' }) } });
    await world.dns('a.example', 'A');
    wait(9);
    await world.dns('a.example', 'A');
    expect(calls).toHaveLength(1);
    wait(2);
    await world.dns('a.example', 'A');
    expect(calls).toHaveLength(2);
  });

  it.each<[string, Reply]>([
    ['failure', { flags: RESPONSE | 2 }],
    ['refusal', { flags: RESPONSE | 5 }],
    ['no message', { id: 7 }],
    ['HTTP 403', new Response(null, { status: 403 })],
    ['no connection', new TypeError('unreachable')],
  ])('never: %s', async (_, reply) => {
    const replies = [...Array<Reply>(reply instanceof TypeError ? 1 + RETRIES : 1).fill(reply), ADDRESS];
    const { world } = setUp({ zone: { 'A a.example': replies } });
    expect(await world.dns('a.example', 'A')).toMatchObject({ ok: false });
    expect(await world.dns('a.example', 'A')).toEqual(values('192.0.2.1'));
  });

  it('for Worlds that share it, by resolver', async () => {
    const cache = memoryCache();
    const first = setUp({ cache, zone: { 'A a.example': ADDRESS } });
    const second = setUp({ cache, zone: { 'A a.example': ADDRESS } });
    const other = setUp({ cache, url: 'https://other.example/', zone: { 'A a.example': ADDRESS } });
    await Promise.all([first, second, other].map(({ world }) => world.dns('a.example', 'A')));
    expect([first, second, other].map(({ sent }) => sent.length)).toEqual([1, 0, 1]);
  });

  it('not when the clock was set back', async () => {
    const { world, calls, wait } = setUp({ zone: { 'A a.example': ADDRESS } });
    await world.dns('a.example', 'A');
    wait(-2 * MAX_TTL);
    await world.dns('a.example', 'A');
    expect(calls).toHaveLength(2);
  });
});

describe('waiting', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('ends, after one more attempt', async () => {
    const { world, calls, sent } = setUp({ zone: { 'A a.example': 'hang' } });
    const asked = world.dns('a.example', 'A');
    await vi.advanceTimersByTimeAsync(ATTEMPT_MS - 1);
    expect(calls).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(calls).toHaveLength(1 + RETRIES);
    await vi.advanceTimersByTimeAsync(ATTEMPT_MS);
    expect(await asked).toEqual(failed('timeout'));
    expect(calls.every(({ init }) => init.signal?.aborted)).toBe(true);
    expect(sent).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each<[string, Reply]>([
    ['it took too long', 'hang'],
    ['nothing could be reached', new TypeError('unreachable')],
    ['HTTP 503', new Response(null, { status: 503 })],
  ])('the second attempt may answer: %s', async (_, first) => {
    const { world } = setUp({ zone: { 'A a.example': [first, ADDRESS] } });
    const asked = world.dns('a.example', 'A');
    await vi.advanceTimersByTimeAsync(ATTEMPT_MS);
    expect(await asked).toEqual(values('192.0.2.1'));
  });

  it.each<[Reply, string]>([
    [new TypeError('unreachable'), 'refused'],
    [new Response(null, { status: 500 }), 'refused'],
  ])('two attempts that fail', async (reply, failure) => {
    const { world, calls } = setUp({ zone: { 'A a.example': reply } });
    expect(await world.dns('a.example', 'A')).toEqual(failed(failure));
    expect(calls).toHaveLength(2);
  });

  it('ends for a body that does not come', async () => {
    const { world } = setUp({ fetch: () => Promise.resolve(new Response(new ReadableStream(), { headers: DNS })) });
    const asked = world.dns('a.example', 'A');
    await vi.advanceTimersByTimeAsync(2 * ATTEMPT_MS);
    expect(await asked).toEqual(failed('timeout'));
  });

  it('ends when nobody wants to know any more', async () => {
    const leaving = new AbortController();
    const { world, calls } = setUp({ signal: leaving.signal, zone: { 'A a.example': 'hang' } });
    const asked = world.dns('a.example', 'A');
    await vi.advanceTimersByTimeAsync(1);
    leaving.abort();
    expect(await asked).toEqual(failed('timeout'));
    expect(calls[0]!.init.signal?.aborted).toBe(true);
    expect(await world.dns('b.example', 'A')).toEqual(failed('not-asked'));
    await vi.advanceTimersByTimeAsync(10 * ATTEMPT_MS);
    expect(calls).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});
