import { expect, it } from 'vitest';
import { buildFacts, type Given } from '../../../test/fixtures/build-facts';
import { buildProof, dkimResult } from '../../../test/fixtures/build-proof';
import type { Outcome } from '../check';
import type { DkimResult } from '../rfc/dkim/verify-signature';
import { signatureCoverage } from './signature-coverage';

/** Fields as they stand in a mail, the value behind the name. */
const fields = (...lines: readonly string[]) =>
  lines.map((raw) => ({ name: raw.slice(0, raw.indexOf(':')), raw, valueAt: raw.indexOf(':') + 1 }));

const FIELDS = fields(
  'To: b@example.com',
  'From: a@sender.example',
  'Subject: x',
  'Reply-To: c@d.example',
  'List-Id: e',
);
const COVERAGE = dkimResult().coverage as NonNullable<DkimResult['coverage']>;
const signed = (...results: DkimResult[]): Given => ({
  proof: buildProof({ dkim: { results, unjudged: [] } }),
  fields: FIELDS,
});
const covering = (given: Partial<typeof COVERAGE>): Given =>
  signed(dkimResult({ coverage: { ...COVERAGE, ...given } }));
const rows: readonly (readonly [what: string, given: Given, outcome: Outcome, code: string])[] = [
  ['no signature', signed(), 'absent', 'no-signature'],
  ['none that holds', signed(dkimResult({ result: 'fail', reason: 'body-changed' })), 'absent', 'no-signature'],
  ['all', covering({}), 'pass', 'covers'],
  ['something behind l=', covering({ body: { octets: 100, signed: 60 }, appendable: true }), 'warn', 'appended'],
  ['l= at the end', covering({ appendable: true }), 'absent', 'appendable'],
  ['subject unsigned', covering({ unsigned: [2] }), 'warn', 'unsigned-fields'],
  ['unsigned, but nobody acts upon it', covering({ unsigned: [4] }), 'pass', 'covers'],
  ['body not known', covering({ body: null }), 'pass', 'covers'],
  [
    'a stranger’s covers what the author’s does not',
    signed(
      dkimResult({ signature: { domain: 'mailer.example' } }),
      dkimResult({ coverage: { ...COVERAGE, unsigned: [2] } }),
    ),
    'warn',
    'unsigned-fields',
  ],
];

it.each(rows)('%s', (_, given, outcome, code) => {
  expect(signatureCoverage.judge(buildFacts(given))).toMatchObject({ outcome, code });
});

it('has met all its codes', () => {
  expect(new Set(rows.map(([, , , code]) => code))).toEqual(new Set(signatureCoverage.codes));
});

it('counts what was appended, and names what is unsigned', () => {
  const judge = (given: Given) => signatureCoverage.judge(buildFacts(given)).params;
  expect(judge(covering({ body: { octets: 100, signed: 60 } }))).toMatchObject({ octets: 40 });
  expect(judge(covering({ unsigned: [0, 2, 3, 4] }))).toMatchObject({ names: 'To, Subject, Reply-To' });
});
