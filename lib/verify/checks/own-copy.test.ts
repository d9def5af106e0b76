import { expect, it } from 'vitest';
import { buildFacts, type Given } from '../../../test/fixtures/build-facts';
import type { Outcome } from '../check';
import { ownCopy } from './own-copy';

const rows: readonly (readonly [what: string, given: Given, outcome: Outcome, code: string])[] = [
  ['in the inbox', {}, 'absent', 'received'],
  [
    'in Sent, no lines',
    { hops: [], border: { hop: null, kind: 'none', attested: 0, provider: null }, receiver: { folder: 'sent' } },
    'pass',
    'sent',
  ],
  [
    'in Drafts',
    { hops: [], border: { hop: null, kind: 'none', attested: 0, provider: null }, receiver: { folder: 'drafts' } },
    'pass',
    'draft',
  ],
  ['in Sent, but from outside', { receiver: { folder: 'sent' } }, 'absent', 'entered'],
];

it.each(rows)('%s', (_, given, outcome, code) => {
  expect(ownCopy.judge(buildFacts(given))).toMatchObject({ outcome, code });
});

it('has met all its codes', () => {
  expect(new Set(rows.map(([, , , code]) => code))).toEqual(new Set(ownCopy.codes));
});
