import { expect, it } from 'vitest';
import { buildFacts, type Given } from '../../../test/fixtures/build-facts';
import { buildProof, spfResult } from '../../../test/fixtures/build-proof';
import type { Outcome } from '../check';
import type { SpfResult } from '../rfc/spf/result';
import { spfLimits } from './spf-limits';

const spf = (given: Partial<SpfResult>): Given => ({ proof: buildProof({ spf: spfResult(given) }) });
const rows: readonly (readonly [what: string, given: Given, outcome: Outcome, code: string])[] = [
  ['not checked', { proof: buildProof({ spf: null }) }, 'absent', 'not-checked'],
  ['no record', spf({ result: 'none', reason: 'no-record', records: [] }), 'absent', 'not-checked'],
  ['DNS silent', spf({ result: 'temperror', reason: 'dns-timeout' }), 'absent', 'not-checked'],
  ['within', spf({ terms: 8 }), 'pass', 'within'],
  ['near', spf({ terms: 9 }), 'absent', 'near'],
  ['at the limit', spf({ terms: 10 }), 'absent', 'near'],
  ['over', spf({ result: 'permerror', reason: 'too-many-terms', terms: 11 }), 'warn', 'too-many-lookups'],
  ['voids', spf({ result: 'permerror', reason: 'too-many-voids' }), 'warn', 'too-many-voids'],
  ['mx', spf({ result: 'permerror', reason: 'too-many-mx' }), 'warn', 'too-many-mx'],
  ['several', spf({ result: 'permerror', reason: 'several-records' }), 'warn', 'several-records'],
  ['include', spf({ result: 'permerror', reason: 'include-without-record' }), 'warn', 'missing-record'],
  ['redirect', spf({ result: 'permerror', reason: 'redirect-without-record' }), 'warn', 'missing-record'],
  ['mistake', spf({ result: 'permerror', reason: 'unknown-mechanism' }), 'warn', 'bad-record'],
  ['wide', spf({ breadth: { ipv4: 2 ** 31, ipv6: null, complete: true, wide: true } }), 'warn', 'wide'],
  ['withheld', spf({ result: 'temperror', reason: 'local-part-withheld' }), 'unknown', 'withheld'],
];

it.each(rows)('%s', (_, given, outcome, code) => {
  expect(spfLimits.judge(buildFacts(given))).toMatchObject({ outcome, code });
});

it('has met all its codes', () => {
  expect(new Set(rows.map(([, , , code]) => code))).toEqual(new Set(spfLimits.codes));
});

it('names the record and the term at fault, and shows the records', () => {
  const answer = { ok: true, value: [], dnssec: 'insecure' } as const;
  const given = spf({
    result: 'permerror',
    reason: 'include-without-record',
    decidedBy: [
      { record: 0, domain: 'sender.example', term: 'include:a.example' },
      { record: 1, domain: 'a.example', term: 'include:b.example' },
    ],
  });
  const asked = [
    { name: 'sender.example', type: 'A' as const, answer },
    { name: 'sender.example', type: 'TXT' as const, answer },
  ];
  expect(spfLimits.judge(buildFacts({ ...given, asked }))).toMatchObject({
    params: { domain: 'sender.example', at: 'a.example', term: 'include:b.example' },
    seen: [{ kind: 'answer', question: 1 }],
  });
});
