import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lookUpDmarc } from './discover';
import { evaluateDmarc, type Identifier } from './evaluate';
import { zoneWorld, type Zone } from '../../../../test/fixtures/zone-world';

const pass = (domain: string): Identifier => ({ domain, pass: true });
const fail = (domain: string): Identifier => ({ domain, pass: false });
const unknown = (domain: string | null): Identifier => ({ domain, pass: null });

/** The last two labels, as a public suffix list of top-level domains has it. */
const registrable = (domain: string): string | null => {
  const labels = domain.split('.').slice(-2);
  return labels.length === 2 ? labels.join('.') : null;
};

async function told(author: string, dkim: readonly Identifier[], spf: Identifier | null, zone: Zone): Promise<string> {
  const domains = [...(spf ? [spf] : []), ...dkim].map(({ domain }) => domain).filter((domain) => domain !== null);
  const lookup = await lookUpDmarc(author, domains.map((domain) => domain.toLowerCase()), zoneWorld(zone));
  const { result, reason, by } = evaluateDmarc({ author, dkim, spf, lookup, registrable });
  return `${result} ${reason}${by ? ` by ${by.method} ${by.domain} ${by.alignment}` : ''}`;
} // prettier-ignore

const txt = (tags: string): readonly string[] => [`v=DMARC1; ${tags}`];
const ZONE: Zone = { '_dmarc.example.com': txt('p=reject') };
const STRICT: Zone = { '_dmarc.example.com': txt('p=reject; adkim=s; aspf=s') };

describe('mail of a domain with a record', () => {
  it.each<[author: string, dkim: readonly Identifier[], spf: Identifier | null, zone: Zone, told: string]>([
    ['example.com', [pass('example.com')], null, ZONE, 'pass aligned by dkim example.com identical'],
    ['example.com', [pass('EXAMPLE.com.')], null, ZONE, 'pass aligned by dkim example.com identical'],
    ['example.com', [pass('a.example.com')], null, ZONE, 'pass aligned by dkim a.example.com organisation'],
    ['a.example.com', [pass('b.example.com')], null, ZONE, 'pass aligned by dkim b.example.com organisation'],
    ['a.example.com', [], pass('example.com'), ZONE, 'pass aligned by spf example.com organisation'],
    [
      'example.com',
      [fail('example.com'), pass('esp.example'), pass('example.com')],
      pass('example.com'),
      ZONE,
      'pass aligned by dkim example.com identical',
    ],
    ['example.com', [], null, ZONE, 'fail nothing-passed'],
    ['example.com', [fail('example.com')], fail('example.com'), ZONE, 'fail nothing-passed'],
    ['example.com', [pass('esp.example')], pass('esp.example'), ZONE, 'fail not-aligned'],
    ['example.com', [pass('evilexample.com')], pass('example.com.evil.example'), ZONE, 'fail not-aligned'],
    ['example.com', [pass('com')], null, ZONE, 'fail not-aligned'],
    ['example.com', [pass('[192.0.2.1]')], pass(''), ZONE, 'fail not-aligned'],
    // Strict and relaxed, each for itself.
    ['a.example.com', [pass('example.com')], pass('b.example.com'), STRICT, 'fail not-aligned'],
    ['a.example.com', [pass('a.example.com')], null, STRICT, 'pass aligned by dkim a.example.com identical'],
    [
      'a.example.com',
      [pass('example.com')],
      pass('example.com'),
      { '_dmarc.example.com': txt('p=none; adkim=s') },
      'pass aligned by spf example.com organisation',
    ],
    // A subdomain with the only record is an organisation of its own.
    ['a.example.com', [pass('example.com')], null, { '_dmarc.a.example.com': txt('p=none') }, 'fail not-aligned'],
    [
      'a.b.example.com',
      [pass('c.b.example.com'), pass('example.com')],
      null,
      { '_dmarc.b.example.com': txt('p=none; psd=n'), '_dmarc.example.com': txt('p=none') },
      'pass aligned by dkim c.b.example.com organisation',
    ],
    // Siblings below a public suffix are two organisations.
    ['a.gov', [pass('b.gov')], null, { '_dmarc.gov': txt('p=reject; psd=y') }, 'fail not-aligned'],
    ['x.a.gov', [pass('y.a.gov')], null, { '_dmarc.gov': txt('p=reject; psd=y') }, 'pass aligned by dkim y.a.gov organisation'],
    // 5.3.6: neither pass nor fail.
    ['example.com', [unknown('example.com')], null, ZONE, 'temperror identifier-unknown'],
    ['example.com', [unknown('esp.example')], null, ZONE, 'fail nothing-passed'],
    ['example.com', [], unknown(null), ZONE, 'temperror identifier-unknown'],
    ['example.com', [unknown('example.com'), pass('example.com')], null, ZONE, 'pass aligned by dkim example.com identical'],
    [
      'example.com',
      [pass('a.example.com')],
      null,
      { ...ZONE, '_dmarc.a.example.com': 'servfail' },
      'temperror alignment-unknown',
    ],
    [
      'example.com',
      [pass('a.example.com')],
      null,
      { ...ZONE, '_dmarc.com': 'timeout' },
      'temperror alignment-unknown',
    ],
    [
      'example.com',
      [pass('a.example.com'), pass('esp.example')],
      pass('example.com'),
      { ...ZONE, '_dmarc.com': 'timeout' },
      'pass aligned by spf example.com identical',
    ],
    ['example.com', [pass('esp.example')], null, { ...ZONE, '_dmarc.com': 'timeout' }, 'fail not-aligned'],
    [
      'a.example.com',
      [],
      fail('a.example.com'),
      {
        '_dmarc.example.com': txt('p=none; np=reject'),
        'A a.example.com': 'timeout',
        'AAAA a.example.com': 'timeout',
        'MX a.example.com': 'timeout',
      },
      'temperror existence-unknown',
    ],
    ['example.com', [pass('esp.example')], null, { '_dmarc.example.com': txt('p=none; t=y') }, 'fail not-aligned'],
  ])('%s with %j and %j in %j: %s', async (author, dkim, spf, zone, expected) => {
    expect(await told(author, dkim, spf, zone)).toBe(expected);
  }); // prettier-ignore
});

describe('mail of a domain without', () => {
  it.each<[what: string, author: string, dkim: readonly Identifier[], zone: Zone, told: string]>([
    ['a record', 'a.example.com', [pass('example.com')], {}, 'none no-record by dkim example.com registrable'],
    ['a record, unaligned', 'a.example.com', [pass('esp.example')], {}, 'none no-record'],
    ['a record, failing', 'a.example.com', [fail('example.com')], {}, 'none no-record'],
    [
      'a policy that counts',
      'example.com',
      [pass('example.com')],
      { '_dmarc.example.com': txt('p=foo') },
      'none no-valid-policy by dkim example.com identical',
    ],
    [
      'an answer',
      'example.com',
      [pass('a.example.com')],
      { '_dmarc.example.com': 'not-asked' },
      'temperror not-asked by dkim a.example.com registrable',
    ],
    ['a dot', 'localhost', [pass('localhost')], {}, 'none no-record by dkim localhost identical'],
    ['a registrable domain', 'localhost', [pass('a.localhost')], {}, 'none no-record'],
  ])('%s', async (_, author, dkim, zone, expected) => {
    expect(await told(author, dkim, null, zone)).toBe(expected);
  });

  it('an author', () => {
    const found = evaluateDmarc({ author: null, dkim: [pass('a.example')], spf: null, lookup: null, registrable });
    expect(found).toMatchObject({ result: 'none', reason: 'no-author', by: null });
  });
});

it('never passes without a pass, nor fails where one is aligned', async () => {
  const names = ['example.com', 'a.example.com', 'b.a.example.com', 'com', 'esp.example', 'example.org'];
  const record = fc.constantFrom('p=none', 'p=reject; adkim=s', 'p=none; psd=y', 'p=none; psd=n', 'p=x', 'servfail', '');
  const identifier = fc.record({ domain: fc.constantFrom(...names), pass: fc.constantFrom(true, false, null) });
  await fc.assert(
    fc.asyncProperty(fc.array(record, { minLength: 6, maxLength: 6 }), fc.array(identifier, { maxLength: 4 }), fc.constantFrom(...names), async (records, dkim, author) => {
      const zone: Zone = Object.fromEntries(
        records.flatMap((one, at) => (one === '' ? [] : [[`_dmarc.${names[at]}`, one === 'servfail' ? one : txt(one)]])),
      );
      const found = await told(author, dkim, null, zone);
      if (found.startsWith('pass')) expect(dkim.some((one) => one.pass === true)).toBe(true);
      if (found.startsWith('fail')) expect(dkim.some((one) => one.pass === true && one.domain === author)).toBe(false);
    }),
    { numRuns: 300 },
  );
}); // prettier-ignore
