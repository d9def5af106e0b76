import { describe, expect, it } from 'vitest';
import { judgePosture } from './judge-posture';
import type { AddressPosture, CertificatePosture, MtaStsPosture, MxPosture, PostureSeen, SmtpOutcome } from './posture';

const NOW = 1_800_000_000_000;
const DAY = 86_400_000;

const certificate = (change: Partial<CertificatePosture> = {}): CertificatePosture => ({
  subject: 'CN=mx',
  names: ['mx.example.com'],
  issuer: 'CN=ca',
  from: NOW - DAY,
  until: NOW + 60 * DAY,
  keyType: 'ec',
  keyBits: 256,
  sha256: '',
  spki: '',
  webpki: 'valid',
  ...change,
});
const address = (outcome: SmtpOutcome, change: Partial<AddressPosture> = {}): AddressPosture => ({
  ip: '192.0.2.1',
  family: 4,
  reach: 'reached',
  outcome,
  phases: {},
  tls: outcome === 'starttls-works' ? { version: '1.3', cipher: 'TLS_AES_128_GCM_SHA256', group: null } : null,
  certificate: outcome === 'starttls-works' ? certificate() : null,
  dane: 'none',
  capabilities: [],
  banner: null,
  detail: null,
  observedAt: NOW,
  ...change,
});
const host = (
  name: string,
  preference: number,
  addresses: readonly AddressPosture[],
  change: Partial<MxPosture> = {},
): MxPosture => ({
  host: name,
  preference,
  dnssec: 'insecure',
  alias: null,
  tlsa: { records: [], state: 'none', usable: 0, base: name },
  mtaStsMatch: null,
  lookup: 'found',
  addresses,
  left: 0,
  ...change,
});
const NO_STS: MtaStsPosture = {
  record: 'none',
  id: null,
  policy: 'none',
  mode: null,
  maxAge: null,
  mx: [],
  warnings: [],
};
const STS: MtaStsPosture = {
  record: 'one',
  id: '1',
  policy: 'valid',
  mode: 'enforce',
  maxAge: 1,
  mx: ['*.example.com'],
  warnings: [],
};
const SECURE = { state: 'secure', usable: 1, records: ['3 1 1 00'], base: 'a' } as const;

function judge(hosts: readonly MxPosture[], change: Partial<PostureSeen> = {}, mx: Partial<PostureSeen['mx']> = {}) {
  return judgePosture({
    version: 1,
    domain: 'example.com',
    observedAt: NOW,
    vantage: '',
    testTargets: false,
    probe: 'done',
    mx: { state: 'listed', dnssec: 'insecure', hosts, left: 0, ...mx },
    mtaSts: NO_STS,
    tlsRpt: { record: 'none', rua: [] },
    ...change,
  });
}
const codes = (posture: ReturnType<typeof judge>) => posture.findings.map(({ code }) => code);
const works = address('starttls-works');

describe('what was not tested is never "no STARTTLS", and never "all"', () => {
  it.each(['busy', 'rejected', 'not-smtp', 'silent', 'closed', 'untested'] as const)('%s', (outcome) => {
    const alone = judge([host('a', 10, [address(outcome)])]);
    expect(alone).toMatchObject({
      offered: 'unknown',
      authenticated: { webpki: 'unknown', dane: 'unknown' },
      worst: null,
    });
    expect(alone.exposure).not.toContain('listen');
    expect(judge([host('a', 10, [address(outcome)]), host('b', 20, [works])]).offered).toBe('unknown');
    expect(judge([host('a', 10, [address(outcome)]), host('b', 10, [address('no-starttls')])]).offered).toBe('unknown');
    expect(judge([host('a', 10, [works, address(outcome)])]).offered).toBe('all');
    expect(judge([host('a', 10, [works]), host('b', 20, [address(outcome)])]).offered).toBe('all');
  });
  it('no host at all', () =>
    expect(judge([], {}, { state: 'unknown' })).toMatchObject({ offered: 'unknown', enforced: { dane: 'unknown' } }));
});

describe('one address without it is enough for an attacker', () => {
  it.each(['starttls-broken', 'no-starttls', 'injected-plaintext'] as const)('%s', (outcome) => {
    expect(judge([host('a', 10, [works, address(outcome)])]).offered).toBe('some');
    const backup = judge([host('a', 10, [works]), host('b', 90, [address(outcome)])]);
    expect(backup).toMatchObject({ offered: 'some', authenticated: { webpki: 'some' }, worst: 'b' });
    expect(judge([host('a', 10, [address(outcome)])]).offered).toBe(outcome === 'no-starttls' ? 'none' : 'broken');
  });
  it('is told', () => {
    expect(judge([host('a', 10, [works]), host('b', 90, [address('no-starttls')])]).exposure).toContain(
      'steer-to-plaintext',
    );
    expect(judge([host('a', 10, [address('no-starttls')])]).exposure).toEqual(['listen', 'false-mx']);
    expect(judge([host('a', 10, [works])]).exposure).toEqual(['strip-starttls', 'false-certificate', 'false-mx']);
  });
});

describe('MTA-STS', () => {
  const listed = (addresses: readonly AddressPosture[]) => host('a', 10, addresses, { mtaStsMatch: true });
  const unlisted = host('b', 20, [works], { mtaStsMatch: false });
  it.each([
    ['kept', [listed([works])], false],
    ['one host is not listed: senders go to the other', [listed([works]), unlisted], false],
    ['no host is listed', [unlisted], true],
    ['no STARTTLS', [listed([address('no-starttls')])], true],
    [
      'a certificate that does not hold',
      [listed([address('starttls-works', { certificate: certificate({ webpki: 'expired' }) })])],
      true,
    ],
    ['nothing was tested', [listed([address('silent')])], false],
  ] as const)('%s', (_, hosts, broken) =>
    expect(judge(hosts, { mtaSts: STS }).enforced).toMatchObject({ mtaSts: 'enforce', broken }),
  );

  it('more hosts than were looked at: whether one is listed is not known', () => {
    expect(judge([unlisted], { mtaSts: STS }, { left: 3 }).enforced.broken).toBe(false);
  });

  it.each([
    [{ record: 'unknown', policy: 'not-fetched' }, 'unknown'],
    [{ record: 'several', policy: 'none' }, 'none'],
    [{ record: 'malformed', policy: 'none' }, 'none'],
    [{ policy: 'fetch-failed', mode: null }, 'unknown'],
    [{ policy: 'redirect', mode: null }, 'none'],
    [{ policy: 'malformed', mode: null }, 'none'],
    [{ mode: 'testing' }, 'testing'],
    [{ mode: 'none' }, 'none'],
  ] as const)('%j is %s', (change, told) => {
    const posture = judge([listed([works])], { mtaSts: { ...STS, ...change } });
    expect(posture.enforced.mtaSts).toBe(told);
    expect(posture.enforced.broken).toBe(false);
    expect(posture.exposure.includes('first-contact')).toBe(false);
  });

  it('speaks where nothing was probed, if it covers all', () => {
    const quiet = [address('untested', { reach: 'blocked-here' })];
    expect(judge([listed(quiet)], { mtaSts: STS }).offered).toBe('by-policy');
    expect(judge([listed(quiet)], { mtaSts: STS }, { left: 1 }).offered).toBe('unknown');
    expect(judge([listed(quiet), { ...unlisted, addresses: quiet }], { mtaSts: STS }).offered).toBe('unknown');
    expect(judge([listed(quiet)], { mtaSts: { ...STS, mode: 'testing' } }).offered).toBe('unknown');
    // a probe that contradicts goes before it
    expect(judge([listed([address('no-starttls')])], { mtaSts: STS }).offered).toBe('none');
  });
});

describe('DANE', () => {
  const matching = address('starttls-works', { dane: 'matches' });
  const daned = (addresses: readonly AddressPosture[], name = 'a') =>
    host(name, 10, addresses, { dnssec: 'secure', tlsa: SECURE });
  it('all, some, none', () => {
    const secure = { dnssec: 'secure' } as const;
    expect(judge([daned([matching])], {}, secure)).toMatchObject({
      enforced: { dane: 'all' },
      authenticated: { dane: 'all' },
      exposure: [],
    });
    expect(judge([daned([matching]), host('b', 10, [works])], {}, secure)).toMatchObject({
      enforced: { dane: 'some' },
      authenticated: { dane: 'some' },
    });
    expect(judge([host('b', 10, [works])], {}, secure)).toMatchObject({
      enforced: { dane: 'none' },
      authenticated: { dane: 'none' },
    });
  });
  it.each(['insecure', 'unknown', 'bogus'] as const)('does not count where the MX are %s', (dnssec) => {
    expect(judge([daned([matching])], {}, { dnssec }).enforced.dane).toBe(dnssec === 'insecure' ? 'none' : 'unknown');
  });
  it('more hosts than were looked at: not all', () => {
    expect(judge([daned([matching])], {}, { dnssec: 'secure', left: 1 }).enforced.dane).toBe('unknown');
  });
  it.each(['unknown', 'bogus'] as const)('records that are %s are not none', (state) => {
    const hosts = [
      host('a', 10, [address('starttls-works', { dane: 'unknown' })], {
        dnssec: 'secure',
        tlsa: { ...SECURE, state, usable: 0 },
      }),
    ];
    expect(judge(hosts, {}, { dnssec: 'secure' })).toMatchObject({
      enforced: { dane: 'unknown' },
      authenticated: { dane: 'unknown' },
    });
  });
  it('a mismatch breaks it, and does not pass for WebPKI', () => {
    const posture = judge([daned([address('starttls-works', { dane: 'mismatch' })])], {}, { dnssec: 'secure' });
    expect(posture).toMatchObject({
      enforced: { dane: 'all', broken: true },
      authenticated: { webpki: 'all', dane: 'none' },
    });
    expect(codes(posture)).toEqual(expect.arrayContaining(['dane-mismatch', 'enforced-and-broken']));
  });
  it('no STARTTLS under it breaks it; a server that is busy does not', () => {
    expect(judge([daned([address('no-starttls')])], {}, { dnssec: 'secure' }).enforced.broken).toBe(true);
    expect(judge([daned([address('busy')])], {}, { dnssec: 'secure' })).toMatchObject({
      offered: 'by-policy',
      enforced: { broken: false },
    });
  });
});

it('a certificate’s last days, old TLS, passwords in the clear', () => {
  const soon = address('starttls-works', {
    certificate: certificate({ until: NOW + 13.5 * DAY }),
    tls: { version: '1.0', cipher: '', group: null },
  });
  const posture = judge([host('a', 10, [soon, address('no-starttls', { capabilities: ['AUTH PLAIN'] })])]);
  expect(codes(posture)).toEqual(expect.arrayContaining(['certificate-ends-soon', 'tls-old', 'auth-in-the-clear']));
  expect(posture.findings.find(({ code }) => code === 'certificate-ends-soon')?.params).toMatchObject({ days: 13 });
  expect(codes(judge([host('a', 10, [works])]))).not.toContain('certificate-ends-soon');
});
