import { expect, it } from 'vitest';
import { buildFacts, type Given } from '../../../test/fixtures/build-facts';
import { buildProof, dkimResult } from '../../../test/fixtures/build-proof';
import type { Outcome } from '../check';
import { unjudgedSignatures } from './unjudged-signatures';

const beyond = (...domains: (string | null)[]): Given => ({
  proof: buildProof({
    dkim: { results: [], unjudged: domains.map((domain) => dkimResult({ signature: { domain } }).signature) },
  }),
});
const rows: readonly (readonly [what: string, given: Given, outcome: Outcome, code: string])[] = [
  ['none', { proof: buildProof() }, 'absent', 'none'],
  ['some', beyond('a.example'), 'warn', 'some'],
];

it.each(rows)('%s', (_, given, outcome, code) => {
  expect(unjudgedSignatures.judge(buildFacts(given))).toMatchObject({ outcome, code });
});

it('has met all its codes', () => {
  expect(new Set(rows.map(([, , , code]) => code))).toEqual(new Set(unjudgedSignatures.codes));
});

it('counts all and names a few', () => {
  const { params } = unjudgedSignatures.judge(buildFacts(beyond('a', 'a', 'b', 'c', 'd', 'e', 'f')));
  expect(params).toEqual({ count: 7, domains: 'a, b, c, d, e' });
});
