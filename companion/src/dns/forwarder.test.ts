import { describe, expect, it } from 'vitest';
import { forwarder } from './forwarder';
import type { ForwarderOptions } from './forwarder';
import type { Question } from './question';
import { scanMessage } from './scan-message';
import { a, replyTo, soa } from './testing/name-server';
import type { Upstream, UpstreamAnswer } from './upstream';

const QUESTION: Question = { name: 'mx.example.org', type: 1, dnssec: true, unchecked: false };
const asked = { id: 0, name: 'mx.example.org', type: 'A' };
const answer = (reply: Parameters<typeof replyTo>[1]): UpstreamAnswer => {
  const octets = replyTo(asked, reply);
  const scanned = scanMessage(octets);
  if (!scanned) throw new Error('a test writes a whole message');
  return { ok: true, octets, scanned };
};
const found = (ttl = 100) => answer({ answers: [a('mx.example.org', '192.0.2.1', ttl)] });
const AD = 0x20;

function world(options: Partial<ForwarderOptions> & { authentic?: boolean } = {}) {
  let now = 1_000_000;
  const state = { calls: [] as string[], next: (): UpstreamAnswer | Promise<UpstreamAnswer> => found() };
  const upstream = (label: string): Upstream => ({
    label,
    authentic: options.authentic ?? true,
    async ask({ name }) {
      state.calls.push(`${label} ${name}`);
      return state.next();
    },
    close: () => undefined,
  });
  const made = forwarder({
    upstreams: [upstream('a')],
    now: () => now,
    validating: false,
    maxEntries: 100,
    maxOctets: 1_000_000,
    staleSeconds: 0,
    maxInFlight: 10,
    ...options,
  });
  return { ...made, state, upstream, pass: (seconds: number) => (now += seconds * 1000) };
}

describe('what is kept', () => {
  it('an answer, for its TTL', async () => {
    const { ask, state, pass } = world();
    expect(await ask(QUESTION)).toMatchObject({ from: 'upstream', seconds: 100 });
    pass(60.5);
    expect(await ask(QUESTION)).toMatchObject({ from: 'cache', seconds: 39 });
    pass(40);
    expect(await ask(QUESTION)).toMatchObject({ from: 'upstream' });
    expect(state.calls).toHaveLength(2);
  });

  it('a denial, for its SOA’s minimum, and no longer than an hour', async () => {
    const { ask, state, pass } = world();
    state.next = () => answer({ rcode: 3, authorities: [soa('example.org', 90_000, 90_000)] });
    expect(await ask(QUESTION)).toMatchObject({ seconds: 3_600 });
    pass(3_601);
    expect(await ask(QUESTION)).toMatchObject({ from: 'upstream' });
  });

  it('an answer, for a day at most', async () => {
    const { ask, state } = world();
    state.next = () => found(1_000_000);
    expect(await ask(QUESTION)).toMatchObject({ seconds: 86_400 });
  });

  it('nothing with a TTL of zero', async () => {
    const { ask, state } = world();
    state.next = () => found(0);
    await ask(QUESTION);
    await ask(QUESTION);
    expect(state.calls).toHaveLength(2);
  });

  it('a failure, for a second, and says that it lasts no time', async () => {
    const { ask, state, pass } = world();
    state.next = () => answer({ rcode: 2 });
    await ask(QUESTION);
    expect(await ask(QUESTION)).toMatchObject({ from: 'cache', seconds: 0 });
    pass(1.1);
    await ask(QUESTION);
    expect(state.calls).toHaveLength(2);
  });

  it('silence, never', async () => {
    const { ask, state } = world();
    state.next = () => ({ ok: false, failure: 'timeout' });
    expect(await ask(QUESTION)).toEqual({ ok: false, failure: 'timeout' });
    await ask(QUESTION);
    expect(state.calls).toHaveLength(2);
  });

  it('by name, type, DO and CD', async () => {
    const { ask, state } = world();
    const others: Partial<Question>[] = [
      {},
      { name: 'b.example.org' },
      { type: 28 },
      { dnssec: false },
      { unchecked: true },
    ];
    for (const other of [...others, ...others]) await ask({ ...QUESTION, ...other });
    expect(state.calls).toHaveLength(others.length);
  });

  it('no more entries and octets than allowed', async () => {
    const few = world({ maxEntries: 3 });
    for (let index = 0; index < 10; index++) await few.ask({ ...QUESTION, name: `${index}.example.org` });
    expect(few.size()).toBe(3);
    const small = world({ maxOctets: 1_500 });
    for (let index = 0; index < 10; index++) await small.ask({ ...QUESTION, name: `${index}.example.org` });
    expect(small.size()).toBeLessThan(4);
  });
});

describe('what is asked', () => {
  it('the same question once, however many wait', async () => {
    const { ask, state } = world();
    const { promise, resolve } = Promise.withResolvers<UpstreamAnswer>();
    state.next = () => promise;
    const all = Promise.all([ask(QUESTION), ask(QUESTION), ask(QUESTION)]);
    resolve(found());
    expect(await all).toMatchObject([{ ok: true }, { ok: true }, { ok: true }]);
    expect(state.calls).toHaveLength(1);
  });

  it('no more at once than allowed', async () => {
    const { ask, state } = world({ maxInFlight: 2 });
    const { promise, resolve } = Promise.withResolvers<UpstreamAnswer>();
    state.next = () => promise;
    const names = ['a', 'b', 'c'].map((label) => ({ ...QUESTION, name: `${label}.example.org` }));
    const all = names.map((question) => ask(question));
    expect(await all[2]).toEqual({ ok: false, failure: 'overloaded' });
    resolve(found());
    expect(await all[0]).toMatchObject({ ok: true });
  });

  it('another resolver where one fails or refuses', async () => {
    for (const poor of [answer({ rcode: 2 }), answer({ rcode: 5 }), { ok: false, failure: 'timeout' } as const]) {
      const base = world();
      const { ask } = world({ upstreams: [base.upstream('a'), base.upstream('b')] });
      base.state.next = () => (base.state.calls.at(-1)?.startsWith('a') ? poor : found());
      expect(await ask(QUESTION)).toMatchObject({ ok: true, kept: { scanned: { rcode: 0 } } });
      expect(base.state.calls).toEqual(['a mx.example.org', 'b mx.example.org']);
    }
  });

  it('last, a resolver that failed three times on end, for ten seconds', async () => {
    const base = world();
    let now = 0;
    const { ask } = world({ upstreams: [base.upstream('a'), base.upstream('b')], now: () => now });
    base.state.next = () => (base.state.calls.at(-1)?.startsWith('a') ? { ok: false, failure: 'timeout' } : found(0));
    for (let round = 0; round < 3; round++) await ask(QUESTION);
    base.state.calls.length = 0;
    await ask(QUESTION);
    expect(base.state.calls).toEqual(['b mx.example.org']);
    now = 10_001;
    await ask(QUESTION);
    expect(base.state.calls.at(-2)).toBe('a mx.example.org');
  });

  it('anew, before the time is up', async () => {
    const { ask, state, pass } = world();
    await ask(QUESTION);
    pass(95);
    expect(await ask(QUESTION)).toMatchObject({ from: 'cache', seconds: 5 });
    await Promise.resolve();
    expect(state.calls).toHaveLength(2);
    await new Promise((resolve) => setImmediate(resolve));
    expect(await ask(QUESTION)).toMatchObject({ from: 'cache', seconds: 100 });
  });
});

describe('what is stale', () => {
  it.each<[string, UpstreamAnswer]>([
    ['silence', { ok: false, failure: 'timeout' }],
    ['a failure', answer({ rcode: 2 })],
  ])('stands in for %s, as long as allowed', async (_, poor) => {
    const { ask, state, pass } = world({ staleSeconds: 60 });
    await ask(QUESTION);
    pass(130);
    state.next = () => poor;
    expect(await ask(QUESTION)).toMatchObject({ from: 'stale', seconds: 30, kept: { scanned: { rcode: 0 } } });
    pass(60);
    expect(await ask(QUESTION)).not.toMatchObject({ from: 'stale' });
  });

  it('is not given out unless allowed', async () => {
    const { ask, state, pass } = world();
    await ask(QUESTION);
    pass(101);
    state.next = () => ({ ok: false, failure: 'timeout' });
    expect(await ask(QUESTION)).toEqual({ ok: false, failure: 'timeout' });
  });
});

describe('AD is believed', () => {
  it.each<[string, boolean, boolean, boolean, boolean]>([
    ['of a validating resolver on a way nobody can change', true, true, false, true],
    ['not of one that was not declared validating', false, true, false, false],
    ['not from over an open network', true, false, false, false],
    ['not where no check was wanted', true, true, true, false],
  ])('%s', async (_, validating, authentic, unchecked, believed) => {
    const { ask, state } = world({ validating, authentic });
    state.next = () => answer({ flags: AD, answers: [a('mx.example.org', '192.0.2.1')] });
    expect(await ask({ ...QUESTION, unchecked })).toMatchObject({ kept: { authentic: believed } });
  });
});
