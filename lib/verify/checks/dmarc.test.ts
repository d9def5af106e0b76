import { expect, it } from 'vitest';
import { buildFacts } from '../../../test/fixtures/build-facts';
import { buildProof, dkimResult, policyFound, policyMissing, spfResult } from '../../../test/fixtures/build-proof';
import type { Outcome } from '../check';
import type { Proof } from '../proof';
import { dmarc } from './dmarc';

const unsigned = { results: [], unjudged: [] };
const signedBy = (domain: string, given: Parameters<typeof dkimResult>[0] = {}) => ({
  results: [dkimResult({ ...given, signature: { domain } })],
  unjudged: [],
});
const stranger = { dkim: signedBy('mailer.test'), spf: spfResult({ domain: 'mailer.test' }) };
const found = policyFound();

const rows: readonly (readonly [what: string, given: Partial<Proof>, outcome: Outcome, code: string])[] = [
  ['a signature of the author’s', {}, 'pass', 'aligned-by-dkim'],
  ['a server of the author’s', { dkim: unsigned }, 'pass', 'aligned-by-spf'],
  ['no record, signed', { policy: policyMissing('none', 'no-record') }, 'pass', 'no-policy-dkim'],
  [
    'no record, signed by a subdomain',
    { policy: policyMissing('none', 'no-record'), dkim: signedBy('mail.sender.example') },
    'pass',
    'no-policy-dkim',
  ],
  [
    'no record, a server of its own',
    { policy: policyMissing('none', 'no-record'), dkim: unsigned },
    'pass',
    'no-policy-spf',
  ],
  [
    'DNS tells no policy, and the very domain signed',
    { policy: policyMissing('temperror', 'dns-servfail') },
    'pass',
    'policy-unknown-dkim',
  ],
  [
    'DNS tells no policy, and the very domain allows the server',
    { policy: policyMissing('temperror', 'dns-timeout'), dkim: unsigned },
    'pass',
    'policy-unknown-spf',
  ],
  [
    'DNS tells no policy, which may be strict, and a subdomain signed',
    { policy: policyMissing('temperror', 'dns-servfail'), dkim: signedBy('mail.sender.example'), spf: null },
    'unknown',
    'unknown',
  ],
  ['strangers’ proofs, under reject', stranger, 'fail', 'reject'],
  [
    'strangers’ proofs, under quarantine',
    { ...stranger, policy: policyFound('v=DMARC1; p=quarantine') },
    'fail',
    'quarantine',
  ],
  ['strangers’ proofs, under none', { ...stranger, policy: policyFound('v=DMARC1; p=none') }, 'warn', 'monitored'],
  [
    'quarantine in test mode',
    { ...stranger, policy: { ...policyFound('v=DMARC1; p=quarantine; t=y'), effective: 'none' } as never },
    'warn',
    'monitored',
  ],
  ['an old mail: the policy may be younger', { ...stranger, aged: true }, 'warn', 'aged'],
  [
    'no record, and strangers’ proofs',
    { ...stranger, policy: policyMissing('none', 'no-record') },
    'absent',
    'no-policy',
  ],
  ['several records', { ...stranger, policy: policyMissing('none', 'several-records') }, 'absent', 'no-policy'],
  ['a name that DNS cannot hold', { policy: policyMissing('permerror', 'no-such-name') }, 'warn', 'bad-policy'],
  ['no SPF and no DKIM to be had', { dkim: unsigned, spf: null }, 'unknown', 'undecided'],
  [
    'the same, where nothing is asked for',
    { dkim: unsigned, spf: null, policy: policyFound('v=DMARC1; p=none') },
    'unknown',
    'undecided-monitored',
  ],
  [
    'a key of the author’s that DNS did not tell',
    {
      dkim: signedBy('sender.example', { result: 'temperror', reason: 'servfail' }),
      spf: spfResult({ result: 'fail' }),
    },
    'unknown',
    'undecided',
  ],
  [
    'np or sp: DNS does not tell which',
    { dkim: unsigned, spf: spfResult({ result: 'fail' }), policy: { ...found, reasons: ['existence-unknown'] } },
    'unknown',
    'unknown',
  ],
  [
    'nobody is asked',
    { policy: policyMissing('temperror', 'not-asked'), dkim: unsigned, spf: null },
    'unknown',
    'not-asked',
  ],
  [
    'no single author',
    { author: { fields: [], state: 'none', name: null, local: '', host: null }, policy: null },
    'absent',
    'no-author',
  ],
];

it.each(rows)('%s', (_, given, outcome, code) => {
  expect(dmarc.judge(buildFacts({ proof: buildProof(given) }))).toMatchObject({ outcome, code });
});

it('names the domain that passed, and where the policy was found', () => {
  const given = { dkim: signedBy('mail.sender.example') };
  expect(dmarc.judge(buildFacts({ proof: buildProof(given) })).params).toEqual({
    author: 'sender.example',
    domain: 'mail.sender.example',
    at: 'sender.example',
  });
});

it('shows the answers that policies stand in, and no others', () => {
  const answer = { ok: true, value: [], dnssec: 'insecure' } as const;
  const asked = ['s1._domainkey.sender.example', '_dmarc.sender.example', 'sender.example', '_dmarc.example'].map(
    (name) => ({ name, type: 'TXT' as const, answer }),
  );
  expect(dmarc.judge(buildFacts({ proof: buildProof(), asked })).seen).toEqual([
    { kind: 'answer', question: 1 },
    { kind: 'answer', question: 3 },
  ]);
});

it('has met all its codes', () => {
  expect(new Set(rows.map(([, , , code]) => code))).toEqual(new Set(dmarc.codes));
});
