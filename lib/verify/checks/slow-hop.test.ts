import { expect, it } from 'vitest';
import { buildFacts, type Given } from '../../../test/fixtures/build-facts';
import type { Outcome } from '../check';
import { slowHop } from './slow-hop';

const rows: readonly (readonly [what: string, given: Given, outcome: Outcome, code: string])[] = [
  ['swift', { delays: [3599, null] }, 'pass', 'swift'],
  ['slow', { delays: [2, 3600, null] }, 'warn', 'slow'],
  ['no dates', {}, 'absent', 'no-dates'],
  ['only backwards', { delays: [-5, null] }, 'absent', 'no-dates'],
];

it.each(rows)('%s', (_, given, outcome, code) => {
  expect(slowHop.judge(buildFacts(given))).toMatchObject({ outcome, code });
});

it('has met all its codes', () => {
  expect(new Set(rows.map(([, , , code]) => code))).toEqual(new Set(slowHop.codes));
});
