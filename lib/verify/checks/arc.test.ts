import { expect, it } from 'vitest';
import { buildFacts } from '../../../test/fixtures/build-facts';
import { buildProof } from '../../../test/fixtures/build-proof';
import type { Outcome } from '../check';
import type { ArcWord, Proof } from '../proof';
import { arc } from './arc';

const FIELDS = ['ARC-Seal: i=1', 'ARC-Authentication-Results: i=1'].map((raw) => ({ name: 'ARC', raw, valueAt: 9 }));
const set = {
  instance: 1,
  results: { index: 1, start: 9 },
  message: null,
  seal: { index: 0, domain: 'lists.test' },
} as unknown as Proof['arc']['sets'][number];
const chain = (result: Proof['arc']['result'], reason: Proof['arc']['reason']): Proof['arc'] => ({
  result,
  reason,
  at: null,
  sets: [set],
  oldestPass: result === 'pass' ? 0 : null,
});
const word = (trusted: boolean): ArcWord => ({ instance: 1, sealer: 'lists.test', trusted, field: 1 });
const none: Proof['arc'] = { result: 'none', reason: 'no-sets', at: null, sets: [], oldestPass: null };

const rows: readonly (readonly [arc: Proof['arc'], word: ArcWord | null, Outcome, code: string, seen: number[]])[] = [
  [chain('pass', 'valid'), word(true), 'pass', 'trusted', [1, 0]],
  [chain('pass', 'valid'), word(false), 'absent', 'untrusted', [1, 0]],
  [chain('pass', 'valid'), null, 'absent', 'says-nothing', [0]],
  [chain('fail', 'body-changed'), null, 'warn', 'broken', [0]],
  [chain('temperror', 'servfail'), null, 'unknown', 'unknown', [0]],
  [chain('neutral', 'body-unknown'), null, 'unknown', 'unknown', [0]],
  [chain('temperror', 'not-asked'), null, 'unknown', 'not-asked', [0]],
  [none, null, 'absent', 'none', []],
];

it.each(rows)('%o, %o', (found, arcWord, outcome, code, seen) => {
  const judged = arc.judge(buildFacts({ fields: FIELDS, proof: buildProof({ arc: found, arcWord }) }));
  expect(judged).toMatchObject({ outcome, code });
  expect(judged.seen.map((one) => one.kind === 'header' && one.field)).toEqual(seen);
  if (code !== 'none') expect(judged.params).toMatchObject({ sealer: 'lists.test', author: 'sender.example' });
});

it('has met all its codes', () => {
  expect(new Set(rows.map(([, , , code]) => code))).toEqual(new Set(arc.codes));
});
