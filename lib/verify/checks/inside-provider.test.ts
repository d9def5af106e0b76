import { expect, it } from 'vitest';
import { buildFacts, type Given } from '../../../test/fixtures/build-facts';
import type { Outcome } from '../check';
import { insideProvider } from './inside-provider';

const rows: readonly (readonly [what: string, given: Given, outcome: Outcome, code: string])[] = [
  ['nothing above the border', {}, 'absent', 'nothing-inside'],
  ['TLS inside', { hops: [{}, {}], border: { hop: 1, attested: 2, steps: ['user-name'] } }, 'pass', 'kept'],
  [
    'in the clear, public',
    { hops: [{ state: 'plaintext' }, {}], border: { hop: 1, attested: 2, steps: ['user-name'] } },
    'warn',
    'plaintext-public',
  ],
  [
    'said to be in the clear, private',
    {
      hops: [{ state: 'plaintext' }, {}],
      border: { hop: 1, attested: 2, steps: ['private'] },
      legs: [{ reach: 'private' }],
    },
    'unknown',
    'plaintext-private',
  ],
  [
    'said to be in the clear, loopback',
    {
      hops: [{ state: 'plaintext' }, {}],
      border: { hop: 1, attested: 2, steps: ['loopback'] },
      legs: [{ reach: 'loopback' }],
    },
    'pass',
    'kept',
  ],
  [
    'past an assumed step the lines may be the sender’s',
    {
      hops: [{}, { state: 'plaintext' }, {}],
      border: { hop: 2, kind: 'assumed', attested: 3, steps: ['private', 'user-name'] },
    },
    'pass',
    'kept',
  ],
  [
    'the perimeter is no step inside',
    { hops: [{}, { state: 'plaintext' }], border: { hop: 0, perimeter: 1, attested: 2, steps: ['gateway'] } },
    'absent',
    'nothing-inside',
  ],
];

it.each(rows)('%s', (_, given, outcome, code) => {
  expect(insideProvider.judge(buildFacts(given))).toMatchObject({ outcome, code });
});

it('has met all its codes', () => {
  expect(new Set(rows.map(([, , , code]) => code))).toEqual(new Set(insideProvider.codes));
});
