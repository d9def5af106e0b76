import { expect, it } from 'vitest';
import { buildFacts, type Given } from '../../../test/fixtures/build-facts';
import { buildProof } from '../../../test/fixtures/build-proof';
import type { Outcome } from '../check';
import type { Proof } from '../proof';
import { contentProtection } from './content-protection';

/** Fields as they stand in a mail, the value behind the name. */
const fields = (...lines: readonly string[]) =>
  lines.map((raw) => ({ name: raw.slice(0, raw.indexOf(':')), raw, valueAt: raw.indexOf(':') + 1 }));

const FIELDS = fields('Content-Type: multipart/signed');
const hint = (hints: Partial<Proof['hints']>): Given => ({
  proof: buildProof({ hints: { ...buildProof().hints, ...hints } }),
  fields: FIELDS,
});
const rows: readonly (readonly [what: string, given: Given, outcome: Outcome, code: string])[] = [
  ['smime-signed', hint({ protection: 'smime-signed' }), 'unknown', 'smime-signed'],
  ['smime-encrypted', hint({ protection: 'smime-encrypted' }), 'unknown', 'smime-encrypted'],
  ['smime', hint({ protection: 'smime' }), 'unknown', 'smime'],
  ['openpgp-signed', hint({ protection: 'openpgp-signed' }), 'unknown', 'openpgp-signed'],
  ['openpgp-encrypted', hint({ protection: 'openpgp-encrypted' }), 'unknown', 'openpgp-encrypted'],
  ['none', hint({}), 'absent', 'none'],
];

it.each(rows)('%s', (_, given, outcome, code) => {
  expect(contentProtection.judge(buildFacts(given))).toMatchObject({ outcome, code });
});

it('has met all its codes', () => {
  expect(new Set(rows.map(([, , , code]) => code))).toEqual(new Set(contentProtection.codes));
});

it('shows the type', () => {
  expect(contentProtection.judge(buildFacts(hint({ protection: 'smime' }))).seen).toHaveLength(1);
});
