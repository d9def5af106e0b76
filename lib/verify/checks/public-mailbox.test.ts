import { expect, it } from 'vitest';
import { buildFacts, type Given } from '../../../test/fixtures/build-facts';
import { buildProof } from '../../../test/fixtures/build-proof';
import type { Outcome } from '../check';
import type { Proof } from '../proof';
import { publicMailbox } from './public-mailbox';

/** Fields as they stand in a mail, the value behind the name. */
const fields = (...lines: readonly string[]) =>
  lines.map((raw) => ({ name: raw.slice(0, raw.indexOf(':')), raw, valueAt: raw.indexOf(':') + 1 }));

const FIELDS = fields('To: b@example.com', 'From: a@sender.example', 'Subject: x', 'Reply-To: c@free.example');
const hint = (hints: Partial<Proof['hints']>): Given => ({
  proof: buildProof({ hints: { ...buildProof().hints, ...hints } }),
  fields: FIELDS,
});
const rows: readonly (readonly [what: string, given: Given, outcome: Outcome, code: string])[] = [
  ['a domain of its own', hint({}), 'absent', 'own-domain'],
  ['a provider’s', hint({ publicMailbox: true }), 'absent', 'anybody'],
  [
    'no author',
    { proof: buildProof({ author: { fields: [], state: 'none', name: null, local: '', host: null } }) },
    'absent',
    'no-author',
  ],
  [
    'several authors, one of them a provider’s',
    {
      proof: buildProof({
        author: { fields: [1], state: 'several-authors', name: null, local: 'a', host: 'gmail.com' },
        hints: { ...buildProof().hints, publicMailbox: true },
      }),
    },
    'absent',
    'no-author',
  ],
];

it.each(rows)('%s', (_, given, outcome, code) => {
  expect(publicMailbox.judge(buildFacts(given))).toMatchObject({ outcome, code });
});

it('has met all its codes', () => {
  expect(new Set(rows.map(([, , , code]) => code))).toEqual(new Set(publicMailbox.codes));
});

it('names the domain and shows From', () => {
  const { params, seen } = publicMailbox.judge(buildFacts(hint({ publicMailbox: true })));
  expect(params).toEqual({ author: 'sender.example' });
  expect(seen).toMatchObject([{ field: 1 }]);
});
