import { describe, expect, it } from 'vitest';
import type { Failure } from '../../world';
import { offline } from '../../world';
import { checkHost } from './check-host';
import type { SpfQuestion } from './check-host';
import { MAX_EXPLANATION } from './explain';
import { MAX_TERMS, MAX_VOIDS } from './inquiry';
import { MAX_MX } from './mx-hosts';
import { MAX_PTR } from './client-name';
import type { SpfResult } from './result';
import { zone } from '../../../../test/fixtures/observed-zone';
import type { Observed, Zone } from '../../../../test/fixtures/observed-zone';

const IP = '192.0.2.1';

interface Checked {
  readonly found: SpfResult;
  readonly world: Observed;
}

async function check(names: Zone, more: Partial<SpfQuestion> = {}): Promise<Checked> {
  const world = zone(names);
  const question = { ip: IP, sender: 'ann@a.example', helo: 'mail.client.example', world, ...more };
  return { found: await checkHost(question), world };
}

/** "result reason" for a record of a.example. */
async function judge(record: string, names: Zone = {}, more: Partial<SpfQuestion> = {}): Promise<string> {
  const { found } = await check({ 'TXT a.example': [record], ...names }, more);
  return `${found.result} ${found.reason}`;
}

const times = (count: number, term: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => term(index)).join(' ');

describe('whose record is looked up', () => {
  const names: Zone = {
    'TXT a.example': ['v=spf1 -all'],
    'TXT helo.example': ['v=spf1 +all'],
    'TXT xn--bcher-kva.example': ['v=spf1 ?all'],
  };
  it.each([
    ['ann@a.example', 'mailfrom', 'a.example', 'fail'],
    ['<ann@a.example>', 'mailfrom', 'a.example', 'fail'],
    ['ann@A.Example.', 'mailfrom', 'a.example', 'fail'],
    ['@a.example', 'mailfrom', 'a.example', 'fail'],
    ['a.example', 'mailfrom', 'a.example', 'fail'],
    ['"ann@x.example"@a.example', 'mailfrom', 'a.example', 'fail'],
    ['ann@bücher.example', 'mailfrom', 'xn--bcher-kva.example', 'neutral'],
    ['ann@b\xc3\xbccher.example', 'mailfrom', 'xn--bcher-kva.example', 'neutral'],
    ['', 'helo', 'helo.example', 'pass'],
    ['<>', 'helo', 'helo.example', 'pass'],
    ['ann@', 'mailfrom', null, 'none'],
    ['ann@localhost', 'mailfrom', null, 'none'],
    ['ann@[192.0.2.1]', 'mailfrom', null, 'none'],
    ['ann@192.0.2.1', 'mailfrom', null, 'none'],
    ['ann@a..example', 'mailfrom', null, 'none'],
    [`ann@${'a'.repeat(64)}.example`, 'mailfrom', null, 'none'],
    [`ann@${'a.'.repeat(124)}example`, 'mailfrom', null, 'none'],
    [`${'a'.repeat(2_000)}@a.example`, 'mailfrom', null, 'none'],
    ['ann@a b.example', 'mailfrom', null, 'none'],
  ])('%s: %s of %s', async (sender, identity, domain, result) => {
    const { found } = await check(names, { sender, helo: 'HELO.example' });
    expect(found).toMatchObject({ identity, domain, result });
    if (domain === null) expect(found.reason).toBe('no-domain');
  });

  it.each(['', 'localhost', '[192.0.2.1]', 'JUMPIN’ JUPITER', 'a'.repeat(2_000)])(
    'a null reverse-path and the HELO %j: none',
    async (helo) => {
      const { found, world } = await check(names, { sender: '', helo });
      expect(found).toMatchObject({ identity: 'helo', domain: null, result: 'none', reason: 'no-domain' });
      expect(world.asked).toEqual([]);
    },
  );

  it.each(['', 'nonsense', '192.0.2.0/24', '1.2.3'])('the address %j: nothing is said of the domain', async (ip) => {
    const { found, world } = await check(names, { ip });
    expect(found).toMatchObject({ result: 'temperror', reason: 'no-address' });
    expect(world.asked).toEqual([]);
  });
});

describe('which record counts', () => {
  const sound = 'v=spf1 -all';
  it.each<[string, readonly string[] | Failure, string]>([
    ['one', [sound], 'fail match'],
    ['others beside it', ['x', 'v=spf10 +all', sound, 'V=SPF2', ''], 'fail match'],
    ['two', [sound, 'V=SPF1 +all'], 'permerror several-records'],
    ['the same twice', [sound, sound], 'permerror several-records'],
    ['none', ['x'], 'none no-record'],
    ['no TXT', [], 'none no-record'],
    ['no such name', 'nxdomain', 'none no-such-domain'],
    ['timeout', 'timeout', 'temperror dns-timeout'],
    ['servfail', 'servfail', 'temperror dns-servfail'],
    ['refused', 'refused', 'temperror dns-refused'],
    ['bogus', 'bogus', 'temperror dns-bogus'],
    ['malformed', 'malformed', 'temperror dns-malformed'],
    ['blocked', 'blocked', 'temperror dns-blocked'],
    ['not asked', 'not-asked', 'temperror not-asked'],
  ])('%s', async (_, texts, expected) => {
    const { found } = await check({ 'TXT a.example': texts });
    expect(`${found.result} ${found.reason}`).toBe(expected);
  });

  it('is not known while nobody is asked', async () => {
    const found = await checkHost({ ip: IP, sender: 'a@a.example', helo: 'x', world: offline(0) });
    expect(found).toMatchObject({ result: 'temperror', reason: 'not-asked', domain: 'a.example' });
  });
});

describe('mechanisms', () => {
  const hosts: Zone = {
    'A a.example': ['198.51.100.1', '192.0.2.7'],
    'AAAA a.example': ['2001:db8::7'],
    'A b.example': ['192.0.2.1'],
    'MX a.example': ['10 b.example', '0 .'],
    'A fail.example': 'servfail',
    'MX fail.example': 'timeout',
    'PTR 1.2.0.192.in-addr.arpa': ['Mail.A.example.', 'other.example'],
    'A mail.a.example': [IP],
    'A other.example': ['192.0.2.99'],
  };
  it.each([
    ['all', 'pass match'],
    ['?all', 'neutral match'],
    ['~all', 'softfail match'],
    ['-all', 'fail match'],
    ['', 'neutral no-match'],
    ['all -all', 'pass match'],
    ['a -all', 'fail match'],
    ['a/24 -all', 'pass match'],
    ['a:b.example -all', 'pass match'],
    ['a:c.example -all', 'fail match'],
    ['a:nowhere.example/0 -all', 'fail match'],
    ['a//0 -all', 'fail match'],
    ['mx -all', 'pass match'],
    ['mx:b.example -all', 'fail match'],
    ['ptr -all', 'pass match'],
    ['ptr:mail.a.example -all', 'pass match'],
    ['ptr:other.example -all', 'fail match'],
    ['ptr:il.a.example -all', 'fail match'],
    ['exists:b.example -all', 'pass match'],
    ['exists:c.example -all', 'fail match'],
    ['ip4:192.0.2.1 -all', 'pass match'],
    ['ip4:192.0.2.0/31 -all', 'pass match'],
    ['ip4:192.0.2.2/31 -all', 'fail match'],
    ['ip6:::/0 -all', 'fail match'],
    ['ip6:::ffff:192.0.2.1 -all', 'fail match'],
    ['a:fail.example -all', 'temperror dns-servfail'],
    ['mx:fail.example -all', 'temperror dns-timeout'],
    ['exists:fail.example -all', 'temperror dns-servfail'],
    ['include:nowhere.example -all', 'permerror include-without-record'],
    ['-all moo', 'permerror unknown-mechanism'],
  ])('v=spf1 %s: %s', async (terms, expected) => {
    expect(await judge(`v=spf1 ${terms}`, hosts)).toBe(expected);
  });

  it.each([
    ['2001:db8::7', 'a -all', 'pass match'],
    ['2001:db8::8', 'a -all', 'fail match'],
    ['2001:db8::8', 'a//64 -all', 'pass match'],
    ['2001:db8::8', 'a/0 -all', 'fail match'],
    ['2001:db8::8', 'ip6:2001:db8::/32 -all', 'pass match'],
    ['2001:db8::8', 'ip4:0.0.0.0/0 -all', 'fail match'],
    ['2001:db8::8', 'exists:b.example -all', 'pass match'],
    ['::ffff:192.0.2.1', 'ip4:192.0.2.1 -all', 'pass match'],
    ['::ffff:192.0.2.1', 'ip6:::ffff:0:0/96 -all', 'fail match'],
    ['[IPv6:::ffff:192.0.2.1]', 'a:b.example -all', 'pass match'],
  ])('%s with %s: %s', async (ip, terms, expected) => {
    expect(await judge(`v=spf1 ${terms}`, hosts, { ip })).toBe(expected);
  });

  it.each([
    ['+all', 'pass match'],
    ['-all', 'softfail match'],
    ['~all', 'softfail match'],
    ['?all', 'softfail match'],
    ['', 'softfail match'],
    ['moo', 'permerror unknown-mechanism'],
    ['a:fail.example', 'temperror dns-servfail'],
    ['include:nowhere.example', 'permerror include-without-record'],
    ['redirect=nowhere.example', 'permerror redirect-without-record'],
    ['redirect=fail.example', 'temperror dns-refused'],
  ])('include of "%s": %s', async (terms, expected) => {
    const names: Zone = { ...hosts, 'TXT i.example': [`v=spf1 ${terms}`], 'TXT fail.example': 'refused' };
    expect(await judge('v=spf1 include:i.example ~all', names)).toBe(expected);
  });

  it.each([
    ['redirect=r.example', 'softfail match'],
    ['redirect=R.example. ?all', 'neutral match'],
    ['?all redirect=r.example', 'neutral match'],
    ['a:b.example redirect=r.example', 'pass match'],
    ['redirect=nowhere.example', 'permerror redirect-without-record'],
    ['redirect=%{h}', 'permerror redirect-without-record'],
    ['redirect=a.example', 'permerror too-many-terms'],
    ['include:a.example', 'permerror too-many-terms'],
  ])('%s: %s', async (terms, expected) => {
    const names: Zone = { ...hosts, 'TXT r.example': ['v=spf1 ~all'] };
    expect(await judge(`v=spf1 ${terms}`, names, { helo: 'x' })).toBe(expected);
  });

  it('ptr: a failure of DNS is no match, and one that nobody was asked for is unknown', async () => {
    const record = 'v=spf1 ptr -all';
    const pointer = 'PTR 1.2.0.192.in-addr.arpa';
    expect(await judge(record, { [pointer]: 'servfail' })).toBe('fail match');
    expect(await judge(record, { [pointer]: 'not-asked' })).toBe('temperror not-asked');
    expect(await judge(record, { [pointer]: ['x.a.example', 'y.a.example'], 'A x.a.example': 'servfail', 'A y.a.example': [IP] })).toBe('pass match'); // prettier-ignore
    expect(await judge(record, { [pointer]: ['x.a.example'], 'A x.a.example': 'not-asked' })).toBe('temperror not-asked'); // prettier-ignore
  });

  it.each([
    ['%{p}.x.example', 'mail.a.example.x.example'],
    ['%{p2}.x.example', 'a.example.x.example'],
    ['%{ir}.%{v}.%{d}', '1.2.0.192.in-addr.a.example'],
    ['%{h}.%{o}', 'mail.client.example.a.example'],
    ['%{H}', 'mail.client.example'],
  ])('exists:%s asks for %s', async (spec, name) => {
    const { found, world } = await check({ ...hosts, 'TXT a.example': [`v=spf1 exists:${spec} -all`], [`A ${name}`]: ['127.0.0.2'] }); // prettier-ignore
    expect(world.asked).toContain(`A ${name}`);
    expect(found).toMatchObject({ result: 'pass', decidedBy: [{ record: 0, term: `exists:${spec}` }] });
  });

  it.each([
    ['servfail', 'unknown.x.example'],
    ['nxdomain', 'unknown.x.example'],
    [['nowhere.example'], 'unknown.x.example'],
    [['other.example', 'b.example'], 'b.example.x.example'],
    [['b.example', 'mail.a.example', 'a.example'], 'mail.a.example.x.example'],
  ] as const)('%%{p} with the pointer %j', async (pointer, name) => {
    const names: Zone = { ...hosts, 'PTR 1.2.0.192.in-addr.arpa': pointer, 'TXT a.example': ['v=spf1 exists:%{p}.x.example -all'] }; // prettier-ignore
    const { world } = await check(names);
    expect(world.asked).toContain(`A ${name}`);
  });

  it('asks nothing for a name that cannot be one', async () => {
    const record = 'v=spf1 a:%{h} exists:%{h} mx:%{h} ptr:%{h} a:a..example -all';
    const { found, world } = await check({ 'TXT a.example': [record] }, { helo: 'x y\\z' });
    expect(found).toMatchObject({ result: 'fail', terms: 5, voids: 0 });
    expect(world.asked).toEqual(['TXT a.example']);
  });
});

describe('the limits', () => {
  const hosts = (count: number, address: string): Zone =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`A h${index}.example`, [address]]));

  it.each([
    [MAX_TERMS, 'fail match'],
    [MAX_TERMS + 1, 'permerror too-many-terms'],
  ])('%i terms that query: %s', async (count, expected) => {
    const record = `v=spf1 ${times(count, (index) => `a:h${index}.example`)} -all`;
    const { found, world } = await check({ 'TXT a.example': [record], ...hosts(20, '192.0.2.99') });
    expect(`${found.result} ${found.reason}`).toBe(expected);
    expect(found.terms).toBe(count);
    expect(world.asked).toHaveLength(1 + MAX_TERMS);
  });

  it('a match at the tenth term counts, whatever follows', async () => {
    const record = `v=spf1 ${times(MAX_TERMS - 1, (index) => `a:h${index}.example`)} exists:b.example a a a -all`;
    expect(await judge(record, { ...hosts(20, '192.0.2.99'), 'A b.example': ['127.0.0.2'] })).toBe('pass match');
  });

  it.each([
    [4, 4, 'fail match'],
    [4, 5, 'permerror too-many-terms'],
  ])('%i and %i terms in two includes: %s', async (one, two, expected) => {
    const terms = (count: number): string[] => [`v=spf1 ${times(count, (index) => `a:h${index}.example`)} ?all`];
    const names: Zone = { ...hosts(20, '192.0.2.99'), 'TXT b.example': terms(one), 'TXT c.example': terms(two) };
    expect(await judge('v=spf1 include:b.example include:c.example -all', names)).toBe(expected);
  });

  it.each([
    ['a:v1.example a:v2.example -all', 'fail match', 2],
    ['a:v1.example a:v2.example a:v3.example -all', 'permerror too-many-voids', 3],
    ['exists:v1.example mx:v2.example a:nodata.example -all', 'permerror too-many-voids', 3],
    ['a:v1.example a:v1.example a:v1.example -all', 'permerror too-many-voids', 3],
    ['ptr a:v2.example exists:%{p}.example -all', 'permerror too-many-voids', 3],
    ['ptr a:v2.example ip4:192.0.2.1 a:v3.example -all', 'pass match', 2],
    // One term with three hosts that have no address is one term.
    ['mx a:v2.example -all', 'fail match', 2],
  ])('%s: %s', async (terms, expected, voids) => {
    const names: Zone = { 'TXT a.example': [`v=spf1 ${terms}`], 'TXT nodata.example': ['x'], 'MX a.example': ['1 m1.example', '2 m2.example', '3 m3.example'] }; // prettier-ignore
    const { found } = await check(names);
    expect(`${found.result} ${found.reason}`).toBe(expected);
    expect(found.voids).toBe(voids);
    expect(MAX_VOIDS).toBe(2);
  });

  it.each([
    [MAX_MX, MAX_MX - 1, 'pass match'],
    [MAX_MX, null, 'fail match'],
    [MAX_MX + 1, MAX_MX - 1, 'pass match'],
    [MAX_MX + 1, MAX_MX, 'permerror too-many-mx'],
    [MAX_MX + 1, null, 'permerror too-many-mx'],
  ])('%i MX, of which number %s matches: %s', async (count, right, expected) => {
    const exchanges = Array.from({ length: count }, (_, index) => `${index} h${index}.example`).reverse();
    const names: Zone = { 'TXT a.example': ['v=spf1 mx -all'], 'MX a.example': exchanges, ...hosts(count, '192.0.2.99'), [`A h${right}.example`]: [IP] }; // prettier-ignore
    const { found, world } = await check(names);
    expect(`${found.result} ${found.reason}`).toBe(expected);
    expect(world.asked.filter((one) => one.startsWith('A h'))).toHaveLength(MAX_MX);
  });

  it.each([
    [MAX_PTR - 1, 'pass match'],
    [MAX_PTR, 'fail match'],
  ])('the name at place %i of the pointers: %s', async (place, expected) => {
    const pointers = Array.from({ length: MAX_PTR + 5 }, (_, index) => `h${index}.a.example`);
    const names: Zone = { 'TXT a.example': ['v=spf1 ptr -all'], 'PTR 1.2.0.192.in-addr.arpa': pointers, [`A h${place}.a.example`]: [IP] }; // prettier-ignore
    const { found, world } = await check(names);
    expect(`${found.result} ${found.reason}`).toBe(expected);
    expect(world.asked).toHaveLength(2 + MAX_PTR);
  });

  it('a record of 65,535 octets and a sender of a thousand take no time', async () => {
    const record = `v=spf1 ${'exists:%{s}%{l}%{s} '.repeat(4_000)}`.slice(0, 65_535).trimEnd().replace(/ \S*$/, '');
    const { found } = await check({ 'TXT a.example': [record] }, { sender: `${'x.'.repeat(480)}y@a.example`, consent: true }); // prettier-ignore
    expect(found).toMatchObject({ result: 'permerror', reason: 'too-many-voids' });
    const networks = `v=spf1 ${times(2_800, (index) => `${index % 2 ? '-' : ''}ip4:10.${index >> 8}.${index & 255}.0/24`)}`;
    const begun = performance.now();
    expect(await judge(networks)).toBe('neutral no-match');
    expect(performance.now() - begun).toBeLessThan(500);
  });
});

describe('the local part', () => {
  const SECRET = 'Secret.Person';
  const sender = `${SECRET}@a.example`;
  const holding = ['%{l}', '%{L}', '%{s}', '%{S}', '%{l1r-+}', '%{s2}', '%{lr.}'];

  it.each(holding.flatMap((macro) => ['exists:', 'a:', 'mx:', 'ptr:', 'include:', 'redirect='].map((term) => `${term}${macro}.x.example`)))('%s is never asked for without consent', async (term) => {
    const names: Zone = { 'TXT a.example': [`v=spf1 a:b.example ${term} a:c.example`], 'A b.example': ['192.0.2.9'], 'A c.example': [IP] }; // prettier-ignore
    const { found, world } = await check(names, { sender });
    // A redirect comes last, wherever it stands.
    if (term.startsWith('redirect')) expect(found).toMatchObject({ result: 'pass' });
    else expect(found).toMatchObject({ result: 'temperror', reason: 'local-part-withheld', decidedBy: [{ record: 0, term }] });
    expect(world.asked.join(' ').toLowerCase()).not.toMatch(/secret|person/);
  }); // prettier-ignore

  it.each([
    ['redirect=%{l}.x.example', 'temperror local-part-withheld'],
    ['include:i.example -all', 'temperror local-part-withheld'],
    ['ip4:192.0.2.1 exists:%{l}.x.example', 'pass match'],
  ])('%s: %s', async (terms, expected) => {
    expect(await judge(`v=spf1 ${terms}`, { 'TXT i.example': ['v=spf1 exists:%{S}.x.example'] }, { sender })).toBe(
      expected,
    );
  });

  it('is asked for with consent', async () => {
    const names: Zone = { 'TXT a.example': ['v=spf1 exists:%{l1r}.x.example -all'], 'A secret.x.example': ['127.0.0.2'] }; // prettier-ignore
    const { found, world } = await check(names, { sender, consent: true });
    expect(found.result).toBe('pass');
    expect(world.asked).toEqual(['TXT a.example', 'A secret.x.example']);
  });

  it('is withheld of a null reverse-path too, for one rule is easier to trust than two', async () => {
    const { found } = await check({ 'TXT helo.example': ['v=spf1 exists:%{l}.x.example'] }, { sender: '', helo: 'helo.example' }); // prettier-ignore
    expect(found.reason).toBe('local-part-withheld');
  });

  it('is in no name of an explanation, nor in its text', async () => {
    const named = await check({ 'TXT a.example': ['v=spf1 -all exp=%{L}.x.example'] }, { sender });
    expect(named.found).toMatchObject({ result: 'fail', explanation: null });
    expect(named.world.asked).toEqual(['TXT a.example']);
    const names: Zone = { 'TXT a.example': ['v=spf1 -all exp=e.example'], 'TXT e.example': ['No, %{S}! %{i}'] };
    const { found } = await check(names, { sender });
    expect(found.explanation).toEqual({ text: 'No, %{S}! %{i}', domain: 'e.example', expanded: false, cut: false });
    const open = await check(names, { sender, consent: true });
    expect(open.found.explanation?.text).toBe('No, Secret.Person%40a.example! 192.0.2.1');
  });
});

describe('an explanation', () => {
  const explained = async (names: Zone, record = 'v=spf1 -all exp=e.example', more: Partial<SpfQuestion> = {}) =>
    (await check({ 'TXT a.example': [record], ...names }, more)).found.explanation;

  it.each<[string, readonly string[] | Failure, string | null]>([
    ['text', ['Go away, %{i}.'], 'Go away, 192.0.2.1.'],
    ['all letters', ['%{c} %{o} %{d} %{h} %{r} %{t} %{v} %{p}'], '192.0.2.1 a.example a.example mail.client.example box.example 7 in-addr unknown'], // prettier-ignore
    ['two texts', ['a', 'b'], null],
    ['no text', [], null],
    ['an empty text', [''], null],
    ['a bad macro', ['%{x}'], null],
    ['8-bit text', ['\xe9'], null],
    ['a control character', ['a\nb'], null],
    ['a failure', 'timeout', null],
  ])('%s', async (_, texts, expected) => {
    const explanation = await explained({ 'TXT e.example': texts }, undefined, { receiver: 'box.example', now: 7_999 });
    expect(explanation?.text ?? null).toBe(expected);
  });

  it('is shown up to a limit', async () => {
    const long = 'x'.repeat(MAX_EXPLANATION);
    expect(await explained({ 'TXT e.example': [long] })).toMatchObject({ text: long, cut: false });
    expect(await explained({ 'TXT e.example': [`${long}y`] })).toMatchObject({ text: long, cut: true });
  });

  it('holds nothing unprintable that a client brought in', async () => {
    expect(await explained({ 'TXT e.example': ['%{h}'] }, undefined, { helo: 'a\x1b[31m.example' })).toBeNull();
  });

  it.each([
    ['~all exp=e.example', null],
    ['-all', null],
    ['exp=e.example redirect=r.example', 'of r'],
    ['exp=e.example include:r.example -all', 'of e'],
    ['include:r.example -all', null],
    ['exp=e.example exp=e.example -all', null],
  ])('v=spf1 %s: %s', async (terms, expected) => {
    const names: Zone = { 'TXT e.example': ['of e'], 'TXT r.example': ['v=spf1 -all exp=re.example'], 'TXT re.example': ['of r'] }; // prettier-ignore
    expect((await explained(names, `v=spf1 ${terms}`))?.text ?? null).toBe(expected);
  });

  it('is not asked for where nobody wants it, nor before the result', async () => {
    const names: Zone = { 'TXT a.example': ['v=spf1 -all exp=e.example'], 'TXT e.example': ['x'] };
    expect((await check(names, { explain: false })).world.asked).toEqual(['TXT a.example']);
    expect((await check(names)).world.asked).toEqual(['TXT a.example', 'TXT e.example']);
  });
});

it('tells which terms decided and which records were walked', async () => {
  const names: Zone = {
    'TXT a.example': ['v=spf1 include:x.example redirect=b.example'],
    'TXT x.example': ['v=spf1 ip4:203.0.113.0/24 ?all'],
    'TXT b.example': ['v=spf1 a:h.example ?include:c.example -all'],
    'A h.example': ['192.0.2.9'],
    'TXT c.example': ['v=spf1 ip4:192.0.2.0/28'],
  };
  const { found } = await check(names);
  expect(found).toEqual({
    result: 'neutral',
    reason: 'match',
    identity: 'mailfrom',
    domain: 'a.example',
    decidedBy: [
      { record: 2, domain: 'b.example', term: '?include:c.example' },
      { record: 3, domain: 'c.example', term: 'ip4:192.0.2.0/28' },
    ],
    records: [
      { domain: 'a.example', text: names['TXT a.example']?.[0], via: 'start', from: null, dnssec: 'insecure' },
      { domain: 'x.example', text: names['TXT x.example']?.[0], via: 'include', from: 0, dnssec: 'insecure' },
      { domain: 'b.example', text: names['TXT b.example']?.[0], via: 'redirect', from: 0, dnssec: 'insecure' },
      { domain: 'c.example', text: names['TXT c.example']?.[0], via: 'include', from: 2, dnssec: 'insecure' },
    ],
    terms: 4,
    voids: 0,
    breadth: { ipv4: 257, ipv6: null, complete: true, wide: false },
    explanation: null,
  });
});

it('shows the record with the fault, and quotes no more of a term than fits', async () => {
  const names: Zone = { 'TXT a.example': ['v=spf1 include:b.example'], 'TXT b.example': [`v=spf1 ${'x'.repeat(999)}`] };
  const { found } = await check(names);
  expect(found.decidedBy).toEqual([
    { record: 0, domain: 'a.example', term: 'include:b.example' },
    { record: 1, domain: 'b.example', term: 'x'.repeat(255) },
  ]);
  expect(found.records.map(({ domain }) => domain)).toEqual(['a.example', 'b.example']);
});
