import { describe, expect, it } from 'vitest';
import { buildProof, dkimResult, spfResult } from '../../test/fixtures/build-proof';
import { compareResults, MAX_COMPARED, type Sides } from './compare-results';
import type { Difference, Proof, SealedWord } from './proof';
import type { Attestation, Claimed } from './rfc/auth-results/attested';
import type { DkimResult } from './rfc/dkim/verify-signature';

const AUTHOR = 'sender.example';

function word(
  method: string,
  about: string,
  result: string | null,
  properties: Attestation['said'][0]['properties'] = [],
) {
  const said = [
    { method, result: result ?? 'pass', registered: true, reason: null, comment: null, properties, field: 7 },
  ];
  return { method, about, result, said };
}
const attested = (...words: Attestation[]): Proof['attested'] => ({ attested: words, claimed: [], unread: [] });
const sealed = (result: string, instance = 1, method = 'dkim', about = AUTHOR): SealedWord => ({
  instance,
  sealer: `s${instance}.example`,
  field: 9,
  method,
  about,
  result,
});
const sides = (given: Partial<Proof>, list: number | null = null): Sides => buildProof({ ...given, list });
const signed = (given: Partial<DkimResult>): Partial<Proof> => ({
  dkim: { results: [dkimResult(given)], unjudged: [] },
});
const of = (method: string, given: Partial<Proof>, list: number | null = null) =>
  compareResults(sides(given, list)).find((row) => row.method === method);

const PASSED = attested(word('dkim', AUTHOR, 'pass'));
const BODY = signed({ result: 'fail', reason: 'body-changed' });
const HEADER = signed({ result: 'fail', reason: 'header-changed' });
const rest = (given: Partial<Proof>): Partial<Proof> => ({ attested: PASSED, ...given });

describe('a signature', () => {
  const rows: readonly (readonly [string, Partial<Proof>, number | null, Difference | null, boolean])[] = [
    ['holds for both', rest({}), null, null, true],
    ['nobody else speaks', {}, null, null, false],
    ['holds here alone', { attested: attested(word('dkim', AUTHOR, 'fail')) }, null, 'failed-there', false],
    ['text changed since', rest(BODY), null, 'body-changed-since', false],
    ['text cut since', rest(signed({ result: 'fail', reason: 'body-too-short' })), null, 'body-changed-since', false],
    ['header changed since', rest(HEADER), null, 'header-changed-since', false],
    ['the list is not blamed for what came later', rest(BODY), 4, 'body-changed-since', false],
    ['the source is another', rest({ ...BODY, doubts: ['not-exact'] }), null, 'source-not-exact', false],
    ['key gone', rest(signed({ result: 'permerror', reason: 'no-key' })), null, 'key-changed-since', false],
    ['key withdrawn', rest(signed({ result: 'permerror', reason: 'key-revoked' })), null, 'key-changed-since', false],
    ['another key', rest(signed({ result: 'fail', reason: 'key-mismatch' })), null, 'key-changed-since', false],
    ['another key, and nobody had a better one', signed({ result: 'fail', reason: 'key-mismatch' }), null, null, false],
    ['DNS silent', rest(signed({ result: 'temperror', reason: 'timeout' })), null, 'dns-did-not-answer', false],
    ['not asked yet', rest(signed({ result: 'temperror', reason: 'not-asked' })), null, null, false],
    ['body not read yet', rest(signed({ result: 'neutral', reason: 'body-unknown' })), null, null, false],
    ['weak', rest(signed({ result: 'policy', reason: 'sha1' })), null, 'not-counted-here', false],
    ['faulty', rest(signed({ result: 'neutral', reason: 'bad-tag' })), null, null, false],
    ['footer, sealed before', { ...BODY, sealed: [sealed('pass')] }, 4, 'list-body', false],
    ['footer, nobody else speaks', BODY, 4, 'list-body', false],
    ['subject tag', HEADER, 4, 'list-header', false],
    ['forwarder, text', { ...BODY, sealed: [sealed('pass')] }, null, 'forwarder-body', false],
    ['forwarder, header', { ...HEADER, sealed: [sealed('pass')] }, null, 'forwarder-header', false],
    ['sealed as broken', { ...BODY, sealed: [sealed('fail')] }, null, null, true],
    ['broken for both', { ...BODY, attested: attested(word('dkim', AUTHOR, 'fail')) }, null, null, true],
    ['the provider contradicts itself', { ...BODY, attested: attested(word('dkim', AUTHOR, null)) }, null, null, false],
    ['a word of another domain', { ...BODY, attested: attested(word('dkim', 'x.example', 'pass')) }, null, null, false],
    [
      'a word of no domain',
      { ...BODY, attested: attested(word('dkim', '', 'pass')) },
      null,
      'body-changed-since',
      false,
    ],
  ];
  it.each(rows)('%s', (_, given, list, difference, agrees) => {
    expect(of('dkim', given, list)).toMatchObject({ about: AUTHOR, difference, agrees });
  });

  it('a word of no domain says nothing of one of two', () => {
    const two = [
      dkimResult(),
      dkimResult({ result: 'fail', reason: 'body-changed', signature: { domain: 'b.example' } }),
    ];
    const rows = compareResults(
      sides({ dkim: { results: two, unjudged: [] }, attested: attested(word('dkim', '', 'pass')) }),
    );
    expect(rows.filter(({ method }) => method === 'dkim').map(({ provider }) => provider)).toEqual([null, null]);
  });

  it('the newest sealer who says pass is named, not one who found it broken later', () => {
    const found = of('dkim', { ...BODY, sealed: [sealed('fail', 3), sealed('pass', 2), sealed('pass', 1)] }, 4);
    expect(found).toMatchObject({ sealer: 's2.example', sealed: 'pass', fields: [3, 9, 4] });
  });

  it('of each domain the best is compared', () => {
    const two = [dkimResult(), dkimResult({ result: 'fail', reason: 'header-changed' })];
    expect(compareResults(sides(rest({ dkim: { results: two, unjudged: [] } })))).toMatchObject([
      { method: 'dkim', here: 'pass', agrees: true },
      { method: 'spf' },
      { method: 'dmarc' },
    ]);
  });

  it(`compares ${MAX_COMPARED} domains at most`, () => {
    const many = Array.from({ length: 50 }, (_, at) => dkimResult({ signature: { domain: `d${at}.example` } }));
    const rows = compareResults(sides({ dkim: { results: many, unjudged: [] } }));
    expect(rows.filter(({ method }) => method === 'dkim')).toHaveLength(MAX_COMPARED);
  });
});

describe('SPF', () => {
  const failed = { spf: spfResult({ result: 'fail' }) };
  const from = (value: string) => [{ type: 'smtp', name: 'mailfrom', value }];
  const rows: readonly (readonly [string, Partial<Proof>, Difference | null, boolean])[] = [
    ['passes for both', { attested: attested(word('spf', 'mailfrom', 'pass')) }, null, true],
    ['fails for both', { ...failed, attested: attested(word('spf', 'mailfrom', 'softfail')) }, null, true],
    ['fails here', { ...failed, attested: attested(word('spf', 'mailfrom', 'pass')) }, 'unexplained', false],
    ['fails there', { attested: attested(word('spf', 'mailfrom', 'fail')) }, 'unexplained', false],
    ['could not be told there', { attested: attested(word('spf', 'mailfrom', 'temperror')) }, null, false],
    ['of HELO alone', { ...failed, attested: attested(word('spf', 'helo', 'pass')) }, null, false],
    [
      'of another sender',
      { ...failed, attested: attested(word('spf', 'mailfrom', 'pass', from('b@other.example'))) },
      'other-sender-there',
      false,
    ],
    [
      'of the same sender',
      { ...failed, attested: attested(word('spf', 'mailfrom', 'pass', from('Sender.EXAMPLE'))) },
      'unexplained',
      false,
    ],
    ['Received-SPF agrees', { receivedSpf: [{ field: 5, result: 'pass', ip: null }] }, null, true],
    [
      'Received-SPF of another address',
      { ...failed, receivedSpf: [{ field: 5, result: 'pass', ip: '198.51.100.7' }] },
      'other-address-there',
      false,
    ],
    [
      'Received-SPF of the same address, written otherwise',
      { ...failed, receivedSpf: [{ field: 5, result: 'pass', ip: '::ffff:203.0.113.10' }] },
      'unexplained',
      false,
    ],
    [
      'two Received-SPF that differ',
      {
        ...failed,
        receivedSpf: [
          { field: 5, result: 'pass', ip: null },
          { field: 6, result: 'none', ip: null },
        ],
      },
      null,
      false,
    ],
    ['long ago', { ...failed, aged: true, attested: attested(word('spf', '', 'pass')) }, 'record-changed-since', false],
    [
      'DNS silent',
      {
        spf: spfResult({ result: 'temperror', reason: 'dns-timeout' }),
        attested: attested(word('spf', 'mailfrom', 'pass')),
      },
      'dns-did-not-answer',
      false,
    ],
    [
      'not asked',
      {
        spf: spfResult({ result: 'temperror', reason: 'not-asked' }),
        attested: attested(word('spf', 'mailfrom', 'pass')),
      },
      null,
      false,
    ],
  ];
  it.each(rows)('%s', (_, given, difference, agrees) => {
    expect(of('spf', given)).toMatchObject({ about: AUTHOR, difference, agrees });
  });

  it('is not compared where it was not checked', () => {
    expect(of('spf', { spf: null })).toBeUndefined();
    expect(of('spf', { envelope: { known: false, why: 'no-border' } })).toBeUndefined();
  });
});

describe('DMARC', () => {
  const none = { method: 'dkim' as const, domain: AUTHOR, pass: false, alignment: 'identical' as const };
  const failed: Partial<Proof> = {
    dmarc: { result: 'fail', reason: 'nothing-passed', by: null, dkim: [none], spf: null },
  };
  const other: Claimed = {
    ...(word('dmarc', '', 'pass').said[0] as Attestation['said'][0]),
    authserv: 'mx.example.com',
    why: 'other-author',
    own: true,
  };
  const rows: readonly (readonly [string, Partial<Proof>, Difference | null, boolean])[] = [
    ['passes for both', { attested: attested(word('dmarc', AUTHOR, 'pass')) }, null, true],
    ['fails here', { ...failed, attested: attested(word('dmarc', AUTHOR, 'pass')) }, 'unexplained', false],
    ['fails there', { attested: attested(word('dmarc', AUTHOR, 'fail')) }, 'unexplained', false],
    [
      'long ago',
      { ...failed, aged: true, attested: attested(word('dmarc', AUTHOR, 'pass')) },
      'record-changed-since',
      false,
    ],
    [
      'follows from the signature, which tells why',
      { ...failed, ...BODY, attested: attested(word('dkim', AUTHOR, 'pass'), word('dmarc', AUTHOR, 'pass')) },
      null,
      false,
    ],
    [
      'DNS silent',
      {
        dmarc: { result: 'temperror', reason: 'dns-servfail', by: null, dkim: [], spf: null },
        attested: attested(word('dmarc', AUTHOR, 'pass')),
      },
      'dns-did-not-answer',
      false,
    ],
    [
      'not asked',
      {
        dmarc: { result: 'temperror', reason: 'not-asked', by: null, dkim: [], spf: null },
        attested: attested(word('dmarc', AUTHOR, 'pass')),
      },
      null,
      false,
    ],
    ['another author', { attested: { attested: [], claimed: [other], unread: [] } }, 'other-author-there', false],
    [
      'another author, by another server',
      { attested: { attested: [], claimed: [{ ...other, own: false }], unread: [] } },
      null,
      false,
    ],
    ['a seal of another leg agrees with nothing', { sealed: [sealed('pass', 1, 'dmarc')] }, null, false],
  ];
  it.each(rows)('%s', (_, given, difference, agrees) => {
    expect(of('dmarc', given)).toMatchObject({ about: AUTHOR, difference, agrees });
  });

  it('is not compared without an author', () => {
    const author = { fields: [], state: 'none' as const, name: null, local: '', host: null };
    expect(of('dmarc', { author })).toBeUndefined();
  });
});
