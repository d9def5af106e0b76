import { expect, it } from 'vitest';
import { buildFacts, type Given } from '../../../test/fixtures/build-facts';
import { buildProof, dkimResult } from '../../../test/fixtures/build-proof';
import type { Outcome } from '../check';
import type { Signature } from '../rfc/dkim/signature';
import type { Weakness } from '../rfc/dkim/verify-signature';
import { signatureDates } from './signature-dates';

const DAY = 86_400;
const RECEIVED = 1_700_000_000;
const dated = (
  signature: Partial<Signature>,
  weaknesses: readonly Weakness[] = [],
  receivedAt: number | null = RECEIVED,
): Given => ({
  proof: buildProof({ receivedAt, dkim: { results: [dkimResult({ signature, weaknesses })], unjudged: [] } }),
});
const rows: readonly (readonly [what: string, given: Given, outcome: Outcome, code: string])[] = [
  ['no signature', { proof: buildProof({ dkim: { results: [], unjudged: [] } }) }, 'absent', 'undated'],
  ['no date', dated({}), 'absent', 'undated'],
  ['receipt not known', dated({ signedAt: 5 }, [], null), 'absent', 'no-receipt'],
  ['just before', dated({ signedAt: RECEIVED - 5 }), 'pass', 'fits'],
  ['not expired yet', dated({ expiresAt: RECEIVED + 5 }), 'pass', 'fits'],
  ['expired', dated({ expiresAt: RECEIVED - 60 }, ['expired']), 'warn', 'expired'],
  ['after', dated({ signedAt: RECEIVED + 7200 }, ['signed-after-receipt']), 'warn', 'after-receipt'],
  ['a week before', dated({ signedAt: RECEIVED - 7 * DAY }), 'pass', 'fits'],
  ['over a week before', dated({ signedAt: RECEIVED - 7 * DAY - 1 }), 'warn', 'long-before'],
];

it.each(rows)('%s', (_, given, outcome, code) => {
  expect(signatureDates.judge(buildFacts(given))).toMatchObject({ outcome, code });
});

it('has met all its codes', () => {
  expect(new Set(rows.map(([, , , code]) => code))).toEqual(new Set(signatureDates.codes));
});

it.each([
  [dated({ expiresAt: RECEIVED - 60 }, ['expired']), 60],
  [dated({ signedAt: RECEIVED + 7200 }, ['signed-after-receipt']), 7200],
  [dated({ signedAt: RECEIVED - 8 * DAY }), 8 * DAY],
] as const)('tells how far apart they are', (given, duration) => {
  expect(signatureDates.judge(buildFacts(given)).params).toEqual({ domain: 'sender.example', duration });
});
