import { describe, expect, it } from 'vitest';
import { postureOf } from '../companion/src/testing/posture-of';
import { judgePosture } from '../lib/verify/judge-posture';
import type { AddressPosture, MxPosture, Posture } from '../lib/verify/posture';
import { POSTURE_CODES } from '../lib/verify/posture-codes';
import { postureView } from './posture-view';
import { keyOf } from '../lib/browser/words';
import { shippedWords } from './testing/report';

const words = shippedWords('en');
const CERTIFICATE: NonNullable<AddressPosture['certificate']> = {
  subject: 'mx.example.com',
  names: ['mx.example.com'],
  issuer: 'CA',
  from: 0,
  until: 1_900_000_000_000,
  keyType: 'ec',
  keyBits: 256,
  sha256: '',
  spki: '',
  webpki: 'valid',
};
const WORKS: AddressPosture = {
  ip: '192.0.2.1',
  family: 4,
  reach: 'reached',
  outcome: 'starttls-works',
  phases: {},
  tls: { version: '1.3', cipher: 'TLS_AES_256_GCM_SHA384', group: null },
  certificate: CERTIFICATE,
  dane: 'none',
  capabilities: [],
  banner: null,
  detail: null,
  observedAt: 0,
};
const bare = (part: Partial<AddressPosture>): AddressPosture => ({ ...WORKS, tls: null, certificate: null, ...part });
const CLEAR = bare({ outcome: 'no-starttls' });
const SILENT = bare({ reach: 'timeout', outcome: 'untested', dane: 'unknown' });

const hostOf = (host: string, ...addresses: AddressPosture[]): MxPosture => ({
  host,
  preference: 10,
  dnssec: 'insecure',
  alias: null,
  tlsa: { records: [], state: 'none', usable: 0, base: host },
  mtaStsMatch: null,
  lookup: 'found',
  addresses,
  left: 0,
});
const seen = (hosts: MxPosture[], part: Partial<Posture> = {}): Posture =>
  judgePosture({
    ...postureOf('example.com'),
    mx: { state: 'listed', dnssec: 'insecure', hosts, left: 0 },
    ...part,
  });
const outcomes = (posture: Posture) => postureView(posture, words).answers.map(({ outcome }) => outcome);

describe('the three answers', () => {
  it.each<[string, Posture, readonly string[]]>([
    ['works, nobody insists', seen([hostOf('mx.example.com', WORKS)]), ['pass', 'pass', 'absent']],
    [
      'works, nobody can check whose it is',
      seen([hostOf('mx.example.com', { ...WORKS, certificate: { ...CERTIFICATE, webpki: 'self-signed' } })]),
      ['pass', 'absent', 'absent'],
    ],
    ['no encryption', seen([hostOf('mx.example.com', CLEAR)]), ['fail', 'absent', 'absent']],
    ['one of two', seen([hostOf('a.example.com', WORKS), hostOf('b.example.com', CLEAR)]), ['warn', 'warn', 'absent']],
    ['not tested is not "none"', seen([hostOf('mx.example.com', SILENT)]), ['unknown', 'unknown', 'absent']],
    [
      'the first was not heard',
      seen([hostOf('a.example.com', SILENT), { ...hostOf('b.example.com', WORKS), preference: 20 }]),
      ['unknown', 'pass', 'absent'],
    ],
    [
      'broken by itself',
      { ...seen([hostOf('mx.example.com', CLEAR)]), enforced: { mtaSts: 'enforce', dane: 'none', broken: true } },
      ['fail', 'absent', 'warn'],
    ],
    [
      'by policy alone: nobody saw it work',
      { ...seen([hostOf('mx.example.com', SILENT)]), offered: 'by-policy' },
      ['unknown', 'unknown', 'absent'],
    ],
    [
      'words of a newer companion are never good',
      {
        ...seen([hostOf('mx.example.com', WORKS)]),
        offered: 'mostly' as never,
        authenticated: { webpki: 'partly' as never, dane: 'none' },
        enforced: { mtaSts: 'strict' as never, dane: 'none', broken: false },
      },
      ['unknown', 'unknown', 'unknown'],
    ],
  ])('%s', (_, posture, expected) => {
    expect(outcomes(posture)).toEqual(expected);
  });

  it.each(['null', 'none', 'no-domain'] as const)('none of a domain without an entrance: %s', (state) => {
    const view = postureView(seen([], { mx: { state, dnssec: 'unknown', hosts: [], left: 0 } }), words);
    expect(view.answers).toEqual([]);
    expect(view.told[0]?.sentence).toContain('example.com');
  });
});

describe('the drawing', () => {
  it.each<[string, AddressPosture, string]>([
    ['works', WORKS, 'closed'],
    ['old', { ...WORKS, tls: { version: '1.0', cipher: 'X', group: null } }, 'notched'],
    ['not what DANE promises', { ...WORKS, dane: 'mismatch' }, 'notched'],
    ['a version that nobody knows', { ...WORKS, tls: { version: '9' as never, cipher: 'X', group: null } }, 'notched'],
    ['clear', CLEAR, 'open'],
    ['broken', bare({ outcome: 'starttls-broken' }), 'open'],
    ['injected', bare({ outcome: 'injected-plaintext' }), 'open'],
    ['busy', bare({ outcome: 'busy' }), 'dotted'],
    ['not heard', SILENT, 'dotted'],
    ['a word that nobody knows', { ...WORKS, outcome: 'starttls-perhaps' as never }, 'dotted'],
    ['works, and no TLS', { ...WORKS, tls: null }, 'dotted'],
  ])('%s', (_, address, lock) => {
    const [host] = postureView(seen([hostOf('mx.example.com', address)]), words).hosts;
    expect([host?.lock, host?.addresses[0]?.lock]).toEqual([lock, lock]);
  });

  it('a host is as its worst address; each says what was seen of it', () => {
    const [host] = postureView(seen([hostOf('mx.example.com', WORKS, { ...CLEAR, ip: '2001:db8::1' })]), words).hosts;
    expect(host?.lock).toBe('open');
    expect(host?.addresses.map(({ name, told }) => [name, told[0]?.sentence])).toEqual([
      ['192.0.2.1', words('posture_starttls_works')],
      ['2001:db8::1', words('posture_no_starttls')],
    ]);
  });

  it('what strangers wrote steers nothing', () => {
    const evil = 'mx\u202e\u001b[31m.example';
    const posture = seen([hostOf(evil, { ...CLEAR, detail: '\u001b]0;x\u0007' })]);
    const text = JSON.stringify(
      postureView(
        {
          ...posture,
          exposure: ['\u202eevil'],
          findings: [...posture.findings, { code: '\u202ex', level: 'bad', params: {} }],
        },
        words,
      ),
    );
    expect(text).not.toMatch(/\u202e|\\u001b|\\u0007/);
  });
});

it.each(['en', 'ja'] as const)(
  'every code has its words in %s, and no more than the judge has values for',
  (language) => {
    const spoken = shippedWords(language);
    const values = { domain: 'a', host: 'b', ip: 'c', alias: 'd', version: 'e', days: 1, number: 2, detail: 'f' };
    const keys = [
      ...POSTURE_CODES.findings.map((code) => keyOf('posture', code)),
      ...POSTURE_CODES.exposure.map((code) => keyOf('exposure', code)),
    ];
    for (const key of keys) {
      expect(spoken(key)).not.toBe(key);
      expect(spoken(key, values)).not.toContain('$');
    }
  },
);
