import { expect, it } from 'vitest';
import { buildFacts, type Given } from '../../../test/fixtures/build-facts';
import type { Outcome } from '../check';
import { signedIn } from './signed-in';

const rows: readonly (readonly [what: string, given: Given, outcome: Outcome, code: string])[] = [
  ['at the border', { hops: [{ authenticated: true }] }, 'pass', 'at-the-border'],
  ['below', { hops: [{}, { authenticated: true }] }, 'absent', 'claimed'],
  ['nowhere', {}, 'absent', 'nowhere'],
];

it.each(rows)('%s', (_, given, outcome, code) => {
  expect(signedIn.judge(buildFacts(given))).toMatchObject({ outcome, code });
});

it('has met all its codes', () => {
  expect(new Set(rows.map(([, , , code]) => code))).toEqual(new Set(signedIn.codes));
});
