import { expect, it } from 'vitest';
import { buildFacts, type Given } from '../../../test/fixtures/build-facts';
import { buildProof, dkimResult } from '../../../test/fixtures/build-proof';
import type { Outcome } from '../check';
import type { Proof, ServiceFound } from '../proof';
import { deliveryService } from './delivery-service';

/** Fields as they stand in a mail, the value behind the name. */
const fields = (...lines: readonly string[]) =>
  lines.map((raw) => ({ name: raw.slice(0, raw.indexOf(':')), raw, valueAt: raw.indexOf(':') + 1 }));

const FIELDS = fields(
  'Return-Path: <b@bounce.mailer.example>',
  'X-Mailer-Id: 1',
  'Received: x',
  'DKIM-Signature: v=1',
  'Feedback-ID: a:mailer',
);
const THIRD = { results: [dkimResult({ signature: { domain: 'third.example' } })], unjudged: [] };
const SILENT = {
  results: [dkimResult({ result: 'temperror', reason: 'timeout', signature: { domain: 'third.example' } })],
  unjudged: [],
};
const OPEN = {
  results: [...THIRD.results, dkimResult({ result: 'temperror', reason: 'timeout' })],
  unjudged: [],
};
const NONE = { results: [], unjudged: [] };
const service = (given: Partial<ServiceFound>, dkim: Proof['dkim'] = buildProof().dkim): Given => ({
  proof: buildProof({
    dkim,
    service: {
      id: 'mailer',
      name: 'Mailer',
      nameJa: null,
      kind: 'newsletter',
      certainty: 'signed',
      at: 'signer',
      seen: 'mailer.example',
      signature: 'author',
      ...given,
    },
  }),
  fields: FIELDS,
});
const rows: readonly (readonly [what: string, given: Given, outcome: Outcome, code: string])[] = [
  ['none', { proof: buildProof() }, 'absent', 'none'],
  ['its own address', service({ seen: 'sender.example' }), 'pass', 'own-mailbox'],
  ['both signed', service({}), 'pass', 'author-signed'],
  ['the author’s could not be judged', service({ signature: 'service' }, OPEN), 'unknown', 'undecided-signed'],
  [
    'not judged, envelope',
    service({ certainty: 'envelope', signature: null }, SILENT),
    'unknown',
    'undecided-envelope',
  ],
  ['not judged, host', service({ certainty: 'host', signature: null }, SILENT), 'unknown', 'undecided-host'],
  ['not judged, field', service({ certainty: 'field', signature: null }, SILENT), 'unknown', 'undecided-field'],
  ['the service alone', service({ signature: 'service' }, THIRD), 'warn', 'service-signed'],
  ['author, envelope', service({ certainty: 'envelope', signature: 'author' }), 'pass', 'author-envelope'],
  ['other, envelope', service({ certainty: 'envelope', signature: 'other' }, THIRD), 'warn', 'other-envelope'],
  ['unsigned, envelope', service({ certainty: 'envelope', signature: null }, NONE), 'warn', 'unsigned-envelope'],
  ['author, host', service({ certainty: 'host', signature: 'author' }), 'pass', 'author-host'],
  ['other, host', service({ certainty: 'host', signature: 'other' }, THIRD), 'warn', 'other-host'],
  ['unsigned, host', service({ certainty: 'host', signature: null }, NONE), 'warn', 'unsigned-host'],
  ['author, field', service({ certainty: 'field', signature: 'author' }), 'pass', 'author-field'],
  ['other, field', service({ certainty: 'field', signature: 'other' }, THIRD), 'warn', 'other-field'],
  ['unsigned, field', service({ certainty: 'field', signature: null }, NONE), 'warn', 'unsigned-field'],
];

it.each(rows)('%s', (_, given, outcome, code) => {
  expect(deliveryService.judge(buildFacts(given))).toMatchObject({ outcome, code });
});

it('has met all its codes', () => {
  expect(new Set(rows.map(([, , , code]) => code))).toEqual(new Set(deliveryService.codes));
});

it.each([
  ['signer', 'mailer.example', [3]],
  ['return-path', 'b.mailer.example', [0, 3]],
  ['field', 'x-mailer-id', [1, 3]],
  ['feedback-id', 'mailer', [4, 3]],
  ['host', 'out.mailer.example', [2, 3]],
] as const)('shows where the service was seen: %s', (at, seen, places) => {
  const from = { helo: null, rdns: 'out.mailer.example', ip: null, confirmed: true };
  const found = deliveryService.judge(buildFacts({ ...service({ at, seen }), hops: [{ from, field: 2 }] }));
  expect(found.seen.map((one) => 'field' in one && one.field)).toEqual(places);
});

it('names the service in both languages, and whose signature there is', () => {
  const judge = (given: Given) => deliveryService.judge(buildFacts(given)).params;
  expect(judge(service({ nameJa: 'メーラー' }))).toEqual({
    service: 'Mailer',
    service_ja: 'メーラー',
    author: 'sender.example',
    domain: 'mailer.example',
  });
  expect(judge(service({ certainty: 'host', signature: 'other' }, THIRD))).toMatchObject({ domain: 'third.example' });
});
