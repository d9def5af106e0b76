import { expect, it } from 'vitest';
import { buildFacts, type Given } from '../../../test/fixtures/build-facts';
import { buildProof } from '../../../test/fixtures/build-proof';
import type { Outcome } from '../check';
import type { Proof } from '../proof';
import { replyElsewhere } from './reply-elsewhere';

/** Fields as they stand in a mail, the value behind the name. */
const fields = (...lines: readonly string[]) =>
  lines.map((raw) => ({ name: raw.slice(0, raw.indexOf(':')), raw, valueAt: raw.indexOf(':') + 1 }));

const FIELDS = fields('To: b@example.com', 'From: a@sender.example', 'Subject: x', 'Reply-To: c@free.example');
const hint = (hints: Partial<Proof['hints']>): Given => ({
  proof: buildProof({ hints: { ...buildProof().hints, ...hints } }),
  fields: FIELDS,
});
const rows: readonly (readonly [what: string, given: Given, outcome: Outcome, code: string])[] = [
  ['home', hint({}), 'absent', 'to-the-author'],
  ['elsewhere', hint({ replyElsewhere: { code: 'reply-elsewhere', domain: 'b.example' } }), 'absent', 'elsewhere'],
  [
    'free mailbox',
    hint({ replyElsewhere: { code: 'reply-to-anybody', domain: 'free.example' } }),
    'warn',
    'to-anybody',
  ],
];

it.each(rows)('%s', (_, given, outcome, code) => {
  expect(replyElsewhere.judge(buildFacts(given))).toMatchObject({ outcome, code });
});

it('has met all its codes', () => {
  expect(new Set(rows.map(([, , , code]) => code))).toEqual(new Set(replyElsewhere.codes));
});

it('names both and shows Reply-To', () => {
  const given = hint({ replyElsewhere: { code: 'reply-to-anybody', domain: 'free.example' } });
  expect(replyElsewhere.judge(buildFacts(given))).toMatchObject({
    params: { author: 'sender.example', domain: 'free.example' },
    seen: [{ field: 3 }],
  });
});
