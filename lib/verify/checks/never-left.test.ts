import { expect, it } from 'vitest';
import { buildFacts, type Given } from '../../../test/fixtures/build-facts';
import type { Outcome } from '../check';
import { neverLeft } from './never-left';

const rows: readonly (readonly [what: string, given: Given, outcome: Outcome, code: string])[] = [
  ['from outside', {}, 'absent', 'came-from-outside'],
  [
    'all inside, by address',
    {
      hops: [{}, { state: 'internal' }],
      border: { hop: null, kind: 'none', attested: 2, steps: ['loopback', 'local'] },
    },
    'pass',
    'stayed',
  ],
  [
    'all inside, by a name',
    {
      hops: [{}, { state: 'internal' }],
      border: { hop: null, kind: 'none', attested: 2, steps: ['loopback', 'user-name'] },
    },
    'unknown',
    'not-shown',
  ],
  [
    'all inside, partly in the clear',
    {
      hops: [{}, { state: 'plaintext' }],
      border: { hop: null, kind: 'none', attested: 2, steps: ['loopback', 'user-network'] },
    },
    'unknown',
    'not-shown',
  ],
  ['nobody’s server', { border: { hop: null, kind: 'none', attested: 0, provider: null } }, 'absent', 'not-shown'],
  ['signed in at the border', { hops: [{ authenticated: true }] }, 'pass', 'handed-in'],
  [
    'signed in at a border behind an assumption',
    { hops: [{}, { authenticated: true }], border: { hop: 1, kind: 'assumed', attested: 2, steps: ['private'] } },
    'unknown',
    'not-shown',
  ],
  ['signed in below the border: a claim', { hops: [{}, { authenticated: true }] }, 'absent', 'came-from-outside'],
  [
    'a gateway that signs in is no account',
    { hops: [{ authenticated: true }, {}], border: { perimeter: 1, attested: 2, steps: ['gateway'] } },
    'absent',
    'came-from-outside',
  ],
];

it.each(rows)('%s', (_, given, outcome, code) => {
  expect(neverLeft.judge(buildFacts(given))).toMatchObject({ outcome, code });
});

it('has met all its codes', () => {
  expect(new Set(rows.map(([, , , code]) => code))).toEqual(new Set(neverLeft.codes));
});
