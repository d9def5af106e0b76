import { describe, expect, it } from 'vitest';
import { buildFacts } from '../../../test/fixtures/build-facts';
import { buildProof, dkimResult, policyMissing } from '../../../test/fixtures/build-proof';
import type { Outcome } from '../check';
import type { Doubt, Proof } from '../proof';
import { dkim } from './dkim';

type Given = Parameters<typeof dkimResult>[0];

const own = (given: Given = {}) => dkimResult(given);
const other = (given: Given = {}) => dkimResult({ ...given, signature: { domain: 'mailer.test' } });
const partly = { weaknesses: ['body-beyond-length'] } as const;
const coverage = own().coverage;
const open = coverage && { ...coverage, appendable: true, body: null };
const copied = coverage && { ...coverage, copies: [4] };
const whole = coverage && { ...coverage, appendable: true };
const noKey = { result: 'permerror', reason: 'no-key' } as const;
const servfail = { result: 'temperror', reason: 'servfail' } as const;
const notAsked = { result: 'temperror', reason: 'not-asked' } as const;
const bodyChanged = { result: 'fail', reason: 'body-changed' } as const;

function judge(
  results: Proof['dkim']['results'],
  given: Partial<Proof> & { readonly doubt?: Doubt } = {},
  fields: readonly { name: string; raw: string; valueAt: number }[] = [],
) {
  const { doubt, ...rest } = given;
  const proof = buildProof({
    dkim: { results, unjudged: [] },
    doubts: results.map(({ result }) => (result === 'pass' ? null : (doubt ?? null))),
    ...rest,
  });
  return dkim.judge(buildFacts({ proof, fields }));
}

const rows: readonly (readonly [
  what: string,
  results: Proof['dkim']['results'],
  given: Parameters<typeof judge>[1],
  outcome: Outcome,
  code: string,
])[] = [
  ['one of the author’s', [own()], {}, 'pass', 'author-signature'],
  ['a subdomain’s', [own({ signature: { domain: 'mail.sender.example' } })], {}, 'pass', 'author-signature'],
  ['one of each: the author’s is told', [other(), own()], {}, 'pass', 'author-signature'],
  ['text after l=', [own(partly)], {}, 'warn', 'author-signature-partial'],
  ['an unsigned copy', [own({ weaknesses: ['unsigned-copy'] })], {}, 'warn', 'author-signature-partial'],
  ['a short key is only weak', [own({ weaknesses: ['weak-key'] })], {}, 'pass', 'author-signature'],
  ['a good one before one that leaves room', [own(), own(partly)], {}, 'pass', 'author-signature'],
  ['a stranger’s whole one covers up nothing', [other(), own(partly)], {}, 'warn', 'author-signature-partial'],
  ['another’s', [other()], {}, 'warn', 'third-party'],
  ['another’s that leaves room', [other(partly)], {}, 'warn', 'third-party-partial'],
  ['the text was changed', [own(bodyChanged)], {}, 'fail', 'body-changed'],
  ['the text was cut', [own({ result: 'fail', reason: 'body-too-short' })], {}, 'fail', 'body-changed'],
  ['the header was changed', [own({ result: 'fail', reason: 'header-changed' })], {}, 'fail', 'header-changed'],
  ['another key', [own({ result: 'fail', reason: 'key-mismatch' })], {}, 'fail', 'wrong-key'],
  ['broken, and another’s that holds', [other(), own(bodyChanged)], {}, 'fail', 'body-changed'],
  ['a key in testing', [own({ result: 'policy', reason: 'testing-key' })], {}, 'warn', 'not-counted'],
  ['SHA-1', [own({ result: 'policy', reason: 'sha1' })], {}, 'warn', 'not-counted'],
  ['no key', [own(noKey)], {}, 'warn', 'faulty'],
  ['From unsigned', [own({ result: 'permerror', reason: 'from-unsigned' })], {}, 'warn', 'faulty'],
  ['faulty, and another’s that holds', [other(), own(noKey)], {}, 'warn', 'third-party'],
  ['an old mail’s key is gone', [own(noKey)], { doubt: 'aged' }, 'unknown', 'key-gone'],
  ['the source is not exact', [own(bodyChanged)], { doubt: 'not-exact' }, 'unknown', 'not-exact'],
  ['no body', [own({ result: 'neutral', reason: 'body-unknown' })], {}, 'unknown', 'body-unread'],
  ['a kind that the platform lacks', [own({ result: 'neutral', reason: 'unsupported' })], {}, 'unknown', 'unsupported'],
  ['DNS failed', [own(servfail)], {}, 'unknown', 'unknown'],
  ['DNS failed, and another’s that holds: no missing one', [other(), own(servfail)], {}, 'unknown', 'unknown'],
  ['nobody is asked', [own(notAsked)], {}, 'unknown', 'not-asked'],
  ['l= of which nobody knows what it covers', [own({ ...notAsked, coverage: open })], {}, 'warn', 'leaves-room'],
  [
    'an unsigned copy under a key that nobody knows',
    [own({ ...servfail, coverage: copied })],
    {},
    'warn',
    'leaves-room',
  ],
  ['l= over the whole body', [own({ ...notAsked, coverage: whole })], {}, 'unknown', 'not-asked'],
  ['no h= that can be read', [own({ ...notAsked, coverage: null })], {}, 'unknown', 'not-asked'],
  ['another’s, nobody is asked', [other(notAsked)], {}, 'unknown', 'not-asked'],
  ['another’s, DNS failed', [other(servfail)], {}, 'unknown', 'third-party-unknown'],
  ['another’s, and broken', [other(bodyChanged)], {}, 'warn', 'third-party-broken'],
  ['none', [], {}, 'absent', 'none'],
];

it.each(rows)('%s', (_, results, given, outcome, code) => {
  expect(judge(results, given)).toMatchObject({ outcome, code });
});

describe('where DNS does not tell whose organisation it is', () => {
  const given = {
    dmarc: {
      ...buildProof().dmarc,
      dkim: [
        { method: 'dkim', domain: 'mailer.test', pass: true, alignment: 'unknown' },
        { method: 'dkim', domain: 'sender.example', pass: true, alignment: 'identical' },
      ],
    },
  } as const;

  it('a signature is not the author’s', () => {
    expect(judge([other()], given)).toMatchObject({ outcome: 'unknown', code: 'alignment-unknown' });
  });

  it('and does not hide that the author’s leaves room', () => {
    expect(judge([other(), own(partly)], given)).toMatchObject({ code: 'author-signature-partial' });
  });
});

it('falls back on the registrable domain where there is no policy', () => {
  const policy = policyMissing('temperror', 'not-asked');
  expect(judge([own({ ...notAsked, signature: { domain: 'mail.sender.example' } })], { policy })).toMatchObject({
    code: 'not-asked',
    params: { domain: 'mail.sender.example', author: 'sender.example', reason: 'not-asked' },
  });
});

it('shows the signature and the answer with its key', () => {
  const fields = Array.from({ length: 5 }, (_, at) => ({ name: 'X', raw: `X: ${at}`, valueAt: 2 }));
  const answer = { ok: true, value: [], dnssec: 'insecure' } as const;
  const proof = buildProof({ dkim: { results: [own({ signature: { index: 3, selector: 's9' } })], unjudged: [] } });
  const asked = ['s1._domainkey.sender.example', 's9._domainkey.sender.example'].map((name) => ({
    name,
    type: 'TXT' as const,
    answer,
  }));
  expect(dkim.judge(buildFacts({ proof, fields, asked })).seen).toEqual([
    { kind: 'header', field: 3, span: { start: 0, end: 4 } },
    { kind: 'answer', question: 1 },
  ]);
});

it('has met all its codes', () => {
  expect(new Set([...rows.map(([, , , , code]) => code), 'alignment-unknown'])).toEqual(new Set(dkim.codes));
});
