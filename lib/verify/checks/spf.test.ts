import { expect, it } from 'vitest';
import { buildFacts } from '../../../test/fixtures/build-facts';
import { buildProof, spfResult } from '../../../test/fixtures/build-proof';
import type { Outcome } from '../check';
import type { Envelope, Proof } from '../proof';
import { spf } from './spf';

type Why = Extract<Envelope, { readonly known: false }>['why'];

const unknown = (why: Why): Partial<Proof> => ({ envelope: { known: false, why }, spf: null });
const result = (given: Parameters<typeof spfResult>[0]): Partial<Proof> => ({ spf: spfResult(given) });
const list: Partial<Proof> = {
  envelope: { ...buildProof().envelope, rewritten: true } as Envelope,
  spf: spfResult({ result: 'fail', domain: 'lists.example.com' }),
  dmarc: { ...buildProof().dmarc, spf: { method: 'spf', domain: 'lists.example.com', pass: false, alignment: null } },
};
const wide = { ipv4: 2 ** 31, ipv6: 0, complete: true, wide: true };

const rows: readonly (readonly [what: string, given: Partial<Proof>, outcome: Outcome, code: string])[] = [
  ['allowed', {}, 'pass', 'pass'],
  ['everybody is allowed', result({ breadth: wide }), 'warn', 'pass-wide'],
  ['forbidden', result({ result: 'fail' }), 'fail', 'fail'],
  ['forbidden, softly', result({ result: 'softfail' }), 'warn', 'softfail'],
  ['forbidden, and the record is wide', result({ result: 'fail', breadth: wide }), 'fail', 'fail'],
  ['forbidden, by a list at the provider', list, 'absent', 'rewritten'],
  ['allowed, by a list at the provider', { ...list, spf: spfResult() }, 'pass', 'pass'],
  ['forbidden, of the author’s own provider', { ...list, dmarc: buildProof().dmarc }, 'fail', 'fail'],
  ['left open', result({ result: 'neutral' }), 'absent', 'neutral'],
  ['no record', result({ result: 'none', reason: 'no-record', domain: null }), 'absent', 'none'],
  ['a faulty record', result({ result: 'permerror', reason: 'too-many-terms' }), 'warn', 'permerror'],
  ['DNS failed', result({ result: 'temperror', reason: 'dns-servfail' }), 'unknown', 'temperror'],
  [
    'the local part is asked for',
    result({ result: 'temperror', reason: 'local-part-withheld' }),
    'unknown',
    'withheld',
  ],
  ['nobody is asked', result({ result: 'temperror', reason: 'not-asked' }), 'unknown', 'not-asked'],
  ['handed in at the provider', unknown('handed-in'), 'absent', 'handed-in'],
  ['no border', unknown('no-border'), 'unknown', 'no-border'],
  ['a border that is assumed', unknown('border-assumed'), 'unknown', 'no-border'],
  ['nobody vouches', unknown('not-vouched'), 'unknown', 'no-border'],
  ['no address', unknown('no-address'), 'unknown', 'no-address'],
  ['no Return-Path', unknown('no-return-path'), 'unknown', 'no-return-path'],
  ['several', unknown('several-return-paths'), 'unknown', 'no-return-path'],
];

it.each(rows)('%s', (_, given, outcome, code) => {
  expect(spf.judge(buildFacts({ proof: buildProof(given) }))).toMatchObject({ outcome, code });
});

it('names domain, author and address', () => {
  expect(spf.judge(buildFacts({ proof: buildProof() })).params).toEqual({
    domain: 'sender.example',
    author: 'sender.example',
    ip: '203.0.113.10',
    reason: 'match',
  });
});

it('shows Return-Path, the line with the address, and the records', () => {
  const fields = Array.from({ length: 4 }, (_, at) => ({ name: 'X', raw: `X: ${at}`, valueAt: 2 }));
  const answer = { ok: true, value: [], dnssec: 'insecure' } as const;
  const asked = ['_dmarc.sender.example', 'sender.example', 'other.example'].map((name) => ({
    name,
    type: 'TXT' as const,
    answer,
  }));
  const span = { start: 0, end: 4 };
  expect(spf.judge(buildFacts({ proof: buildProof(), fields, asked, hops: [{ field: 1 }] })).seen).toEqual([
    { kind: 'header', field: 2, span },
    { kind: 'header', field: 1, span },
    { kind: 'answer', question: 1 },
  ]);
});

it('has met all its codes', () => {
  expect(new Set(rows.map(([, , , code]) => code))).toEqual(new Set(spf.codes));
});
