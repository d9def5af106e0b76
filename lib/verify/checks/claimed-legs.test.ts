import { expect, it } from 'vitest';
import { buildFacts, type Given } from '../../../test/fixtures/build-facts';
import type { Outcome } from '../check';
import { claimedLegs } from './claimed-legs';

const rows: readonly (readonly [what: string, given: Given, outcome: Outcome, code: string])[] = [
  ['nothing below', {}, 'absent', 'none-claimed'],
  [
    'TLS between two',
    { hops: [{}, {}], organisations: [null, 'relay.example'], sources: [null, 'sender.example'] },
    'pass',
    'encrypted',
  ],
  [
    'in the clear between two',
    { hops: [{}, { state: 'plaintext' }], organisations: [null, 'relay.example'], sources: [null, 'sender.example'] },
    'warn',
    'plaintext',
  ],
  [
    'in the clear within one',
    { hops: [{}, { state: 'plaintext' }], organisations: [null, 'relay.example'], sources: [null, 'relay.example'] },
    'absent',
    'none-claimed',
  ],
  [
    'in the clear on a private address',
    {
      hops: [{}, { state: 'plaintext' }],
      organisations: [null, 'relay.example'],
      sources: [null, 'sender.example'],
      legs: [{}, { reach: 'private' }],
    },
    'unknown',
    'not-recorded',
  ],
  [
    'silent between two',
    { hops: [{}, { state: 'unknown' }], organisations: [null, 'relay.example'], sources: [null, 'sender.example'] },
    'unknown',
    'not-recorded',
  ],
  [
    'nothing is claimed against an assumed border',
    {
      hops: [{}, { state: 'plaintext' }],
      border: { kind: 'assumed' },
      organisations: [null, 'relay.example'],
      sources: [null, 'sender.example'],
    },
    'absent',
    'none-claimed',
  ],
];

it.each(rows)('%s', (_, given, outcome, code) => {
  expect(claimedLegs.judge(buildFacts(given))).toMatchObject({ outcome, code });
});

it('has met all its codes', () => {
  expect(new Set(rows.map(([, , , code]) => code))).toEqual(new Set(claimedLegs.codes));
});
