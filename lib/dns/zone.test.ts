import { describe, expect, it } from 'vitest';
import type { Answer, Asked, RecordType } from '../verify/world';
import { recording } from '../verify/world';
import { MAX_CHAIN, zone } from './zone';
import { zoneOf } from './zone-of';

const FILE = {
  'Example.com.': {
    TXT: ['v=spf1 -all', 'other'],
    MX: ['10 Mx.example.com.'],
    A: 'TIMEOUT',
    AAAA: ['SERVFAIL'],
    ptr: [],
  },
  's1._domainkey.example.com': { TXT: [['v=DKIM1; ', 'p=AAAA']], DNSSEC: 'secure' },
  'one.example': { TXT: 'v=spf1 mx', A: '192.0.2.1', AAAA: '2001:DB8:0::1', MX: [10, 'mx.example.com'] },
  'many.example': { MX: [{ exchange: 'mx.example.com', priority: 5 }, [20, 'mx2.example.com']], PTR: 'Host.example' },
  'www.example': { CNAME: 'one.example', DNSSEC: { TXT: 'insecure' } },
  'lost.example': { CNAME: 'nowhere.example' },
  'ring.example': { CNAME: 'ring2.example' },
  'ring2.example': { CNAME: 'ring.example' },
  'gone.example': 'NXDOMAIN',
  'word.example': { TXT: [['TIMEOUT']] },
  'octets.example': { TXT: ['caf\u00e9'] },
  'utf8.example': { TXT: ['日'] },
  'xn--bcher-kva.example': { A: ['192.0.2.2', '192.0.2.3'] },
};

const values = (...value: string[]): Answer<readonly string[]> => ({ ok: true, value, dnssec: 'unknown' });
const failed = (failure: string) => ({ ok: false, failure });

function worldOf(file: unknown) {
  const read = zone(file, 7);
  if (!read.ok) throw new Error(`${read.code} ${read.at}`);
  return read.world;
}

describe('a zone file answers', () => {
  it.each<[string, RecordType, object]>([
    ['example.com', 'TXT', values('v=spf1 -all', 'other')],
    ['EXAMPLE.com.', 'MX', values('10 mx.example.com')],
    ['example.com', 'A', failed('timeout')],
    ['example.com', 'AAAA', failed('servfail')],
    ['example.com', 'PTR', values()],
    ['s1._domainkey.example.com', 'TXT', { ok: true, value: ['v=DKIM1; p=AAAA'], dnssec: 'secure' }],
    ['_domainkey.example.com', 'TXT', values()],
    ['one.example', 'TXT', values('v=spf1 mx')],
    ['one.example', 'AAAA', values('2001:db8::1')],
    ['one.example', 'MX', values('10 mx.example.com')],
    ['one.example', 'PTR', values()],
    ['many.example', 'MX', values('5 mx.example.com', '20 mx2.example.com')],
    ['many.example', 'PTR', values('host.example')],
    ['www.example', 'A', values('192.0.2.1')],
    ['www.example', 'PTR', values()],
    ['lost.example', 'A', failed('nxdomain')],
    ['ring.example', 'A', failed('servfail')],
    ['gone.example', 'TXT', failed('nxdomain')],
    ['nobody.example', 'TXT', failed('nxdomain')],
    ['word.example', 'TXT', values('TIMEOUT')],
    ['octets.example', 'TXT', values('caf\xe9')],
    ['utf8.example', 'TXT', values('\xe6\x97\xa5')],
    ['bücher.example', 'A', values('192.0.2.2', '192.0.2.3')],
  ])('%s %s', async (name, type, expected) => {
    expect(await worldOf(FILE).dns(name, type)).toEqual(expected);
  });

  it('and tells the time', () => {
    expect(worldOf({}).now()).toBe(7);
  });

  it.each([
    [MAX_CHAIN, values('192.0.2.1')],
    [MAX_CHAIN + 1, failed('servfail')],
  ])('by way of %i aliases', async (links, expected) => {
    const file = Object.fromEntries(
      Array.from({ length: links }, (_, at) => [`n${at}.example`, { CNAME: `n${at + 1}.example` }]),
    );
    const world = worldOf({ ...file, [`n${links}.example`]: { A: '192.0.2.1' } });
    expect(await world.dns('n0.example', 'A')).toEqual(expected);
  });
});

describe('a zone file is refused', () => {
  it.each<[unknown, string, string]>([
    [null, 'not-an-object', ''],
    [[], 'not-an-object', ''],
    ['x', 'not-an-object', ''],
    [{ 'a.example': 'SERVFAULT' }, 'not-an-object', 'a.example'],
    [{ 'a.example': ['x'] }, 'not-an-object', 'a.example'],
    [{ 'a.example': { TLSA: ['x'] } }, 'unknown-type', 'a.example TLSA'],
    [{ 'a.example': { A: ['300.1.1.1'] } }, 'bad-value', 'a.example A'],
    [{ 'a.example': { A: ['2001:db8::1'] } }, 'bad-value', 'a.example A'],
    [{ 'a.example': { AAAA: ['192.0.2.1'] } }, 'bad-value', 'a.example AAAA'],
    [{ 'a.example': { MX: ['mx.example'] } }, 'bad-value', 'a.example MX'],
    [{ 'a.example': { MX: ['ten mx.example'] } }, 'bad-value', 'a.example MX'],
    [{ 'a.example': { TXT: [1] } }, 'bad-value', 'a.example TXT'],
    [{ 'a.example': { TXT: [['a', 1]] } }, 'bad-value', 'a.example TXT'],
    [{ 'a.example': { CNAME: ['b.example', 'c.example'] } }, 'bad-value', 'a.example CNAME'],
    [{ 'a.example': { DNSSEC: 'sure' } }, 'bad-value', 'a.example DNSSEC'],
    [{ 'a.example': {}, 'A.example.': {} }, 'name-twice', 'A.example.'],
  ])('%j', (file, code, at) => {
    expect(zone(file, 0)).toEqual({ ok: false, code, at });
  });
});

describe('what was recorded', () => {
  const questions = Object.keys(FILE).flatMap((name) =>
    (['A', 'AAAA', 'MX', 'PTR', 'TXT'] as const).map((type) => [name, type] as const),
  );

  it('gives the same answers again', async () => {
    const asked: Asked[] = [];
    const world = recording(worldOf(FILE), asked);
    for (const [name, type] of questions) await world.dns(name, type);
    const again = worldOf(JSON.parse(JSON.stringify(zoneOf(asked))));
    for (const { name, type, answer } of asked)
      expect([name, type, await again.dns(name, type)]).toEqual([name, type, answer]);
  });

  it('is as one would write it', () => {
    const asked: Asked[] = [
      { name: 'a.example', type: 'TXT', answer: { ok: true, value: ['x', 'NXDOMAIN'], dnssec: 'secure' } },
      { name: 'A.example', type: 'TXT', answer: { ok: true, value: ['later'], dnssec: 'unknown' } },
      { name: 'a.example', type: 'MX', answer: { ok: true, value: [], dnssec: 'unknown' } },
      { name: 'b.example', type: 'A', answer: { ok: false, failure: 'nxdomain' } },
      { name: 'c.example', type: 'A', answer: { ok: false, failure: 'not-asked' } },
    ];
    expect(zoneOf(asked)).toEqual({
      'a.example': { TXT: ['x', ['NXDOMAIN']], MX: [], DNSSEC: { TXT: 'secure' } },
      'b.example': { A: 'NXDOMAIN' },
    });
  });
});
