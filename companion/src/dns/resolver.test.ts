import { describe, expect, it } from 'vitest';
import { forwarder } from './forwarder';
import { resolver } from './resolver';
import type { RecordData } from './resolver';
import { scanMessage } from './scan-message';
import { a, replyTo } from './testing/name-server';
import type { Question } from './question';
import type { UpstreamAnswer } from './upstream';

const AD = 0x20;
const TYPE_NAMES: Readonly<Record<number, string>> = { 1: 'A', 15: 'MX', 16: 'TXT', 52: 'TLSA' };

function world(
  reply: (question: Question) => Parameters<typeof replyTo>[1] | null,
  validating = true,
  testNames = true,
) {
  const asked: Question[] = [];
  const ask = async (question: Question): Promise<UpstreamAnswer> => {
    asked.push(question);
    const said = reply(question);
    if (!said) return { ok: false, failure: 'timeout' };
    const octets = replyTo({ id: 0, name: question.name, type: TYPE_NAMES[question.type] ?? 'A' }, said);
    const scanned = scanMessage(octets);
    return scanned ? { ok: true, octets, scanned } : { ok: false, failure: 'malformed' };
  };
  const made = forwarder({
    upstreams: [{ label: 'x', authentic: true, ask, close: () => undefined }],
    now: () => 0,
    validating,
    maxEntries: 100,
    maxOctets: 1_000_000,
    staleSeconds: 0,
    maxInFlight: 10,
  });
  return { ...resolver(made, testNames), asked };
}
const alias = (name: string, data: string) => ({ type: 'CNAME', name, data, ttl: 50 });

describe('records', () => {
  it.each<[keyof RecordData, object[], unknown[]]>([
    ['A', [a('x.example.org', '192.0.2.1'), a('x.example.org', '192.0.2.2')], ['192.0.2.1', '192.0.2.2']],
    [
      'MX',
      [{ type: 'MX', name: 'x.example.org', ttl: 9, data: { preference: 0, exchange: '.' } }],
      [{ preference: 0, exchange: '' }],
    ],
    [
      'MX',
      [{ type: 'MX', name: 'x.example.org', ttl: 9, data: { preference: 10, exchange: 'MX.example.ORG' } }],
      [{ preference: 10, exchange: 'mx.example.org' }],
    ],
    [
      'TXT',
      [{ type: 'TXT', name: 'x.example.org', ttl: 9, data: ['v=STSv1; ', Buffer.from([0xe9])] }],
      ['v=STSv1; \xe9'],
    ],
    [
      'TLSA',
      [
        {
          type: 'TLSA',
          name: 'x.example.org',
          ttl: 9,
          data: { usage: 3, selector: 1, matchingType: 1, certificate: Buffer.alloc(32, 7) },
        },
      ],
      [{ usage: 3, selector: 1, matchingType: 1, data: Buffer.alloc(32, 7) }],
    ],
  ])('%s', async (type, answers, values) => {
    expect(await world(() => ({ answers })).query('x.example.org', type)).toMatchObject({
      ok: true,
      exists: true,
      values,
    });
  });

  it('follows aliases and names the last; a ring is malformed', async () => {
    const chain = [
      alias('x.example.org', 'Y.example.org'),
      alias('y.example.org', 'z.example.org'),
      a('z.example.org', '192.0.2.1'),
    ];
    expect(await world(() => ({ answers: chain })).query('X.example.org.', 'A')).toMatchObject({
      canonical: 'z.example.org',
      values: ['192.0.2.1'],
      ttl: 50,
    });
    const ring = [alias('x.example.org', 'y.example.org'), alias('y.example.org', 'x.example.org')];
    expect(await world(() => ({ answers: ring })).query('x.example.org', 'A')).toEqual({
      ok: false,
      failure: 'malformed',
    });
  });

  it('of another name are not taken', async () => {
    const answers = [a('y.example.org', '203.0.113.66')];
    expect(await world(() => ({ answers })).query('x.example.org', 'A')).toMatchObject({ values: [] });
  });

  it('none, and no such name', async () => {
    expect(await world(() => ({})).query('x.example.org', 'A')).toMatchObject({ ok: true, exists: true, values: [] });
    expect(await world(() => ({ rcode: 3 })).query('x.example.org', 'A')).toMatchObject({ ok: true, exists: false });
  });
});

describe('DNSSEC', () => {
  const query = (flags: number, validating: boolean) =>
    world(() => ({ flags, answers: [] }), validating).query('x.example.org', 'A');
  it.each([
    [AD, true, 'secure'],
    [0, true, 'insecure'],
    [AD, false, 'unknown'],
    [0, false, 'unknown'],
  ])('%i, declared validating: %s', async (flags, validating, dnssec) => {
    expect(await query(flags, validating)).toMatchObject({ dnssec });
  });
});

describe('failures', () => {
  it.each<[string, (question: Question) => Parameters<typeof replyTo>[1] | null, string]>([
    ['the check failed, by its own word', () => ({ rcode: 2, errors: [6] }), 'bogus'],
    ['it answers only without its check', ({ unchecked }) => (unchecked ? {} : { rcode: 2 }), 'bogus'],
    ['it fails either way', () => ({ rcode: 2 }), 'servfail'],
    ['it refuses', () => ({ rcode: 5 }), 'refused'],
    ['it filters', () => ({ rcode: 3, errors: [17] }), 'blocked'],
    ['another code', () => ({ rcode: 4 }), 'servfail'],
    ['silence', () => null, 'timeout'],
  ])('%s', async (_, reply, failure) => {
    expect(await world(reply).query('x.example.org', 'A')).toEqual({ ok: false, failure });
  });

  it('a resolver that does not check is not asked again', async () => {
    const { query, asked } = world(() => ({ rcode: 2 }), false);
    expect(await query('x.example.org', 'A')).toEqual({ ok: false, failure: 'servfail' });
    expect(asked).toHaveLength(1);
  });

  it.each(['localhost', 'nas.local', 'host', 'a@example.org', '10.in-addr.arpa'])(
    '%s is not asked for',
    async (name) => {
      const { query, asked } = world(() => ({}));
      expect(await query(name, 'A')).toEqual({ ok: false, failure: 'blocked' });
      expect(asked).toEqual([]);
    },
  );

  it.each(['x.invalid', '192.0.2.1', 'lab.test'])('%s does not exist, without asking', async (name) => {
    const { query, asked } = world(() => ({}), true, false);
    expect(await query(name, 'A')).toMatchObject({ ok: true, exists: false });
    expect(asked).toEqual([]);
  });
});
