import { expect, it } from 'vitest';
import { buildFacts, type Given } from '../../../test/fixtures/build-facts';
import { buildProof, dkimResult, spfResult } from '../../../test/fixtures/build-proof';
import type { Outcome } from '../check';
import type { Proof, ServiceFound } from '../proof';
import { bulkRules } from './bulk-rules';

/** Fields as they stand in a mail, the value behind the name. */
const fields = (...lines: readonly string[]) =>
  lines.map((raw) => ({ name: raw.slice(0, raw.indexOf(':')), raw, valueAt: raw.indexOf(':') + 1 }));

const SUBSCRIBED = [
  'List-Unsubscribe: <https://sender.example/u>',
  'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
];
const NONE = { results: [], unjudged: [] };
const SILENT = { results: [dkimResult({ result: 'temperror', reason: 'timeout' })], unjudged: [] };
const GONE = { results: [dkimResult({ result: 'permerror', reason: 'no-key' })], unjudged: [] };
const PASSED_ON: Proof['arc'] = {
  ...buildProof().arc,
  sets: [{ instance: 1, results: null, message: null, seal: null, messageResult: null, sealResult: null }],
};
const NEWS: ServiceFound = {
  id: 'news',
  name: 'News',
  nameJa: null,
  kind: 'newsletter',
  certainty: 'field',
  at: 'field',
  seen: 'list-id',
  signature: null,
};
const dmarc = (result: Proof['dmarc']['result']): Proof['dmarc'] => ({ ...buildProof().dmarc, result });
const hint = (code: Proof['hints']['oneClick']['code']): Partial<Proof> => ({
  hints: { ...buildProof().hints, oneClick: { code, uri: null } },
});
const mail = (lines: readonly string[], given: Partial<Proof> = {}): Given => ({
  fields: fields(...lines),
  proof: buildProof(given),
});
const rows: readonly (readonly [what: string, given: Given, outcome: Outcome, code: string])[] = [
  ['plain', mail([]), 'absent', 'not-bulk'],
  ['discussion', mail(['List-Id: <a.example>'], { list: 0 }), 'absent', 'discussion-list'],
  ['kept', mail(SUBSCRIBED, hint('one-click')), 'pass', 'kept'],
  ['nobody may post', mail([...SUBSCRIBED, 'List-Post: NO'], hint('one-click')), 'pass', 'kept'],
  [
    'old, and SPF fails now',
    mail(SUBSCRIBED, { ...hint('one-click'), aged: true, spf: spfResult({ result: 'fail' }) }),
    'unknown',
    'not-known',
  ],
  [
    'key gone since',
    mail(SUBSCRIBED, { ...hint('one-click'), dkim: GONE, doubts: ['aged'], aged: true }),
    'unknown',
    'not-known',
  ],
  ['a notice', mail(['Feedback-ID: a:b']), 'pass', 'kept-no-subscription'],
  ['unsigned', mail(SUBSCRIBED, { ...hint('one-click'), dkim: NONE }), 'warn', 'no-signature'],
  ['SPF', mail(SUBSCRIBED, { ...hint('one-click'), spf: spfResult({ result: 'softfail' }) }), 'warn', 'spf-not-passed'],
  [
    'no policy',
    mail(SUBSCRIBED, {
      ...hint('one-click'),
      policy: {
        status: 'none',
        author: 'sender.example',
        organisation: null,
        records: [],
        reasons: [],
        record: null,
        at: null,
      },
    }),
    'warn',
    'no-policy',
  ],
  ['not aligned', mail(SUBSCRIBED, { ...hint('one-click'), dmarc: dmarc('fail') }), 'warn', 'not-aligned'],
  ['by Precedence', mail(['Precedence: bulk'], hint('no-unsubscribe')), 'warn', 'no-unsubscribe'],
  ['other Precedence', mail(['Precedence: first-class']), 'absent', 'not-bulk'],
  ['by its service', mail([], { ...hint('no-unsubscribe'), service: NEWS }), 'warn', 'no-unsubscribe'],
  ['no POST', mail(SUBSCRIBED, hint('no-post')), 'warn', 'no-one-click'],
  ['repeated', mail(SUBSCRIBED, hint('repeated')), 'warn', 'one-click-faulty'],
  ['no https', mail(SUBSCRIBED, hint('no-https')), 'warn', 'one-click-faulty'],
  ['several', mail(SUBSCRIBED, hint('several-https')), 'warn', 'one-click-faulty'],
  ['other POST', mail(SUBSCRIBED, hint('other-post')), 'warn', 'one-click-faulty'],
  ['unsigned fields', mail(SUBSCRIBED, hint('not-signed')), 'warn', 'one-click-not-signed'],
  ['SPF not known', mail(SUBSCRIBED, { ...hint('one-click'), spf: null }), 'unknown', 'not-known'],
  ['DNS silent', mail(SUBSCRIBED, { ...hint('not-signed'), dkim: SILENT }), 'unknown', 'not-known'],
  ['DMARC not known', mail(SUBSCRIBED, { ...hint('one-click'), dmarc: dmarc('temperror') }), 'unknown', 'not-known'],
  [
    'passed on by another',
    mail(SUBSCRIBED, { ...hint('one-click'), spf: spfResult({ result: 'fail' }), arc: PASSED_ON }),
    'unknown',
    'not-known',
  ],
];

it.each(rows)('%s', (_, given, outcome, code) => {
  expect(bulkRules.judge(buildFacts(given))).toMatchObject({ outcome, code });
});

it('has met all its codes', () => {
  expect(new Set(rows.map(([, , , code]) => code))).toEqual(new Set(bulkRules.codes));
});
