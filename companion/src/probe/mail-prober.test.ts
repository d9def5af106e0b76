import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createSecureContext } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dnssec } from '../dns/resolver';
import { addressGuard } from './address-guard';
import { mailProber } from './mail-prober';
import { optOut } from './opt-out';
import { politeness } from './politeness';
import { mailContext } from './start-tls';
import { makeCertificate } from './testing/make-certificate';
import { certified, mailServer, type MailServer } from './testing/mail-server';
import { zoneResolver, type Name } from './testing/zone-resolver';
import { vantage } from './vantage';

const root = makeCertificate({ name: 'Test root', ca: true });
const leaf = makeCertificate({ name: 'mx.example.com', names: ['*.example.com', 'mx.example.org'], by: root });
const policyLeaf = makeCertificate({ name: 'mta-sts', names: ['mta-sts.example.com'], by: root });
const sha256 = (octets: Buffer) => createHash('sha256').update(octets).digest();
const DANE = [{ usage: 3, selector: 1, matchingType: 1, data: sha256(leaf.spki) }];
const WRONG = [{ usage: 3, selector: 1, matchingType: 1, data: Buffer.alloc(32) }];
const POLICY = 'version: STSv1\r\nmode: enforce\r\nmx: *.example.com\r\nmax_age: 604800\r\n';

/** One address for each kind of server, all on one port. */
const GOOD = '127.0.0.2';
const PLAIN = '127.0.0.3';
const SILENT = '127.0.0.4';
const BUSY = '127.0.0.5';
const BROKEN = '127.0.0.6';
const NOBODY = '127.0.0.7';

let port = 0;
const servers = new Map<string, MailServer>();
let web: Server;
let webPort = 0;
let answer: { status?: number; headers?: Record<string, string>; body?: string | Buffer; endless?: boolean } = {};
let fetched: string[] = [];

beforeAll(async () => {
  const tls = certified([leaf]);
  const good = await mailServer({ tls }, GOOD);
  port = good.port;
  servers.set(GOOD, good);
  servers.set(PLAIN, await mailServer({ ehlo: '250 mx\r\n' }, PLAIN, port));
  servers.set(SILENT, await mailServer({ banner: () => undefined }, SILENT, port));
  servers.set(BUSY, await mailServer({ banner: '421 later\r\n' }, BUSY, port));
  servers.set(BROKEN, await mailServer({ starttls: '454 no\r\n' }, BROKEN, port));
  web = createServer({ key: policyLeaf.keyPem, cert: policyLeaf.pem }, (request, response) => {
    fetched.push(`${request.headers.host}${request.url}`);
    response.writeHead(answer.status ?? 200, answer.headers ?? { 'content-type': 'text/plain' });
    if (answer.endless) {
      const timer = setInterval(() => response.write('x'.repeat(9_000)), 1);
      response.on('close', () => clearInterval(timer));
    } else response.end(answer.body ?? POLICY);
  });
  await new Promise<void>((ready) => web.listen(0, '127.0.0.1', ready));
  webPort = (web.address() as AddressInfo).port;
});
afterAll(async () => {
  for (const server of servers.values()) await server.close();
  web.closeAllConnections();
  await new Promise((done) => web.close(done));
});

const mx = (...pairs: [number, string][]) => pairs.map(([preference, exchange]) => ({ preference, exchange }));
const STS: Readonly<Record<string, Name>> = {
  '_mta-sts.example.com': { TXT: ['v=STSv1; id=1;'] },
  'mta-sts.example.com': { A: ['127.0.0.1'] },
};
const ONE: Readonly<Record<string, Name>> = {
  'example.com': { MX: mx([10, 'mx.example.com']) },
  'mx.example.com': { A: [GOOD] },
};

interface Change {
  readonly dnssec?: Dnssec;
  readonly optedOut?: readonly string[];
  readonly testTargets?: boolean;
  readonly witnesses?: readonly string[];
  readonly domain?: string;
  readonly asked?: string[];
  readonly signal?: AbortSignal;
}

function look(zone: Readonly<Record<string, Name>>, change: Change = {}) {
  const {
    dnssec = 'insecure',
    optedOut = [],
    testTargets = true,
    witnesses = [],
    domain = 'example.com',
    asked = [],
    signal = new AbortController().signal,
  } = change;
  fetched = [];
  const resolver = zoneResolver(zone, dnssec, asked);
  const guard = addressGuard({ testTargets });
  const prober = mailProber({
    resolver,
    guard,
    politeness: politeness(Date.now),
    vantage: vantage({ resolver, guard, port, now: Date.now, witnesses, patience: 200 }),
    optOut: optOut(optedOut),
    mailContext: mailContext([root.pem]),
    webContext: createSecureContext({ ca: [root.pem] }),
    helo: 'probe.example.net',
    name: 'test',
    patience: { connect: 500, banner: 250, command: 500, tls: 1_000, quit: 200, whole: 3_000 },
    ports: { smtp: port, https: webPort },
    testTargets,
    now: Date.now,
  });
  return prober.posture(domain, { deep: false, signal });
}
const codes = (posture: Awaited<ReturnType<typeof look>>) => posture.findings.map(({ code }) => code);

describe('where mail goes in', () => {
  it.each([
    ['listed', ONE, 'listed', ['mx.example.com']],
    ['implicit', { 'example.com': { A: [GOOD] } }, 'implicit', ['example.com']],
    ['null', { 'example.com': { MX: mx([0, '']) } }, 'null', []],
    [
      'null beside others',
      { ...ONE, 'example.com': { MX: mx([0, ''], [10, 'mx.example.com']) } },
      'null-with-others',
      ['mx.example.com'],
    ],
    ['none', { 'example.com': { TXT: ['hi'] } }, 'none', []],
    ['no such domain', {}, 'no-domain', []],
    ['DNS fails', { 'example.com': { fails: { MX: 'servfail' } } }, 'unknown', []],
    ['DNS fails on the address', { 'example.com': { fails: { A: 'timeout' } } }, 'unknown', []],
  ] as const)('%s', async (_, zone, state, hosts) => {
    const posture = await look(zone);
    expect(posture.mx.state).toBe(state);
    expect(posture.mx.hosts.map(({ host }) => host)).toEqual(hosts);
    if (state !== 'listed' && state !== 'implicit' && state !== 'null-with-others')
      expect(posture.offered).toBe('unknown');
  });

  it('of a thousand MX the first five, of many addresses two', async () => {
    const many = Array.from({ length: 1_000 }, (_, index): [number, string] => [
      1_000 - index,
      `mx${index}.example.com`,
    ]);
    const zone: Record<string, Name> = { 'example.com': { MX: mx(...many) } };
    for (const [, host] of many) zone[host] = { A: [GOOD, NOBODY, PLAIN] };
    const asked: string[] = [];
    const posture = await look(zone, { asked });
    expect(posture.mx.hosts.map(({ preference }) => preference)).toEqual([1, 2, 3, 4, 5]);
    expect(posture.mx.left).toBe(995);
    expect(posture.mx.hosts.map(({ addresses, left }) => [addresses.length, left])).toEqual(Array(5).fill([2, 1]));
    expect(asked.length).toBeLessThan(30);
    expect(codes(posture)).toContain('mx-left');
  });

  it('an alias is warned of, and followed', async () => {
    const posture = await look({
      ...ONE,
      'mx.example.com': { alias: 'real.example.com' },
      'real.example.com': { A: [GOOD] },
    });
    expect(posture.mx.hosts[0]).toMatchObject({
      alias: 'real.example.com',
      addresses: [{ outcome: 'starttls-works' }],
    });
    expect(codes(posture)).toContain('mx-alias');
  });
});

describe('offered', () => {
  const two = (first: string, second: string, same = false): Record<string, Name> => ({
    'example.com': { MX: mx([10, 'a.example.com'], [same ? 10 : 20, 'b.example.com']) },
    'a.example.com': { A: [first] },
    'b.example.com': { A: [second] },
  });
  it.each([
    ['all', 'done', two(GOOD, GOOD), 'a.example.com'],
    ['some', 'done', two(GOOD, PLAIN), 'b.example.com'],
    ['some', 'done', two(PLAIN, GOOD), 'a.example.com'],
    ['some', 'done', two(GOOD, BROKEN), 'b.example.com'],
    ['none', 'done', two(PLAIN, PLAIN), 'a.example.com'],
    ['broken', 'done', { ...ONE, 'mx.example.com': { A: [BROKEN] } }, 'mx.example.com'],
    ['broken', 'done', two(BROKEN, PLAIN), 'b.example.com'],
    ['all', 'partly', two(GOOD, SILENT), 'a.example.com'],
    ['unknown', 'partly', two(SILENT, GOOD), 'b.example.com'],
    ['unknown', 'partly', two(BUSY, PLAIN), 'b.example.com'],
    ['unknown', 'partly', two(PLAIN, BUSY, true), 'a.example.com'],
    ['unknown', 'partly', two(SILENT, BUSY), null],
    ['unknown', 'partly', two(NOBODY, SILENT), null],
  ] as const)('%s (%s)', async (offered, probe, zone, worst) => {
    expect(await look(zone)).toMatchObject({ offered, probe, worst });
  });

  it('"could not test" is never "no STARTTLS"', async () => {
    const posture = await look(two(SILENT, BUSY));
    expect(codes(posture)).not.toContain('no-starttls');
    expect(posture.exposure).not.toContain('listen');
  });
});

describe('MTA-STS', () => {
  const zone = { ...ONE, ...STS };
  it('enforced, and kept', async () => {
    answer = {};
    const posture = await look(zone);
    expect(posture).toMatchObject({
      mtaSts: {
        record: 'one',
        id: '1',
        policy: 'valid',
        mode: 'enforce',
        maxAge: 604_800,
        mx: ['*.example.com'],
        warnings: [],
      },
      enforced: { mtaSts: 'enforce', broken: false },
      offered: 'all',
      authenticated: { webpki: 'all' },
      exposure: ['first-contact'],
    });
    expect(fetched).toEqual(['mta-sts.example.com/.well-known/mta-sts.txt']);
  });

  it.each([
    ['another media type', { headers: { 'content-type': 'text/html' } }, { policy: 'valid', warnings: ['media-type'] }],
    ['a redirect', { status: 301, headers: { location: 'https://mta-sts.example.com/there' } }, { policy: 'redirect' }],
    ['404', { status: 404 }, { policy: 'fetch-failed' }],
    ['206', { status: 206 }, { policy: 'fetch-failed' }],
    ['too big', { body: `${POLICY}${'x'.repeat(70_000)}` }, { policy: 'too-big' }],
    ['without end', { endless: true }, { policy: 'too-big' }],
    ['a bomb', { headers: { 'content-encoding': 'gzip' }, body: Buffer.alloc(100) }, { policy: 'malformed' }],
    ['nmx for mx', { body: POLICY.replace('mx:', 'nmx:') }, { policy: 'malformed' }],
    ['a page', { body: '<!doctype html>' }, { policy: 'malformed' }],
    ['a short life', { body: POLICY.replace('604800', '60') }, { policy: 'valid', warnings: ['max-age-short'] }],
  ] as const)('%s', async (_, what, mtaSts) => {
    answer = { ...what };
    const posture = await look(zone);
    expect(posture.mtaSts).toMatchObject(mtaSts);
    expect(posture.enforced.mtaSts).toBe(
      mtaSts.policy === 'valid' ? 'enforce' : mtaSts.policy === 'fetch-failed' ? 'unknown' : 'none',
    );
    expect(fetched).toHaveLength(1);
  });

  it('a certificate of another name, a policy host that is not to be connected to', async () => {
    answer = {};
    const other = {
      'example.org': { MX: mx([10, 'mx.example.org']) },
      'mx.example.org': { A: [GOOD] },
      '_mta-sts.example.org': { TXT: ['v=STSv1; id=1;'] },
      'mta-sts.example.org': { A: ['127.0.0.1'] },
    };
    expect((await look(other, { domain: 'example.org' })).mtaSts.policy).toBe('tls-failed');
    expect((await look(zone, { testTargets: false })).mtaSts.policy).toBe('fetch-failed');
    expect(fetched).toEqual([]);
  });

  it.each([
    ['no such record', ['v=spf1 -all'], 'none'],
    ['two', ['v=STSv1; id=1;', 'v=STSv1; id=2;'], 'several'],
    ['no id', ['v=STSv1; x=1;'], 'malformed'],
    ['two ids', ['v=STSv1; id=1; id=2'], 'malformed'],
    ['no end', ['v=STSv1; id=20260101', 'other'], 'one'],
  ] as const)('record: %s', async (_, TXT, record) => {
    answer = {};
    const posture = await look({ ...zone, '_mta-sts.example.com': { TXT } });
    expect(posture.mtaSts.record).toBe(record);
    expect(fetched).toHaveLength(record === 'one' ? 1 : 0);
  });

  it('its own servers break it', async () => {
    answer = {};
    expect((await look({ ...zone, 'mx.example.com': { A: [PLAIN] } })).enforced).toMatchObject({
      mtaSts: 'enforce',
      broken: true,
    });
    expect((await look({ ...zone, 'mx.example.com': { A: [BUSY] } })).enforced.broken).toBe(false);
    answer = { body: POLICY.replace('*.example.com', 'other.example') };
    const unlisted = await look(zone);
    expect(unlisted.enforced.broken).toBe(true);
    expect(codes(unlisted)).toContain('mta-sts-mx-unlisted');
  });

  it('says what is offered where nothing could be probed', async () => {
    answer = {};
    expect((await look({ ...zone, 'mx.example.com': { A: [SILENT] } })).offered).toBe('by-policy');
    answer = { body: POLICY.replace('enforce', 'testing') };
    expect((await look({ ...zone, 'mx.example.com': { A: [SILENT] } })).offered).toBe('unknown');
  });
});

describe('DANE', () => {
  const zone = (
    TLSA: Name['TLSA'],
    more: Partial<Record<'mx' | 'host' | 'tlsa', Partial<Name>>> = {},
  ): Record<string, Name> => ({
    'example.com': { MX: mx([10, 'mx.example.com']), ...more.mx },
    'mx.example.com': { A: [GOOD], ...more.host },
    '_25._tcp.mx.example.com': { ...(TLSA ? { TLSA } : {}), ...more.tlsa },
  });
  it('secure and matching', async () => {
    expect(await look(zone(DANE), { dnssec: 'secure' })).toMatchObject({
      mx: {
        dnssec: 'secure',
        hosts: [{ dnssec: 'secure', tlsa: { state: 'secure', usable: 1 }, addresses: [{ dane: 'matches' }] }],
      },
      authenticated: { dane: 'all' },
      enforced: { dane: 'all', broken: false },
      exposure: [],
    });
  });
  it('secure and not matching', async () => {
    const posture = await look(zone(WRONG), { dnssec: 'secure' });
    expect(posture).toMatchObject({ authenticated: { dane: 'none' }, enforced: { dane: 'all', broken: true } });
    expect(codes(posture)).toContain('dane-mismatch');
  });
  it.each([
    [
      'nobody can tell',
      {},
      'unknown',
      { state: 'unknown', records: [expect.stringMatching(/^3 1 1 /)] },
      'unknown',
      'unknown',
    ],
    ['the zone is not signed', {}, 'insecure', { state: 'none' }, 'none', 'none'],
    ['the host is not signed', { host: { dnssec: 'insecure' } }, 'secure', { state: 'none' }, 'none', 'none'],
    ['the records are not signed', { tlsa: { dnssec: 'insecure' } }, 'secure', { state: 'insecure' }, 'none', 'none'],
    ['the MX are not signed', { mx: { dnssec: 'insecure' } }, 'secure', { state: 'secure' }, 'all', 'none'],
    ['records bogus', { tlsa: { fails: { TLSA: 'bogus' } } }, 'secure', { state: 'bogus' }, 'unknown', 'unknown'],
    [
      'records not to be had',
      { tlsa: { fails: { TLSA: 'timeout' } } },
      'secure',
      { state: 'unknown' },
      'unknown',
      'unknown',
    ],
    [
      'addresses bogus in part',
      { host: { fails: { AAAA: 'bogus' } } },
      'secure',
      { state: 'unknown' },
      'unknown',
      'unknown',
    ],
  ] as const)('%s', async (_, more, dnssec, tlsa, authenticated, enforced) => {
    const posture = await look(zone(DANE, more as never), { dnssec });
    expect(posture.mx.hosts[0]?.tlsa).toMatchObject(tlsa);
    expect(posture).toMatchObject({ authenticated: { dane: authenticated }, enforced: { dane: enforced } });
  });
  it('no records, and a signed zone says so', async () => {
    expect(await look(zone(undefined), { dnssec: 'secure' })).toMatchObject({
      authenticated: { dane: 'none' },
      enforced: { dane: 'none' },
    });
  });
  it('all unusable: TLS is demanded, nothing is authenticated', async () => {
    const posture = await look(zone([{ usage: 1, selector: 1, matchingType: 1, data: sha256(leaf.spki) }]), {
      dnssec: 'secure',
    });
    expect(posture).toMatchObject({ authenticated: { dane: 'none' }, enforced: { dane: 'none' } });
    expect(codes(posture)).toContain('tlsa-unusable');
  });
  it('the domain’s own name in the certificate is enough for a trust anchor', async () => {
    const own = makeCertificate({ name: 'x', names: ['example.com'], by: root });
    const server = await mailServer({ tls: certified([own, root]) }, '127.0.0.9', port);
    const TLSA = [{ usage: 2, selector: 1, matchingType: 1, data: sha256(root.spki) }];
    const posture = await look(zone(TLSA, { host: { A: ['127.0.0.9'] } }), { dnssec: 'secure' });
    expect(posture.authenticated).toEqual({ webpki: 'none', dane: 'all' });
    await server.close();
  });
});

describe('where nothing may or can be tried', () => {
  it('port 25 is closed here: DNS and policy still tell', async () => {
    answer = {};
    const zone = {
      ...ONE,
      ...STS,
      'one.example.net': { MX: mx([1, 'silent.example.net']) },
      'two.example.net': { MX: mx([1, 'silent.example.net']) },
      'silent.example.net': { A: [SILENT] },
    };
    const before = servers.get(GOOD)?.heard.length;
    const posture = await look(zone, { witnesses: ['one.example.net', 'two.example.net'] });
    expect(posture).toMatchObject({
      probe: 'not-possible',
      offered: 'by-policy',
      mtaSts: { policy: 'valid' },
      authenticated: { webpki: 'unknown', dane: 'unknown' },
      mx: { hosts: [{ addresses: [{ reach: 'blocked-here', outcome: 'untested' }] }] },
    });
    expect(codes(posture)).toContain('port-25-blocked-here');
    expect(servers.get(GOOD)?.heard.length).toBe(before);
  });
  it('one witness who answers is enough, one who does not is not', async () => {
    const zone = {
      ...ONE,
      'one.example.net': { MX: mx([1, 'silent.example.net']) },
      'two.example.net': { MX: mx([1, 'mx.example.com']) },
      'silent.example.net': { A: [SILENT] },
    };
    expect((await look(zone, { witnesses: ['one.example.net', 'two.example.net'] })).probe).toBe('done');
    expect((await look(zone, { witnesses: ['one.example.net'] })).probe).toBe('done');
  });
  it('opted out: by domain, host, address', async () => {
    answer = {};
    const before = servers.get(GOOD)?.heard.length;
    const posture = await look({ ...ONE, ...STS }, { optedOut: ['example.com'] });
    expect(posture).toMatchObject({ probe: 'opted-out', mtaSts: { record: 'one', policy: 'not-fetched' } });
    expect(fetched).toEqual([]);
    const byHost = await look(ONE, { optedOut: ['mx.example.com'] });
    expect(byHost).toMatchObject({
      probe: 'partly',
      mx: { hosts: [{ addresses: [{ reach: 'not-tried', detail: 'opted-out' }] }] },
    });
    await look(ONE, { optedOut: ['127.0.0.0/29'] });
    expect(servers.get(GOOD)?.heard.length).toBe(before);
  });
  it('private targets: not one octet, and nothing is told of them', async () => {
    const before = servers.get(GOOD)?.heard.length;
    const posture = await look(ONE, { testTargets: false });
    expect(posture).toMatchObject({
      probe: 'partly',
      offered: 'unknown',
      testTargets: false,
      mx: { hosts: [{ addresses: [{ reach: 'not-allowed', outcome: 'untested', detail: null }] }] },
    });
    expect(servers.get(GOOD)?.heard.length).toBe(before);
  });
  it('test targets are said in the report', async () => {
    const posture = await look(ONE);
    expect(posture.testTargets).toBe(true);
    expect(codes(posture)).toContain('test-targets');
  });
});

describe('who asked goes away', () => {
  it('ends at once, with all connections', async () => {
    const stop = new AbortController();
    const from = performance.now();
    const looking = look({ ...ONE, 'mx.example.com': { A: [SILENT] } }, { signal: stop.signal });
    await expect.poll(() => servers.get(SILENT)?.open(), { interval: 5 }).toBe(1);
    stop.abort(new Error('enough'));
    await expect(looking).rejects.toThrow('enough');
    expect(performance.now() - from).toBeLessThan(240);
    await expect.poll(() => servers.get(SILENT)?.open()).toBe(0);
  });
});
