import { expect, it } from 'vitest';
import { buildFacts, type Given } from '../../../test/fixtures/build-facts';
import { buildProof } from '../../../test/fixtures/build-proof';
import type { Outcome } from '../check';
import type { Proof } from '../proof';
import { otherInName } from './other-in-name';

/** Fields as they stand in a mail, the value behind the name. */
const fields = (...lines: readonly string[]) =>
  lines.map((raw) => ({ name: raw.slice(0, raw.indexOf(':')), raw, valueAt: raw.indexOf(':') + 1 }));

const FIELDS = fields('To: b@example.com', 'From: a@sender.example', 'Subject: x', 'Reply-To: c@free.example');
const OTHER = { shown: 'a@bank.example', domain: 'bank.example' };
const hint = (hints: Partial<Proof['hints']>): Given => ({
  proof: buildProof({ hints: { ...buildProof().hints, ...hints } }),
  fields: FIELDS,
});
const rows: readonly (readonly [what: string, given: Given, outcome: Outcome, code: string])[] = [
  ['none', hint({}), 'absent', 'none'],
  ['address', hint({ otherInName: { ...OTHER, code: 'other-address' } }), 'warn', 'other-address'],
  ['domain', hint({ otherInName: { ...OTHER, code: 'other-domain' } }), 'warn', 'other-domain'],
  ['mailbox', hint({ otherInName: { ...OTHER, code: 'other-mailbox' } }), 'absent', 'other-mailbox'],
];

it.each(rows)('%s', (_, given, outcome, code) => {
  expect(otherInName.judge(buildFacts(given))).toMatchObject({ outcome, code });
});

it('has met all its codes', () => {
  expect(new Set(rows.map(([, , , code]) => code))).toEqual(new Set(otherInName.codes));
});

it('tells both and shows From', () => {
  const { params, seen } = otherInName.judge(buildFacts(hint({ otherInName: { ...OTHER, code: 'other-address' } })));
  expect(params).toEqual({ shown: 'a@bank.example', author: 'sender.example' });
  expect(seen).toMatchObject([{ field: 1 }]);
});
