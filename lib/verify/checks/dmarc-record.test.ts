import { expect, it } from 'vitest';
import { buildFacts, type Given } from '../../../test/fixtures/build-facts';
import { buildProof } from '../../../test/fixtures/build-proof';
import { zoneWorld } from '../../../test/fixtures/zone-world';
import type { Outcome } from '../check';
import { discoverPolicy } from '../rfc/dmarc/discover';
import { dmarcRecord } from './dmarc-record';

/** What DNS says at _dmarc.sender.example. */
const published = async (...records: readonly string[]): Promise<Given> => ({
  proof: buildProof({
    policy: await discoverPolicy('sender.example', zoneWorld({ '_dmarc.sender.example': records })),
  }),
});
const silent = async (): Promise<Given> => ({
  proof: buildProof({
    policy: await discoverPolicy('sender.example', zoneWorld({ '_dmarc.sender.example': 'timeout' })),
  }),
});

const rows: readonly (readonly [what: string, given: Promise<Given> | Given, outcome: Outcome, code: string])[] = [
  ['no author', { proof: buildProof({ policy: null }) }, 'absent', 'none'],
  ['none', published(), 'absent', 'none'],
  ['DNS silent', silent(), 'absent', 'none'],
  ['sound', published('v=DMARC1; p=reject'), 'pass', 'sound'],
  ['several', published('v=DMARC1; p=reject', 'v=DMARC1; p=none'), 'warn', 'several-records'],
  ['no policy', published('v=DMARC1; p=block'), 'warn', 'no-valid-policy'],
  ['no policy, but reports', published('v=DMARC1; p=block; rua=mailto:a@b.example'), 'warn', 'taken-as-none'],
  ['a mistake', published('v=DMARC1; p=reject; adkim=strict'), 'warn', 'invalid-tags'],
  ['tests', published('v=DMARC1; p=reject; t=y'), 'absent', 'test-mode'],
  ['tests nothing', published('v=DMARC1; p=none; t=y'), 'pass', 'sound'],
  ['of RFC 7489', published('v=DMARC1; p=reject; pct=50'), 'absent', 'removed-tags'],
];

it.each(rows)('%s', async (_, given, outcome, code) => {
  expect(dmarcRecord.judge(buildFacts(await given))).toMatchObject({ outcome, code });
});

it('has met all its codes', () => {
  expect(new Set(rows.map(([, , , code]) => code))).toEqual(new Set(dmarcRecord.codes));
});

it('names where it is published, and what is wrong in it', async () => {
  const given = await published('v=DMARC1; p=reject; adkim=strict; aspf=x; pct=50; ri=1');
  expect(dmarcRecord.judge(buildFacts(given)).params).toEqual({
    domain: 'sender.example',
    tags: 'adkim, aspf',
    removed: 'pct, ri',
  });
});
