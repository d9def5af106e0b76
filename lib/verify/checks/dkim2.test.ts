import { expect, it } from 'vitest';
import { buildFacts, type Given } from '../../../test/fixtures/build-facts';
import { buildProof } from '../../../test/fixtures/build-proof';
import type { Outcome } from '../check';
import type { Proof } from '../proof';
import { dkim2 } from './dkim2';

/** Fields as they stand in a mail, the value behind the name. */
const fields = (...lines: readonly string[]) =>
  lines.map((raw) => ({ name: raw.slice(0, raw.indexOf(':')), raw, valueAt: raw.indexOf(':') + 1 }));

const FIELDS = fields('DKIM2-Signature: i=1');
const hint = (hints: Partial<Proof['hints']>): Given => ({
  proof: buildProof({ hints: { ...buildProof().hints, ...hints } }),
  fields: FIELDS,
});
const rows: readonly (readonly [what: string, given: Given, outcome: Outcome, code: string])[] = [
  ['none', hint({}), 'absent', 'none'],
  ['there', hint({ dkim2: ['dkim2-signature'] }), 'absent', 'present'],
];

it.each(rows)('%s', (_, given, outcome, code) => {
  expect(dkim2.judge(buildFacts(given))).toMatchObject({ outcome, code });
});

it('has met all its codes', () => {
  expect(new Set(rows.map(([, , , code]) => code))).toEqual(new Set(dkim2.codes));
});

it('shows the fields', () => {
  expect(dkim2.judge(buildFacts(hint({ dkim2: ['dkim2-signature', 'message-instance'] }))).seen).toHaveLength(1);
});
