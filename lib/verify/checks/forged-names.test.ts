import { expect, it } from 'vitest';
import { buildFacts, type Given } from '../../../test/fixtures/build-facts';
import type { Outcome } from '../check';
import { forgedNames } from './forged-names';

const rows: readonly (readonly [what: string, given: Given, outcome: Outcome, code: string])[] = [
  ['none', {}, 'pass', 'none'],
  [
    'no border, nothing to tell',
    { border: { hop: null, kind: 'none', attested: 0, provider: null } },
    'absent',
    'none',
  ],
  ['in the HELO', { imitations: [{ hop: 0, where: 'helo', name: 'mx.example.com' }] }, 'warn', 'helo'],
  ['in a line', { imitations: [{ hop: 1, where: 'by', name: 'mx.example.com' }] }, 'warn', 'line'],
];

it.each(rows)('%s', (_, given, outcome, code) => {
  expect(forgedNames.judge(buildFacts(given))).toMatchObject({ outcome, code });
});

it('has met all its codes', () => {
  expect(new Set(rows.map(([, , , code]) => code))).toEqual(new Set(forgedNames.codes));
});
