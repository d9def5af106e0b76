import { describe, expect, it } from 'vitest';
import type { Failure } from '../../world';
import { discoverPolicy, lookUpDmarc, MAX_WALKS } from './discover';
import { zoneWorld, type Zone } from '../../../../test/fixtures/zone-world';

/** "tag requested>effective at domain: reasons", or the status with its reasons. */
async function told(author: string, zone: Zone, asked: string[] = []): Promise<string> {
  const policy = await discoverPolicy(author, zoneWorld(zone, asked));
  const reasons = policy.reasons.length > 0 ? `: ${policy.reasons.join(' ')}` : '';
  if (policy.status !== 'found') return `${policy.status}${reasons}`;
  return `${policy.tag} ${policy.requested}>${policy.effective} at ${policy.at}${reasons}`;
}

const txt = (tags: string): readonly string[] => [`v=DMARC1; ${tags}`];

describe('the policy for a domain', () => {
  it.each<[author: string, zone: Zone, told: string]>([
    ['example.com', {}, 'none: no-record'],
    ['example.com', { '_dmarc.example.com': [] }, 'none: no-record'],
    ['example.com', { '_dmarc.example.com': ['v=spf1 -all'] }, 'none: no-record'],
    ['example.com', { '_dmarc.example.com': [...txt('p=none'), ...txt('p=reject')] }, 'none: several-records'],
    ['example.com', { '_dmarc.example.com': txt('p=reject') }, 'p reject>reject at example.com'],
    ['example.com', { '_dmarc.example.com': txt('p=reject; sp=none; np=none') }, 'p reject>reject at example.com'],
    ['a.example.com', { '_dmarc.example.com': txt('p=reject') }, 'p reject>reject at example.com'],
    ['a.example.com', { '_dmarc.example.com': txt('p=reject; sp=none') }, 'sp none>none at example.com'],
    ['a.b.example.com', { '_dmarc.example.com': txt('p=none; sp=reject') }, 'sp reject>reject at example.com'],
    // A record between is nobody's: neither the author domain's nor the Organizational Domain's.
    [
      'a.b.example.com',
      { '_dmarc.b.example.com': txt('p=reject'), '_dmarc.example.com': txt('p=none') },
      'p none>none at example.com',
    ],
    [
      'a.b.example.com',
      { '_dmarc.b.example.com': txt('p=reject; psd=n'), '_dmarc.example.com': txt('p=none') },
      'p reject>reject at b.example.com',
    ],
    // Public suffix domains (4.10.1): theirs is the last to be asked.
    ['a.example.gov', { '_dmarc.gov': txt('p=reject; psd=y') }, 'p reject>reject at gov'],
    [
      'a.example.gov',
      { '_dmarc.gov': txt('p=reject; psd=y'), '_dmarc.example.gov': txt('p=none') },
      'p none>none at example.gov',
    ],
    [
      'a.b.example.gov',
      { '_dmarc.gov': txt('p=reject; sp=quarantine; psd=y'), '_dmarc.b.example.gov': txt('p=none') },
      'sp quarantine>quarantine at gov',
    ],
    ['gov', { '_dmarc.gov': txt('p=reject; sp=none; psd=y') }, 'p reject>reject at gov'],
    // 4.7: test mode.
    ['example.com', { '_dmarc.example.com': txt('p=reject; t=y') }, 'p reject>quarantine at example.com: test-mode'],
    ['example.com', { '_dmarc.example.com': txt('p=quarantine; t=y') }, 'p quarantine>none at example.com: test-mode'],
    ['example.com', { '_dmarc.example.com': txt('p=none; t=y') }, 'p none>none at example.com'],
    ['a.example.com', { '_dmarc.example.com': txt('p=none; sp=reject; t=y') }, 'sp reject>quarantine at example.com: test-mode'],
    // RFC 7489's tags change nothing.
    ['example.com', { '_dmarc.example.com': txt('p=reject; pct=0') }, 'p reject>reject at example.com'],
    // 4.10.1: what is not valid.
    ['example.com', { '_dmarc.example.com': txt('') }, 'none: no-valid-policy'],
    ['example.com', { '_dmarc.example.com': txt('p=foo') }, 'none: no-valid-policy'],
    ['example.com', { '_dmarc.example.com': txt('p=reject; sp=foo') }, 'none: no-valid-policy'],
    ['example.com', { '_dmarc.example.com': txt('p=reject; np=foo; rua=nonsense') }, 'none: no-valid-policy'],
    [
      'example.com',
      { '_dmarc.example.com': txt('rua=mailto:a@example.com') },
      'null none>none at example.com: policy-taken-as-none',
    ],
    [
      'example.com',
      { '_dmarc.example.com': txt('p=reject; sp=foo; rua=x,mailto:a@example.com') },
      'null none>none at example.com: policy-taken-as-none',
    ],
    // A record that was found ends the search, whatever is wrong with it.
    ['a.example.com', { '_dmarc.a.example.com': txt('p=foo'), '_dmarc.example.com': txt('p=reject') }, 'none: no-valid-policy'],
    [`${'a'.repeat(64)}.example`, {}, 'permerror: no-such-name'],
  ])('%s in %j: %s', async (author, zone, expected) => {
    expect(await told(author, zone)).toBe(expected);
  }); // prettier-ignore

  it.each<[failure: Failure, told: string]>([
    ['servfail', 'temperror: dns-servfail'],
    ['timeout', 'temperror: dns-timeout'],
    ['refused', 'temperror: dns-refused'],
    ['bogus', 'temperror: dns-bogus'],
    ['malformed', 'temperror: dns-malformed'],
    ['blocked', 'temperror: dns-blocked'],
    ['not-asked', 'temperror: not-asked'],
    ['nxdomain', 'p reject>reject at com'],
  ])('is not known after %s, unless the domain has its own', async (failure, expected) => {
    const zone: Zone = { '_dmarc.example.com': failure, '_dmarc.com': txt('p=reject; psd=y') };
    expect(await told('a.example.com', zone)).toBe(expected);
    expect(await told('a.example.com', { ...zone, '_dmarc.a.example.com': txt('p=none') })).toBe(
      'p none>none at a.example.com',
    );
  });
});

describe('np', () => {
  const zone: Zone = { '_dmarc.example.com': txt('p=quarantine; sp=none; np=reject') };
  const nodata: readonly string[] = [];
  it.each<[what: string, zone: Zone, told: string]>([
    ['does not exist', {}, 'np reject>reject at example.com'],
    ['exists without records', { 'A a.example.com': nodata }, 'sp none>none at example.com'],
    ['exists', { 'MX a.example.com': ['0 mx.example.com'] }, 'sp none>none at example.com'],
    [
      'may exist: DNS does not tell',
      { 'A a.example.com': 'timeout', 'AAAA a.example.com': 'servfail', 'MX a.example.com': 'not-asked' },
      'sp none>none at example.com: existence-unknown',
    ],
    ['does not exist, by one answer of three', { 'A a.example.com': 'timeout', 'MX a.example.com': 'timeout' }, 'np reject>reject at example.com'],
  ])('of a domain that %s', async (_, more, expected) => {
    expect(await told('a.example.com', { ...zone, ...more })).toBe(expected);
  }); // prettier-ignore

  it('is not asked about where it cannot matter', async () => {
    for (const tags of ['p=reject', 'p=reject; np=reject', 'p=none; sp=reject; np=reject', 'p=foo; np=none']) {
      const asked: string[] = [];
      await told('a.example.com', { '_dmarc.example.com': txt(tags) }, asked);
      expect(asked.filter((one) => !one.startsWith('TXT'))).toEqual([]);
    }
    const asked: string[] = [];
    await told('example.com', { '_dmarc.example.com': txt('p=none; np=reject') }, asked);
    expect(asked).toHaveLength(2);
  });
});

describe('walks for alignment are made', () => {
  it('for domains that may have the author’s Organizational Domain, and no others', async () => {
    const asked: string[] = [];
    const zone: Zone = { '_dmarc.example.com': txt('p=none') };
    const { organisations } = await lookUpDmarc(
      'a.example.com',
      ['a.example.com', 'b.example.com', 'example.com', 'x.a.example.com', 'esp.example', 'other.com', 'com'],
      zoneWorld(zone, asked),
    );
    expect(Object.fromEntries(organisations)).toEqual({
      'b.example.com': 'example.com',
      'example.com': 'example.com',
      'x.a.example.com': 'example.com',
      com: 'com',
    });
    expect(asked.some((one) => one.includes('esp') || one.includes('other'))).toBe(false);
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('for a sibling under a top-level domain that is one organisation', async () => {
    const zone: Zone = { '_dmarc.brand': txt('p=none; psd=n') };
    const { organisations } = await lookUpDmarc('a.brand', ['b.brand', 'c.example'], zoneWorld(zone));
    expect(Object.fromEntries(organisations)).toEqual({ 'b.brand': 'brand' });
  });

  it('for so many and no more', async () => {
    const domains = Array.from({ length: MAX_WALKS + 1 }, (_, at) => `d${at}.example.com`);
    const { organisations } = await lookUpDmarc('example.com', domains, zoneWorld({}));
    expect(organisations.size).toBe(MAX_WALKS);
  });
});
