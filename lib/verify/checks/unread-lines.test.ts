import { expect, it } from 'vitest';
import { buildFacts, type Given } from '../../../test/fixtures/build-facts';
import type { Outcome } from '../check';
import { unreadLines } from './unread-lines';

const rows: readonly (readonly [what: string, given: Given, outcome: Outcome, code: string])[] = [
  ['all read', {}, 'pass', 'all-read'],
  ['one not', { hops: [{}, { reason: 'not-parsed', state: 'unknown' }] }, 'unknown', 'some-unread'],
  ['no lines', { hops: [] }, 'absent', 'no-lines'],
];

it.each(rows)('%s', (_, given, outcome, code) => {
  expect(unreadLines.judge(buildFacts(given))).toMatchObject({ outcome, code });
});

it('has met all its codes', () => {
  expect(new Set(rows.map(([, , , code]) => code))).toEqual(new Set(unreadLines.codes));
});
