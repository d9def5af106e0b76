import { describe, expect, it } from 'vitest';
import type { Border, Hop } from '../lib/verify/facts';
import { assumedRelays, legs, totalTime } from './path-view';
import { hop, report } from './testing/report';

const border = (part: Partial<Border>): Border => ({ ...report().border, ...part });

describe('legs', () => {
  it.each<[string, Partial<Hop>, string]>([
    ['TLS 1.3', {}, 'closed'],
    ['no version recorded', { tls: null }, 'closed'],
    ['TLS 1.0', { tls: { version: '1.0', cipher: null, bits: null, peer: null } }, 'notched'],
    ['SSL 3', { tls: { version: 'ssl3', cipher: null, bits: null, peer: null } }, 'notched'],
    ['plaintext', { state: 'plaintext', tls: null }, 'open'],
    ['internal', { state: 'internal', tls: null }, 'house'],
    ['unknown', { state: 'unknown', tls: null }, 'dotted'],
  ])('draws %s', (_, part, shape) => {
    expect(legs(report({ hops: [hop(part)] }))[0]?.shape).toBe(shape);
  });

  it('draws a leg by its own strength, not by the verdict on the whole path', () => {
    const cipher = { version: '1.2', cipher: 'RC4-SHA', bits: 128, peer: null } as const;
    const hops = [hop(), hop({ tls: cipher })];
    const weak = report({ hops, transit: { lock: 'notched', code: 'plaintext-before', params: {} } });
    expect(legs(weak).map(({ shape }) => shape)).toEqual(['closed', 'notched']);
  });

  it('tells attested from claimed, and marks the border', () => {
    const three = report({
      hops: [hop(), hop({ field: 1 }), hop({ field: 2 })],
      border: border({ hop: 1, attested: 2, steps: ['loopback'] }),
    });
    expect(legs(three).map((leg) => [leg.attested, leg.border, leg.step, leg.sure])).toEqual([
      [true, false, 'loopback', true],
      [true, true, null, true],
      [false, false, null, false],
    ]);
  });

  it('is sure of nothing beyond an assumption', () => {
    const three = report({
      hops: [hop(), hop({ field: 1 }), hop({ field: 2 })],
      border: border({ kind: 'assumed', hop: 2, attested: 3, steps: ['loopback', 'private'] }),
    });
    expect(legs(three).map((leg) => [leg.assumed, leg.sure])).toEqual([
      [false, true],
      [true, true],
      [false, false],
    ]);
  });

  it('puts the border at the outer side of a gateway', () => {
    const behind = report({
      hops: [hop(), hop({ field: 1 }), hop({ field: 2 })],
      border: border({ hop: 0, attested: 2, steps: ['gateway'], perimeter: 1 }),
    });
    expect(legs(behind).map((leg) => [leg.border, leg.fromGateway])).toEqual([
      [false, true],
      [true, false],
      [false, false],
    ]);
  });
});

describe('assumedRelays', () => {
  const from = (ip: string): Partial<Hop> => ({ from: { helo: null, rdns: null, ip, confirmed: false } });
  const privateClient = {
    id: 'last-leg',
    about: 'transit',
    weight: 'decides',
    outcome: 'unknown',
    code: 'private-client',
    seen: [],
  } as const;

  it.each<[string, Parameters<typeof report>[0], readonly string[]]>([
    ['none where the border is shown', {}, []],
    [
      'those the walk went past, once each',
      {
        hops: [hop(from('10.0.0.9')), hop(from('10.0.0.9')), hop(from('192.0.2.1'))],
        border: border({ kind: 'assumed', hop: 2, attested: 3, steps: ['private', 'private'] }),
      },
      ['10.0.0.9'],
    ],
    [
      'the private one it stopped at',
      {
        hops: [hop(from('10.0.0.9'))],
        border: border({ kind: 'assumed', hop: 0, attested: 1 }),
        findings: [privateClient],
      },
      ['10.0.0.9'],
    ],
    [
      'never a public one it stopped at',
      { hops: [hop(from('203.0.113.5'))], border: border({ kind: 'assumed', hop: 0, attested: 1 }) },
      [],
    ],
  ])('%s', (_, part, addresses) => {
    expect(assumedRelays(report(part))).toEqual(addresses);
  });
});

it.each([
  ['from first to last', [130, 100], 30],
  ['backwards', [100, 130], -30],
  ['a date is missing', [null, 100], null],
  ['one line', [100], null],
])('total time: %s', (_, dates, total) => {
  expect(totalTime(report({ hops: dates.map((date) => hop({ date })) }))).toBe(total);
});
