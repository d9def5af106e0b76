import { expect, it } from 'vitest';
import { buildFacts, type Given } from '../../../test/fixtures/build-facts';
import { buildProof } from '../../../test/fixtures/build-proof';
import type { Outcome } from '../check';
import type { Compared } from '../proof';
import { disagreement } from './disagreement';

/** Fields as they stand in a mail, the value behind the name. */
const fields = (...lines: readonly string[]) =>
  lines.map((raw) => ({ name: raw.slice(0, raw.indexOf(':')), raw, valueAt: raw.indexOf(':') + 1 }));

const ROW: Compared = {
  method: 'dkim',
  about: 'sender.example',
  here: 'fail',
  provider: 'pass',
  sealer: 'list.example',
  sealed: 'pass',
  difference: null,
  agrees: false,
  fields: [0],
};
const rowsOf = (...given: Partial<Compared>[]): Given => ({
  proof: buildProof({ compared: given.map((one) => ({ ...ROW, ...one })) }),
  fields: fields('DKIM-Signature: a', 'Authentication-Results: b'),
});

const rows: readonly (readonly [what: string, given: Given, outcome: Outcome, code: string])[] = [
  ['list-body', rowsOf({ difference: 'list-body' }), 'warn', 'list-body'],
  ['list-header', rowsOf({ difference: 'list-header' }), 'warn', 'list-header'],
  ['forwarder-body', rowsOf({ difference: 'forwarder-body' }), 'warn', 'forwarder-body'],
  ['forwarder-header', rowsOf({ difference: 'forwarder-header' }), 'warn', 'forwarder-header'],
  ['body-changed-since', rowsOf({ difference: 'body-changed-since' }), 'warn', 'body-changed-since'],
  ['header-changed-since', rowsOf({ difference: 'header-changed-since' }), 'warn', 'header-changed-since'],
  ['key-changed-since', rowsOf({ difference: 'key-changed-since' }), 'warn', 'key-changed-since'],
  ['record-changed-since', rowsOf({ difference: 'record-changed-since' }), 'warn', 'record-changed-since'],
  ['not-counted-here', rowsOf({ difference: 'not-counted-here' }), 'warn', 'not-counted-here'],
  ['failed-there', rowsOf({ difference: 'failed-there' }), 'warn', 'failed-there'],
  ['other-author-there', rowsOf({ difference: 'other-author-there' }), 'warn', 'other-author-there'],
  ['other-sender-there', rowsOf({ difference: 'other-sender-there' }), 'warn', 'other-sender-there'],
  ['other-address-there', rowsOf({ difference: 'other-address-there' }), 'warn', 'other-address-there'],
  ['unexplained', rowsOf({ difference: 'unexplained' }), 'warn', 'unexplained'],
  ['source-not-exact', rowsOf({ difference: 'source-not-exact' }), 'unknown', 'source-not-exact'],
  ['dns-did-not-answer', rowsOf({ difference: 'dns-did-not-answer' }), 'unknown', 'dns-did-not-answer'],
  ['nothing', rowsOf({}), 'absent', 'nothing-to-compare'],
  ['agrees', rowsOf({}, { agrees: true }), 'pass', 'agrees'],
  ['one agrees, one differs', rowsOf({ agrees: true }, { difference: 'list-body' }), 'warn', 'list-body'],
  ['the first is told', rowsOf({ difference: 'list-body' }, { difference: 'unexplained' }), 'warn', 'list-body'],
  [
    'another author comes before all',
    rowsOf({ difference: 'list-body' }, { difference: 'other-author-there' }),
    'warn',
    'other-author-there',
  ],
];

it.each(rows)('%s', (_, given, outcome, code) => {
  expect(disagreement.judge(buildFacts(given))).toMatchObject({ outcome, code });
});

it('has met all its codes', () => {
  expect(new Set(rows.map(([, , , code]) => code))).toEqual(new Set(disagreement.codes));
});

it('tells what each said, and shows the fields it rests on, each once', () => {
  const given = rowsOf({ method: 'spf', difference: 'unexplained', fields: [1, 0, 1] });
  expect(disagreement.judge(buildFacts(given))).toMatchObject({
    params: {
      provider: 'example.com',
      method: 'SPF',
      domain: 'sender.example',
      sealer: 'list.example',
      here: 'fail',
      there: 'pass',
    },
    seen: [{ field: 1 }, { field: 0 }],
  });
});

it('names the methods that agree, each once', () => {
  const { params } = disagreement.judge(
    buildFacts(rowsOf({ agrees: true }, { agrees: true }, { method: 'dmarc', agrees: true })),
  );
  expect(params).toEqual({ methods: 'DKIM, DMARC' });
});

it('names the author that the provider read', () => {
  const claimed = {
    method: 'dmarc',
    result: 'pass',
    registered: true,
    reason: null,
    comment: null,
    properties: [{ type: 'header', name: 'from', value: 'bank.example' }],
    field: 1,
    authserv: 'mx.example.com',
    why: 'other-author' as const,
    own: true,
  };
  const compared = [{ ...ROW, difference: 'other-author-there' as const }];
  const proof = buildProof({ compared, attested: { attested: [], claimed: [claimed], unread: [] } });
  expect(disagreement.judge(buildFacts({ proof })).params).toMatchObject({ other: 'bank.example' });
});
