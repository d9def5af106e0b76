import { expect, it } from 'vitest';
import { buildFacts, type Given } from '../../../test/fixtures/build-facts';
import { buildProof, dkimResult } from '../../../test/fixtures/build-proof';
import type { Outcome } from '../check';
import type { DkimResult } from '../rfc/dkim/verify-signature';
import { keyStrength } from './key-strength';

const KEY = {
  type: 'rsa',
  bits: 2048,
  testing: false,
  strict: false,
  note: null,
  record: '',
  dnssec: 'insecure',
} as const;
const signed = (...results: DkimResult[]): Given => ({ proof: buildProof({ dkim: { results, unjudged: [] } }) });
const rows: readonly (readonly [what: string, given: Given, outcome: Outcome, code: string])[] = [
  ['no signature', { proof: buildProof({ dkim: { results: [], unjudged: [] } }) }, 'absent', 'no-key'],
  ['no key', signed(dkimResult({ key: null, result: 'permerror', reason: 'no-key' })), 'absent', 'no-key'],
  ['strong', signed(dkimResult({ key: { ...KEY, dnssec: 'unknown' } })), 'pass', 'strong'],
  ['strong, no DNSSEC', signed(dkimResult()), 'pass', 'strong-insecure'],
  ['strong, DNSSEC', signed(dkimResult({ key: { ...KEY, dnssec: 'secure' } })), 'pass', 'strong-dnssec'],
  ['weak', signed(dkimResult({ key: { ...KEY, bits: 1024 }, weaknesses: ['weak-key'] })), 'warn', 'weak'],
  ['short', signed(dkimResult({ key: { ...KEY, bits: 512 }, weaknesses: ['short-key'] })), 'warn', 'short'],
  ['SHA-1', signed(dkimResult({ weaknesses: ['weak-key', 'sha1'] })), 'warn', 'sha1'],
  ['testing', signed(dkimResult({ key: { ...KEY, testing: true }, weaknesses: ['testing-key'] })), 'warn', 'testing'],
  [
    'the author’s comes before a stranger’s',
    signed(
      dkimResult({ signature: { domain: 'mailer.example' } }),
      dkimResult({ key: { ...KEY, bits: 1024 }, weaknesses: ['weak-key'] }),
    ),
    'warn',
    'weak',
  ],
  ['a stranger’s alone', signed(dkimResult({ signature: { domain: 'mailer.example' } })), 'pass', 'strong-insecure'],
];

it.each(rows)('%s', (_, given, outcome, code) => {
  expect(keyStrength.judge(buildFacts(given))).toMatchObject({ outcome, code });
});

it('has met all its codes', () => {
  expect(new Set(rows.map(([, , , code]) => code))).toEqual(new Set(keyStrength.codes));
});

it('shows the key that was found, and its size', () => {
  const answer = { ok: true, value: ['v=DKIM1; p=AAAA'], dnssec: 'insecure' } as const;
  const asked = ['s2._domainkey.sender.example', 's1._domainkey.sender.example'].map((name) => ({
    name,
    type: 'TXT' as const,
    answer,
  }));
  expect(keyStrength.judge(buildFacts({ ...signed(dkimResult()), asked }))).toMatchObject({
    params: { domain: 'sender.example', type: 'RSA', bits: 2048 },
    seen: [{ kind: 'answer', question: 1 }],
  });
});
