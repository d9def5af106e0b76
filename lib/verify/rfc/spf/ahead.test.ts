import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Asked, Failure } from '../../world';
import { recording, replay } from '../../world';
import { checkHost } from './check-host';
import { MAX_TERMS } from './inquiry';
import { MAX_MX } from './mx-hosts';
import { zone } from '../../../../test/fixtures/observed-zone';
import type { Zone } from '../../../../test/fixtures/observed-zone';

const ASKED = { ip: '192.0.2.1', sender: 'ann@a.example', helo: 'mail.client.example' };

/** Three levels, with all that a large sender's record has. */
const LARGE: Zone = {
  'TXT a.example': ['v=spf1 a mx include:x.example include:y.example include:z.example -all'],
  'A a.example': ['198.51.100.1'],
  'MX a.example': ['10 m1.example', '20 m2.example'],
  'A m1.example': ['198.51.100.2'],
  'A m2.example': ['198.51.100.3'],
  'TXT x.example': ['v=spf1 include:x1.example include:x2.example ~all'],
  'TXT x1.example': ['v=spf1 ip4:203.0.113.0/24 ~all'],
  'TXT x2.example': ['v=spf1 ip4:203.0.113.0/24 ~all'],
  'TXT y.example': ['v=spf1 ip4:203.0.113.0/24 include:y1.example ~all'],
  'TXT y1.example': ['v=spf1 ip4:203.0.113.0/24 ~all'],
  'TXT z.example': ['v=spf1 redirect=z1.example'],
  'TXT z1.example': ['v=spf1 ip4:192.0.2.0/24 ~all'],
};

describe('dependent round trips', () => {
  it.each([
    ['one record', { 'TXT a.example': ['v=spf1 ip4:192.0.2.0/24 -all'] }, 1],
    ['ten names', { 'TXT a.example': [`v=spf1 ${'x'.replace('x', Array.from({ length: 9 }, (_, index) => `a:h${index}.example`).join(' '))} include:x1.example -all`], ...Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`A h${index}.example`, ['198.51.100.9']])), 'TXT x1.example': ['v=spf1 -all'] }, 2],
    ['two levels of includes, mx, a, redirect', LARGE, 3],
    ['an explanation', { 'TXT a.example': ['v=spf1 -all exp=e.example'], 'TXT e.example': ['No.'] }, 2],
  ] as const)('%s', async (_, names, rounds) => {
    const world = zone(names);
    await checkHost({ ...ASKED, world });
    expect(world.rounds()).toBe(rounds);
  }); // prettier-ignore

  it('would be one for each lookup otherwise', async () => {
    const world = zone(LARGE);
    const found = await checkHost({ ...ASKED, world, ahead: false });
    expect(found).toMatchObject({ result: 'pass', terms: 9 });
    expect(world.rounds()).toBe(12);
    expect(world.asked).toHaveLength(12);
  });
});

describe('what is asked ahead', () => {
  const record = (terms: string, more: Zone = {}): Zone => ({ 'TXT a.example': [`v=spf1 ${terms}`], ...more });
  const here = { 'A h1.example': ['198.51.100.1'], 'A h2.example': ['198.51.100.1'] };

  it.each([
    ['nothing past a match', record('ip4:192.0.2.1 a:h1.example -all'), 0],
    ['nothing past all', record('?all a:h1.example redirect=h2.example'), 0],
    ['what stands before a match', record('a:h1.example ip4:192.0.2.0/24 a:h2.example', here), 1],
    ['nothing past a local part', record('a:h1.example a:%{l}.example a:h2.example', here), 1],
    ['no redirect behind a local part', record('a:%{l}.example redirect=h2.example'), 0],
    ['a redirect', record('a:h1.example redirect=h2.example', here), 2],
  ])('%s', async (_, names, more) => {
    const world = zone(names);
    await checkHost({ ...ASKED, world });
    expect(world.asked).toHaveLength(1 + more);
  });

  it('is ten terms at most, and where these were too many, ten more in their turn', async () => {
    const include = (letter: string): string[] => [
      `v=spf1 ${Array.from({ length: 9 }, (_, index) => `a:${letter}${index}.example`).join(' ')}`,
    ];
    const hosts: Zone = Object.fromEntries(
      ['x', 'y', 'z'].flatMap((letter) =>
        Array.from({ length: 10 }, (_, index) => [`A ${letter}${index}.example`, ['198.51.100.9']] as const),
      ),
    );
    const names: Zone = {
      ...hosts,
      'TXT a.example': ['v=spf1 include:x.example include:y.example include:z.example -all'],
      'TXT x.example': include('x'),
      'TXT y.example': include('y'),
      'TXT z.example': include('z'),
    };
    const slow = zone(names, (key) => (key === 'TXT x.example' ? 9 : 0));
    const found = await checkHost({ ...ASKED, world: slow });
    expect(found).toMatchObject({ result: 'permerror', reason: 'too-many-terms', terms: MAX_TERMS + 1 });
    expect(slow.asked.length).toBeLessThanOrEqual(1 + 2 * MAX_TERMS);
  });

  it('stops when the result stands', async () => {
    const names: Zone = { ...LARGE, 'A a.example': ['192.0.2.1'] };
    const world = zone(names, (key) => (key === 'TXT x.example' ? 5 : 0));
    const found = await checkHost({ ...ASKED, world });
    expect(found).toMatchObject({ result: 'pass', terms: 1 });
    await new Promise((resolve) => void setTimeout(resolve, 20));
    expect(world.asked).not.toContain('TXT x1.example');
  });

  it('a recorded World gives the same result, whatever came too late to be recorded', async () => {
    const names: Zone = { ...LARGE, 'A m1.example': ['192.0.2.1'] };
    const world = zone(names, (key) => (key.startsWith('TXT') && key !== 'TXT a.example' ? 5 : 0));
    const asked: Asked[] = [];
    const found = await checkHost({ ...ASKED, world: recording(world, asked) });
    expect(asked.length).toBeLessThan(world.asked.length);
    expect(await checkHost({ ...ASKED, world: replay(asked, world.now()) })).toEqual(found);
  });

  it('a World with a bug is heard where its answer is needed, and only there', async () => {
    const sound = zone({
      'TXT a.example': ['v=spf1 a:h1.example a:broken.example -all'],
      'A h1.example': ['192.0.2.1'],
    });
    const world = {
      now: () => 0,
      dns: (name: string, type: Parameters<typeof sound.dns>[1]) => {
        if (name === 'broken.example') throw new Error('a bug');
        return sound.dns(name, type);
      },
    };
    expect(await checkHost({ ...ASKED, world })).toMatchObject({ result: 'pass' });
    await expect(checkHost({ ...ASKED, ip: '192.0.2.2', world })).rejects.toThrow('a bug');
  });
});

describe('any records at all', () => {
  const NAMES = ['a.example', 'b.example', 'c.example', 'd.example'];
  const macro = fc.constantFrom('%{d}', '%{i}.x.example', '%{ir}.%{v}.b.example', '%{p}', '%{h}', '%{l}.b.example', '%{S}', '%{l1r+-}.%{o}', '%{o2}'); // prettier-ignore
  const target = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...NAMES) }, { weight: 1, arbitrary: macro });
  const qualifier = fc.constantFrom('', '+', '-', '~', '?');
  const term = fc.oneof(
    fc.tuple(qualifier, fc.constantFrom('include:', 'a:', 'mx:', 'exists:', 'ptr:'), target).map((parts) => parts.join('')),
    fc.tuple(qualifier, fc.constantFrom('a', 'mx', 'ptr', 'a/24', 'mx//32', 'a/0', 'ip4:192.0.2.1', 'ip4:203.0.113.0/24', 'ip6:2001:db8::/32', 'moo', 'all')).map((parts) => parts.join('')),
    target.map((name) => `redirect=${name}`),
    target.map((name) => `exp=${name}`),
  ); // prettier-ignore
  const failure = fc.constantFrom<Failure>('timeout', 'servfail', 'nxdomain', 'refused', 'not-asked');
  const spf = fc.array(term, { maxLength: 7 }).map((terms) => [['v=spf1', ...terms].join(' ')]);
  const texts = fc.oneof({ weight: 9, arbitrary: spf }, fc.constant(['other %{i}']), fc.constant([]), failure);
  const address = fc.constantFrom('192.0.2.1', '192.0.2.77', '198.51.100.1');
  const addresses = fc.oneof({ weight: 4, arbitrary: fc.array(address, { maxLength: 3 }) }, failure);
  const exchanges = fc.oneof(
    { weight: 4, arbitrary: fc.array(fc.constantFrom('1 a.example', '2 b.example', '3 c.example', '3 nowhere.example', '0 .'), { maxLength: 14 }) },
    failure,
  ); // prettier-ignore
  const pointers = fc.oneof(
    fc.array(fc.constantFrom(...NAMES, 'x.a.example', 'nowhere.example'), { maxLength: 13 }),
    failure,
  );
  const world = fc.record({
    texts: fc.tuple(texts, texts, texts, texts),
    addresses: fc.tuple(addresses, addresses, addresses, addresses),
    exchanges: fc.tuple(exchanges, exchanges, exchanges, exchanges),
    pointers,
    lags: fc.array(fc.nat(3), { minLength: 1, maxLength: 7 }),
    consent: fc.boolean(),
    ip: fc.constantFrom('192.0.2.1', '192.0.2.9', '2001:db8::1'),
  });

  it('asked ahead or in turn, soon or late: the result is the same, and few questions bring it', async () => {
    const reached = new Set<string>();
    await fc.assert(
      fc.asyncProperty(world, async (one) => {
        const names: Record<string, readonly string[] | Failure> = {
          'PTR 1.2.0.192.in-addr.arpa': one.pointers,
          'A x.a.example': ['192.0.2.1'],
        };
        for (const [index, name] of NAMES.entries()) {
          names[`TXT ${name}`] = one.texts[index] ?? [];
          names[`A ${name}`] = one.addresses[index] ?? [];
          names[`MX ${name}`] = one.exchanges[index] ?? [];
        }
        const question = { ...ASKED, sender: 'Secret.Person@a.example', ip: one.ip, consent: one.consent };
        const inTurn = zone(names);
        const expected = await checkHost({ ...question, world: inTurn, ahead: false });
        let count = 0;
        const lag = (): number => one.lags[count++ % one.lags.length] ?? 0;
        const together = zone(names, lag);
        const found = await checkHost({ ...question, world: together });
        expect(found).toEqual(expected);
        reached.add(found.result);
        reached.add(found.reason);
        // Each question once, none left out, and no more than the limits let twenty terms ask.
        expect(new Set(together.asked).size).toBe(together.asked.length);
        expect(together.asked).toEqual(expect.arrayContaining(inTurn.asked));
        expect(inTurn.asked.length).toBeLessThanOrEqual(2 + MAX_TERMS * (1 + MAX_MX));
        expect(together.asked.length).toBeLessThanOrEqual(2 + 2 * MAX_TERMS * (1 + MAX_MX));
        expect(found.terms).toBeLessThanOrEqual(MAX_TERMS + 1);
        expect(found.records.length).toBeLessThanOrEqual(MAX_TERMS + 1);
        if (!one.consent) expect(together.asked.join(' ').toLowerCase()).not.toMatch(/secret|person/);
      }),
      { numRuns: 600 },
    );
    // Worlds that always come to the same would show nothing.
    for (const one of ['pass', 'fail', 'softfail', 'neutral', 'none', 'temperror', 'permerror', 'too-many-terms', 'local-part-withheld', 'no-match'])
      expect(reached).toContain(one);
  }); // prettier-ignore

  it('text of any kind: no throw', async () => {
    const octets = fc.array(fc.nat(255), { maxLength: 60 }).map((codes) => String.fromCharCode(...codes));
    const text = fc.oneof(
      octets,
      fc.array(term, { maxLength: 5 }).map((terms) => terms.join('%')),
    );
    await fc.assert(
      fc.asyncProperty(text, text, text, async (record, sender, helo) => {
        const names: Zone = { 'TXT a.example': [`v=spf1 ${record}`] };
        await checkHost({ ...ASKED, world: zone(names), consent: true });
        const found = await checkHost({ ...ASKED, sender: `${sender}@a.example`, helo, world: zone({ 'TXT a.example': ['v=spf1 exists:%{S}%{H} exists:%{l-}.%{h1} -all exp=%{s}.%{h}'] }) }); // prettier-ignore
        expect(found.reason).toBe('local-part-withheld');
      }),
      { numRuns: 300 },
    );
  });
});
