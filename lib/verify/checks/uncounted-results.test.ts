import { expect, it } from 'vitest';
import { buildFacts, type Given } from '../../../test/fixtures/build-facts';
import { buildProof } from '../../../test/fixtures/build-proof';
import type { Outcome } from '../check';
import type { Attested, Claimed } from '../rfc/auth-results/attested';
import { uncountedResults } from './uncounted-results';

const WORD = { method: 'spf', result: 'pass', registered: true, reason: null, comment: null, properties: [], field: 0 };
const OWN = { method: 'spf', about: '', result: 'pass', said: [WORD] };
const BELOW: Claimed = { ...WORD, field: 1, authserv: 'mx.example.com', why: 'below', own: true };
const UNREAD = { field: 2, fault: 'syntax', own: false } as const;
const said = (given: Partial<Attested>): Given => ({
  proof: buildProof({ attested: { attested: [], claimed: [], unread: [], ...given } }),
  fields: ['A: b', 'C: d', 'E: f'].map((raw) => ({ name: raw.slice(0, 1), raw, valueAt: 2 })),
});
const rows: readonly (readonly [what: string, given: Given, outcome: Outcome, code: string])[] = [
  ['no field', said({}), 'absent', 'none'],
  ['all count', said({ attested: [OWN] }), 'pass', 'all-count'],
  ['own, not to be read', said({ attested: [OWN], unread: [{ ...UNREAD, own: true }] }), 'warn', 'own-unreadable'],
  [
    'nobody’s',
    { ...said({ claimed: [BELOW] }), border: { provider: null, hop: null, kind: 'none', attested: 0 } },
    'absent',
    'no-provider',
  ],
  ['own name below', said({ claimed: [BELOW] }), 'absent', 'below'],
  ['another’s', said({ attested: [OWN], claimed: [{ ...BELOW, own: false }] }), 'absent', 'others'],
  ['another’s, above', said({ claimed: [{ ...BELOW, own: false, why: 'not-the-providers' }] }), 'absent', 'others'],
  ['a method of nobody’s', said({ claimed: [{ ...BELOW, why: 'unregistered' }] }), 'absent', 'others'],
  ['another’s, not to be read', said({ unread: [UNREAD] }), 'absent', 'others'],
  [
    'DMARC of another author is told elsewhere',
    said({ claimed: [{ ...BELOW, why: 'other-author' }] }),
    'absent',
    'none',
  ],
];

it.each(rows)('%s', (_, given, outcome, code) => {
  expect(uncountedResults.judge(buildFacts(given))).toMatchObject({ outcome, code });
});

it('has met all its codes', () => {
  expect(new Set(rows.map(([, , , code]) => code))).toEqual(new Set(uncountedResults.codes));
});

it('counts fields, not results, and shows each once', () => {
  const other: Claimed = { ...BELOW, own: false };
  const given = said({ claimed: [other, { ...other, method: 'dkim' }], unread: [UNREAD] });
  expect(uncountedResults.judge(buildFacts(given))).toMatchObject({
    params: { count: 2 },
    seen: [{ field: 1 }, { field: 2 }],
  });
});
