import { expect, it } from 'vitest';
import { buildFacts } from '../../../test/fixtures/build-facts';
import { buildProof, dkimResult } from '../../../test/fixtures/build-proof';
import type { Outcome } from '../check';
import type { Proof } from '../proof';
import { repeatedFields } from './repeated-fields';

const subject = { name: 'subject', fields: [2, 3] };
const signing = (signed: readonly number[], domain = 'sender.example', result: 'pass' | 'fail' = 'pass') => {
  const { coverage } = dkimResult();
  return dkimResult({ result, coverage: coverage && { ...coverage, signed }, signature: { domain } });
};
const signed = (...results: readonly ReturnType<typeof dkimResult>[]) => ({ dkim: { results, unjudged: [] } });

const rows: readonly (readonly [what: string, given: Partial<Proof>, outcome: Outcome, code: string])[] = [
  ['nothing twice', {}, 'absent', 'none'],
  ['a second Message-ID', { repeated: [{ name: 'message-id', fields: [2, 3] }] }, 'absent', 'not-shown'],
  ['both signed', { repeated: [subject], ...signed(signing([1, 2, 3])) }, 'absent', 'all-signed'],
  ['one signed', { repeated: [subject], ...signed(signing([1, 3])) }, 'warn', 'unsigned-copy'],
  [
    'a second Message-ID beside it changes nothing',
    { repeated: [{ name: 'message-id', fields: [4, 5] }, subject], ...signed(signing([1, 3])) },
    'warn',
    'unsigned-copy',
  ],
  [
    'each by another signature',
    { repeated: [subject], ...signed(signing([2]), signing([3])) },
    'warn',
    'unsigned-copy',
  ],
  ['both by a stranger', { repeated: [subject], ...signed(signing([2, 3], 'mailer.test')) }, 'warn', 'unsigned-copy'],
  [
    'both by a signature that does not hold',
    { repeated: [subject], ...signed(signing([2, 3], 'sender.example', 'fail')) },
    'warn',
    'unsigned-copy',
  ],
  ['unsigned', { repeated: [subject], ...signed() }, 'warn', 'unsigned-copy'],
];

it.each(rows)('%s', (_, given, outcome, code) => {
  expect(repeatedFields.judge(buildFacts({ proof: buildProof(given) }))).toMatchObject({ outcome, code });
});

it('where DNS does not tell whose the signature is, it is not the author’s', () => {
  const proof = buildProof({ repeated: [subject], ...signed(signing([1, 2, 3])) });
  const dkim = proof.dmarc.dkim.map((one) => ({ ...one, alignment: 'unknown' as const }));
  expect(repeatedFields.judge(buildFacts({ proof: { ...proof, dmarc: { ...proof.dmarc, dkim } } }))).toMatchObject({
    code: 'unsigned-copy',
  });
});

it('names the field and shows its copies', () => {
  const fields = Array.from({ length: 4 }, () => ({ name: 'Subject', raw: 'Subject: x', valueAt: 8 }));
  const span = { start: 0, end: 10 };
  expect(repeatedFields.judge(buildFacts({ fields, proof: buildProof({ repeated: [subject] }) }))).toMatchObject({
    params: { name: 'subject' },
    seen: [
      { kind: 'header', field: 2, span },
      { kind: 'header', field: 3, span },
    ],
  });
});

it('has met all its codes', () => {
  expect(new Set(rows.map(([, , , code]) => code))).toEqual(new Set(repeatedFields.codes));
});
