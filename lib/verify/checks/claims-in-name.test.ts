import { expect, it } from 'vitest';
import { buildFacts, type Given } from '../../../test/fixtures/build-facts';
import { buildProof } from '../../../test/fixtures/build-proof';
import type { Outcome } from '../check';
import type { Proof } from '../proof';
import { claimsInName } from './claims-in-name';

/** Fields as they stand in a mail, the value behind the name. */
const fields = (...lines: readonly string[]) =>
  lines.map((raw) => ({ name: raw.slice(0, raw.indexOf(':')), raw, valueAt: raw.indexOf(':') + 1 }));

const FIELDS = fields('To: b@example.com', 'From: a@sender.example', 'Subject: x', 'Reply-To: c@free.example');
const hint = (hints: Partial<Proof['hints']>): Given => ({
  proof: buildProof({ hints: { ...buildProof().hints, ...hints } }),
  fields: FIELDS,
});
type Claim = Proof['hints']['claimsInName'][number];
const claim = (code: Claim['code']): Claim => ({ code, seen: 'x', start: 0, end: 1 });

const rows: readonly (readonly [what: string, given: Given, outcome: Outcome, code: string])[] = [
  ['none', hint({}), 'absent', 'none'],
  ['lock', hint({ claimsInName: [claim('lock')] }), 'warn', 'symbol-in-name'],
  ['tick', hint({ claimsInName: [claim('tick')] }), 'warn', 'symbol-in-name'],
  ['word', hint({ claimsInName: [claim('word')] }), 'warn', 'word-in-name'],
  ['shield in the subject', hint({ claimsInSubject: [claim('shield')] }), 'absent', 'symbol-in-subject'],
  ['word in the subject', hint({ claimsInSubject: [claim('word')] }), 'absent', 'word-in-subject'],
  [
    'the name comes first',
    hint({ claimsInName: [claim('word')], claimsInSubject: [claim('lock')] }),
    'warn',
    'word-in-name',
  ],
];

it.each(rows)('%s', (_, given, outcome, code) => {
  expect(claimsInName.judge(buildFacts(given))).toMatchObject({ outcome, code });
});

it('has met all its codes', () => {
  expect(new Set(rows.map(([, , , code]) => code))).toEqual(new Set(claimsInName.codes));
});

it.each([
  [{ claimsInName: [claim('lock')] }, 1],
  [{ claimsInSubject: [claim('lock')] }, 2],
] as const)('shows where it stands', (hints, field) => {
  expect(claimsInName.judge(buildFacts(hint(hints)))).toMatchObject({ params: { shown: 'x' }, seen: [{ field }] });
});
