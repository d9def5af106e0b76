import { expect, it } from 'vitest';
import { buildFacts, type Given } from '../../../test/fixtures/build-facts';
import type { Outcome } from '../check';
import { datesBackwards } from './dates-backwards';

const rows: readonly (readonly [what: string, given: Given, outcome: Outcome, code: string])[] = [
  ['in order', { delays: [2, 3, null] }, 'pass', 'in-order'],
  ['a little early', { delays: [-300, 3, null] }, 'pass', 'in-order'],
  ['too early', { delays: [2, -301, null] }, 'warn', 'backwards'],
  ['no dates', {}, 'absent', 'no-dates'],
];

it.each(rows)('%s', (_, given, outcome, code) => {
  expect(datesBackwards.judge(buildFacts(given))).toMatchObject({ outcome, code });
});

it('has met all its codes', () => {
  expect(new Set(rows.map(([, , , code]) => code))).toEqual(new Set(datesBackwards.codes));
});
