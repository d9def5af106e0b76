import { readFileSync, writeFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { scanMessage } from '../dns/scan-message';
import { soa } from '../dns/testing/name-server';
import { writeQuery } from '../dns/write-query';
import { postureOf } from '../testing/posture-of';
import { answerOf, startApp, TOKEN } from '../testing/start-app';

const apps: FastifyInstance[] = [];
afterEach(async () => {
  for (const app of apps.splice(0)) await app.close();
});
const start = async (...args: Parameters<typeof startApp>) => {
  const started = await startApp(...args);
  apps.push(started.app);
  return started;
};

const API = {
  openapi: {
    openapi: '3.1.0',
    info: { title: 'Hoplock companion', version: '1', license: { name: 'MIT' } },
    components: { securitySchemes: { token: { type: 'http' as const, scheme: 'bearer' } } },
    security: [{}, { token: [] }],
  },
  hideUntagged: true,
};
const HOST = { host: '127.0.0.1:8453' };
const MESSAGE = 'application/dns-message';
const query = (name = 'mx.example.org', type = 1) =>
  writeQuery({ name, type, dnssec: true, unchecked: false }, { id: 0, randomCase: false, padded: false });
const path = (octets: Buffer) => `/dns-query?dns=${octets.toString('base64url')}`;
const get = (app: FastifyInstance, url: string, headers: object = {}) =>
  app.inject({ url, headers: { ...HOST, ...headers } });
const post = (app: FastifyInstance, body: Buffer, headers: object = {}) =>
  app.inject({
    method: 'POST',
    url: '/dns-query',
    payload: body,
    headers: { ...HOST, 'content-type': MESSAGE, ...headers },
  });
const scan = (octets: Buffer) => scanMessage(octets) ?? expect.fail('no message');
const codeOf = (body: string) => (JSON.parse(body) as { code: string }).code;

describe('DNS over HTTPS', () => {
  it.each(['GET', 'POST'])('answers by %s, with its time to live', async (method) => {
    const { app } = await start();
    const came = method === 'GET' ? await get(app, path(query())) : await post(app, query());
    expect(came).toMatchObject({ statusCode: 200 });
    expect(came.headers).toMatchObject({ 'content-type': MESSAGE, 'cache-control': 'max-age=300' });
    expect(scan(came.rawPayload)).toMatchObject({ id: 0, rcode: 0, answers: 1, lasting: 300 });
  });

  it('counts down what it keeps, and gives back the id', async () => {
    let now = 0;
    const { app, asked } = await start([], { now: () => now });
    await get(app, path(query()));
    now = 100_000;
    const own = query();
    own.writeUInt16BE(77, 0);
    const came = await get(app, path(own));
    expect(came.headers['cache-control']).toBe('max-age=200');
    expect(scan(came.rawPayload)).toMatchObject({ id: 77, lasting: 200 });
    expect(asked).toHaveLength(1);
  });

  it('a denial lasts as its SOA says', async () => {
    const { app } = await start([], {
      answer: ({ name }) => answerOf({ rcode: 3, authorities: [soa('example.org', 900, 40)] }, name),
    });
    expect((await get(app, path(query()))).headers['cache-control']).toBe('max-age=40');
  });

  it.each<[string, string, number, string]>([
    ['no parameter', '/dns-query', 400, 'dns_missing'],
    ['an empty one', '/dns-query?dns=', 400, 'dns_missing'],
    ['two', `${path(query())}&dns=AAAA`, 400, 'dns_missing'],
    ['padding', '/dns-query?dns=AAAA%3D%3D', 400, 'dns_not_base64url'],
    ['ordinary base64', '/dns-query?dns=AA%2BA', 400, 'dns_not_base64url'],
    ['a length that base64 has not', '/dns-query?dns=AAAAA', 400, 'dns_not_base64url'],
    ['too long', `/dns-query?dns=${'A'.repeat(5_463)}`, 414, 'dns_too_long'],
    ['no DNS', '/dns-query?dns=aGVsbG8', 400, 'dns_malformed'],
  ])('%s', async (_, url, status, code) => {
    const { app } = await start();
    const came = await get(app, url);
    expect([came.statusCode, codeOf(came.body)]).toEqual([status, code]);
  });

  it('bodies: too large, of another type, none', async () => {
    const { app } = await start();
    const large = await post(app, Buffer.alloc(4_097));
    expect([large.statusCode, codeOf(large.body)]).toEqual([413, 'too_large']);
    const other = await post(app, query(), { 'content-type': 'application/octet-stream' });
    expect([other.statusCode, codeOf(other.body)]).toEqual([415, 'media_type_not_served']);
    expect((await post(app, Buffer.alloc(0))).statusCode).toBe(400);
    const json = await post(app, Buffer.from('{"dns":1}'), { 'content-type': 'application/json' });
    expect(json.statusCode).toBe(415);
  });

  it.each<[string, (octets: Buffer) => void, number]>([
    ['another opcode', (octets) => octets.writeUInt16BE(0x2820, 2), 4],
    ['a later EDNS', (octets) => octets.writeUInt8(1, octets.indexOf(Buffer.from([0, 41])) + 5), 16],
    ['another class', (octets) => octets.writeUInt16BE(3, 30), 5],
    ['ANY', (octets) => octets.writeUInt16BE(255, 28), 5],
  ])('%s is answered in DNS’ own words', async (_, change, rcode) => {
    const { app, asked } = await start();
    const octets = query();
    change(octets);
    const came = await get(app, path(octets));
    expect([came.statusCode, scan(came.rawPayload).rcode, came.headers['cache-control']]).toEqual([
      200,
      rcode,
      'max-age=0',
    ]);
    expect(asked).toEqual([]);
  });

  it('two questions are no message here; an answer is no question', async () => {
    const { app } = await start();
    const two = query();
    two.writeUInt16BE(2, 4);
    const answer = query();
    answer.writeUInt16BE(0x8120, 2);
    for (const octets of [two, answer]) expect((await get(app, path(octets))).statusCode).toBe(400);
  });

  it('private names stay here, with a reason', async () => {
    const { app, asked } = await start();
    const came = await get(app, path(query('nas.local')));
    expect(scan(came.rawPayload)).toMatchObject({ rcode: 5, edns: { errors: [15] } });
    expect(asked).toEqual([]);
  });

  it.each([
    ['timeout', 22],
    ['unreachable', 23],
    ['malformed', 23],
  ] as const)('no answer (%s) is SERVFAIL with a reason', async (failure, extended) => {
    const { app } = await start([], { answer: () => ({ ok: false, failure }) });
    const came = await get(app, path(query()));
    expect(came.headers['cache-control']).toBe('max-age=0');
    expect(scan(came.rawPayload)).toMatchObject({ rcode: 2, edns: { errors: [extended] } });
  });

  it('too many at once is 503', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { app } = await start(['--dns-in-flight', '1'], {
      answer: async ({ name }) => {
        await promise;
        return answerOf({}, name);
      },
    });
    const first = get(app, path(query('a.example.org')));
    await new Promise((done) => setTimeout(done, 20));
    const second = await get(app, path(query('b.example.org')));
    expect([second.statusCode, codeOf(second.body), second.headers['retry-after']]).toEqual([
      503,
      'dns_overloaded',
      '1',
    ]);
    resolve();
    expect((await first).statusCode).toBe(200);
  });

  it('writes no name down, whatever the level', async () => {
    const log = new PassThrough();
    let text = '';
    log.on('data', (piece) => (text += piece));
    const { app } = await start([], { log, prober: { posture: () => Promise.reject(new Error('x')) } });
    await get(app, path(query('very-private.example.org')));
    await get(app, `${path(query('very-private.example.org'))}=`);
    await post(app, query('very-private.example.org'));
    await get(app, '/v1/domains/very-private.example.org');
    await get(app, '/nowhere/very-private.example.org');
    await app.close();
    expect(text).not.toContain('very-private');
    expect(text).not.toContain(query('very-private.example.org').toString('base64url').slice(20, 40));
  });
});

describe('reports', () => {
  it('are made once, kept, and given out as they are', async () => {
    let now = 0;
    const { app, probed } = await start([], { now: () => now });
    const first = await get(app, '/v1/domains/Example.ORG.');
    expect(first.statusCode).toBe(200);
    expect(first.json()).toEqual(postureOf('example.org'));
    now = 600_000;
    const second = await get(app, '/v1/domains/example.org');
    expect(second.headers['cache-control']).toBe('private, max-age=3000');
    expect(second.headers['last-modified']).toBe(new Date(0).toUTCString());
    now = 3_600_001;
    await get(app, '/v1/domains/example.org');
    expect(probed).toEqual(['example.org', 'example.org']);
  });

  it('of which something could not be tested are made anew within ten minutes', async () => {
    let now = 0;
    let count = 0;
    const { app } = await start([], {
      now: () => now,
      prober: { posture: async (domain) => (count++, postureOf(domain, { probe: 'partly' })) },
    });
    await get(app, '/v1/domains/example.org');
    now = 299_000;
    await get(app, '/v1/domains/example.org');
    expect(count).toBe(1);
    now = 600_001;
    await get(app, '/v1/domains/example.org');
    expect(count).toBe(2);
  });

  it('that take long: 202, and one probe however many ask', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    let count = 0;
    const { app } = await start([], {
      patience: 20,
      prober: {
        async posture(domain) {
          count++;
          await promise;
          return postureOf(domain);
        },
      },
    });
    const both = await Promise.all([get(app, '/v1/domains/example.org'), get(app, '/v1/domains/example.org')]);
    expect(both.map(({ statusCode }) => statusCode)).toEqual([202, 202]);
    expect(both[0]?.json()).toEqual({ domain: 'example.org', state: 'pending' });
    expect(both[0]?.headers['retry-after']).toBe('2');
    resolve();
    expect((await get(app, '/v1/domains/example.org')).statusCode).toBe(200);
    expect(count).toBe(1);
  });

  it('deep ones by themselves, and for a plain question too', async () => {
    const { app, probed } = await start();
    await get(app, '/v1/domains/example.org?deep=1');
    await get(app, '/v1/domains/example.org');
    await get(app, '/v1/domains/example.net');
    await get(app, '/v1/domains/example.net?deep=1');
    expect(probed).toEqual(['example.org deep', 'example.net', 'example.net deep']);
  });

  it('a bug fails, is told, and is not tried again at once', async () => {
    let count = 0;
    const { app, troubles } = await start([], {
      prober: { posture: () => (count++, Promise.reject(new Error('a bug'))) },
    });
    for (let round = 0; round < 3; round++) {
      const came = await get(app, '/v1/domains/example.org');
      expect([came.statusCode, codeOf(came.body)]).toEqual([500, 'probe_failed']);
    }
    expect(count).toBe(1);
    expect(troubles).toHaveLength(1);
  });

  it.each([
    'localhost',
    'nas.local',
    '192.0.2.1',
    '%5B::1%5D',
    'a%40b.org',
    'x.invalid',
    'lab.test',
    'a%20b.org',
    '.',
    'x'.repeat(64),
  ])('%s is no public domain', async (domain) => {
    const { app, probed } = await start();
    const came = await get(app, `/v1/domains/${domain}`);
    expect([came.statusCode, codeOf(came.body)]).toEqual([400, 'domain_not_public']);
    expect(probed).toEqual([]);
  });

  it('Unicode is read as A-labels', async () => {
    const { app, probed } = await start();
    await get(app, `/v1/domains/${encodeURIComponent('例え.example.org')}`);
    expect(probed).toEqual(['xn--r8jz45g.example.org']);
  });

  it('other words for deep', async () => {
    const { app } = await start();
    expect(codeOf((await get(app, '/v1/domains/example.org?deep=yes')).body)).toBe('deep_malformed');
  });

  it('where only DNS is answered', async () => {
    const { app } = await start([], { prober: null });
    expect(codeOf((await get(app, '/v1/domains/example.org')).body)).toBe('reports_off');
  });
});

describe('who may ask', () => {
  const REPORT = '/v1/domains/example.org';

  it.each<[string, object, number, string?]>([
    ['a program on this machine', {}, 200],
    ['by its name', { host: 'localhost:1' }, 200],
    ['by IPv6', { host: '[::1]:8453' }, 200],
    ['a name that leads here', { host: 'evil.example:8453' }, 421, 'host_not_served'],
    ['a name that ends like ours', { host: 'evil.localhost' }, 421, 'host_not_served'],
    ['an extension in Chromium', { 'sec-fetch-site': 'none', origin: 'chrome-extension://abcdefghijklmnop' }, 200],
    ['an extension in Firefox', { 'sec-fetch-site': 'same-origin' }, 200],
    ['its POST', { origin: 'moz-extension://0b1c2d3e-0000-4000-8000-000000000000' }, 200],
    ['our own page', { 'sec-fetch-site': 'same-origin', origin: 'http://127.0.0.1:8453' }, 200],
    ['a page of another site', { 'sec-fetch-site': 'cross-site' }, 403, 'web_origin_refused'],
    ['a page of the same site', { 'sec-fetch-site': 'same-site' }, 403, 'web_origin_refused'],
    [
      'an extension without permission',
      { 'sec-fetch-site': 'cross-site', origin: 'chrome-extension://a' },
      403,
      'web_origin_refused',
    ],
    ['a page in an old browser', { origin: 'https://evil.example' }, 403, 'web_origin_refused'],
    ['another port of this machine', { origin: 'http://127.0.0.1:3000' }, 403, 'web_origin_refused'],
    ['a sandboxed page', { origin: 'null' }, 403, 'web_origin_refused'],
    ['a wrong token', { authorization: 'Bearer nonsense' }, 401, 'token_unknown'],
    [
      'a page with a token',
      { origin: 'https://app.example', 'sec-fetch-site': 'cross-site', authorization: `Bearer ${TOKEN}` },
      200,
    ],
  ])('on loopback: %s', async (_, headers, status, code) => {
    const { app } = await start();
    const came = await get(app, REPORT, headers);
    expect([came.statusCode, came.statusCode === 200 ? undefined : codeOf(came.body)]).toEqual([status, code]);
  });

  it.each<[string[], object, number]>([
    [['--listen', '0.0.0.0'], {}, 401],
    [['--listen', '0.0.0.0'], { authorization: `Bearer ${TOKEN}` }, 200],
    [['--listen', '0.0.0.0'], { authorization: `bearer ${TOKEN}`, host: 'whatever.example' }, 200],
    [['--listen', '0.0.0.0'], { authorization: `Basic ${TOKEN}` }, 401],
    [['--public-url', 'https://hoplock.example'], { host: 'hoplock.example' }, 401],
    [['--public-url', 'https://hoplock.example'], { host: 'hoplock.example', authorization: `Bearer ${TOKEN}` }, 200],
    [['--public-url', 'https://hoplock.example'], { host: 'evil.example', authorization: `Bearer ${TOKEN}` }, 421],
    [['--trust-proxy', '127.0.0.1'], {}, 401],
    [['--hosts', 'nas.example'], { host: 'nas.example' }, 200],
    [['--listen', '::', '--hosts', 'nas.example'], { host: 'x.example', authorization: `Bearer ${TOKEN}` }, 421],
  ])('%j %j', async (argv, headers, status) => {
    const { app } = await start(argv);
    const came = await get(app, REPORT, headers);
    expect(came.statusCode).toBe(status);
    if (status === 401) expect(came.headers['www-authenticate']).toContain('Bearer');
  });

  it('the page, health and the document are for everybody, figures are not', async () => {
    const { app } = await start(['--listen', '0.0.0.0']);
    const statuses = [];
    for (const url of ['/', '/healthz', '/readyz', '/openapi.json', '/metrics', REPORT, path(query())])
      statuses.push((await get(app, url, { 'sec-fetch-site': 'cross-site' })).statusCode);
    expect(statuses).toEqual([200, 200, 200, 200, 401, 401, 401]);
  });

  it('tells a page that has a token that it may read', async () => {
    const { app } = await start();
    const came = await get(app, REPORT, { origin: 'https://app.example', authorization: `Bearer ${TOKEN}` });
    expect(came.headers).toMatchObject({ 'access-control-allow-origin': 'https://app.example', vary: 'Origin' });
    const refused = await get(app, REPORT, { origin: 'https://app.example' });
    expect(refused.headers['access-control-allow-origin']).toBeUndefined();
  });

  it.each<[string, object, number, object]>([
    [
      'a page that announces a token',
      { origin: 'https://app.example', 'access-control-request-headers': 'Authorization, Content-Type' },
      204,
      {
        'access-control-allow-origin': 'https://app.example',
        'access-control-allow-headers': 'authorization, accept, content-type',
      },
    ],
    [
      'an extension',
      { origin: 'chrome-extension://abc' },
      204,
      { 'access-control-allow-origin': 'chrome-extension://abc' },
    ],
    [
      'from a public network to this one',
      { origin: 'moz-extension://abc', 'access-control-request-private-network': 'true' },
      204,
      { 'access-control-allow-private-network': 'true' },
    ],
    [
      'a page without a token',
      { origin: 'https://evil.example', 'access-control-request-headers': 'content-type' },
      403,
      {},
    ],
    ['a name that leads here', { origin: 'moz-extension://abc', host: 'evil.example' }, 421, {}],
  ])('preflight: %s', async (_, headers, status, expected) => {
    const { app } = await start();
    const asking = { ...HOST, 'access-control-request-method': 'POST', ...headers };
    const came = await app.inject({ method: 'OPTIONS', url: '/dns-query', headers: asking });
    expect(came.statusCode).toBe(status);
    expect(came.headers).toMatchObject(expected);
    if (status !== 204) expect(came.headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('limits', () => {
  const from = (app: FastifyInstance, remoteAddress: string, url = path(query())) =>
    app.inject({ url, remoteAddress, headers: HOST });

  it('of a client: told with each answer, then 429', async () => {
    const { app } = await start(['--client-requests-per-minute', '2']);
    const first = await from(app, '192.0.2.1');
    expect(first.headers).toMatchObject({ ratelimit: '"client";r=1;t=60', 'ratelimit-policy': '"client";q=2;w=60' });
    await from(app, '::ffff:192.0.2.1');
    const third = await from(app, '192.0.2.1');
    expect([third.statusCode, codeOf(third.body)]).toEqual([429, 'client_limited']);
    expect(Number(third.headers['retry-after'])).toBeGreaterThan(0);
    expect((await from(app, '192.0.2.2')).statusCode).toBe(200);
  });

  it('an IPv6 network of 64 bits is one client', async () => {
    const { app } = await start(['--client-requests-per-minute', '1']);
    expect((await from(app, '2001:db8:0:1::1')).statusCode).toBe(200);
    expect((await from(app, '2001:db8:0:1:ffff::2')).statusCode).toBe(429);
    expect((await from(app, '2001:db8:0:2::1')).statusCode).toBe(200);
  });

  it('a token is one client, from wherever', async () => {
    const { app } = await start(['--client-requests-per-minute', '1']);
    const ask = (remoteAddress: string) =>
      app.inject({ url: path(query()), remoteAddress, headers: { ...HOST, authorization: `Bearer ${TOKEN}` } });
    expect([(await ask('192.0.2.1')).statusCode, (await ask('192.0.2.2')).statusCode]).toEqual([200, 429]);
  });

  it('X-Forwarded-For counts from a proxy that is trusted alone', async () => {
    for (const [argv, expected] of [
      [
        ['--trust-proxy', '192.0.2.0/24'],
        [200, 200, 429],
      ],
      [
        ['--trust-proxy', '198.51.100.1'],
        [200, 429, 429],
      ],
    ] as const) {
      const { app } = await start([...argv, '--client-requests-per-minute', '1']);
      const statuses = [];
      for (const client of ['203.0.113.1', '203.0.113.2', '203.0.113.2'])
        statuses.push(
          (await app.inject({ url: '/', remoteAddress: '192.0.2.9', headers: { ...HOST, 'x-forwarded-for': client } }))
            .statusCode,
        );
      expect(statuses).toEqual(expected);
    }
  });

  it('of reports made anew: by client and by domain, not those that are there', async () => {
    let now = 0;
    const { app } = await start(['--client-domains-per-hour', '2', '--target-probes-per-hour', '1'], {
      now: () => now,
    });
    const ask = async (domain: string, address = '192.0.2.1') => {
      const came = await from(app, address, `/v1/domains/${domain}`);
      return came.statusCode === 200 ? 200 : codeOf(came.body);
    };
    expect(await ask('a.org')).toBe(200);
    expect(await ask('a.org')).toBe(200);
    expect(await ask('b.org')).toBe(200);
    expect(await ask('c.org')).toBe('client_limited');
    expect(await ask('c.org', '192.0.2.2')).toBe('target_limited');
    now = 3_600_001;
    expect(await ask('a.org', '192.0.2.3')).toBe('target_limited');
  });
});

describe('what else is served', () => {
  it('the page, in the reader’s language, with no script and its own style alone', async () => {
    const { app } = await start(['--contact', 'abuse@hoplock.example <&"']);
    const english = await get(app, '/');
    const japanese = await get(app, '/', { 'accept-language': 'ja-JP,en;q=0.5' });
    expect(english.headers['content-type']).toContain('text/html');
    expect(english.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(english.body).toContain('abuse@hoplock.example &lt;&amp;&quot;');
    expect(english.body).not.toMatch(/\{\{|\$\w+\$|companion_page/);
    expect(japanese.body).toContain('lang="ja"');
    expect(japanese.body).toContain('なぜ');
  });

  it('health, and whether it takes requests', async () => {
    const { app, state } = await start();
    expect((await get(app, '/healthz')).json()).toEqual({ state: 'alive' });
    expect((await get(app, '/readyz')).json()).toEqual({ state: 'ready' });
    state.ready = false;
    expect((await get(app, '/readyz')).statusCode).toBe(503);
    expect((await get(app, '/healthz')).statusCode).toBe(200);
  });

  it('figures, without names', async () => {
    const { app } = await start();
    await get(app, path(query('mx.private-name.org')));
    await get(app, path(query('mx.private-name.org')));
    await get(app, '/v1/domains/private-name.org');
    const { body, headers } = await get(app, '/metrics');
    expect(headers['content-type']).toContain('text/plain');
    expect(body).toContain('hoplock_requests_total{route="/dns-query",status="200"} 2');
    expect(body).toContain('hoplock_dns_questions_total{outcome="upstream"} 1');
    expect(body).toContain('hoplock_dns_questions_total{outcome="cache"} 1');
    expect(body).toContain('hoplock_dns_cache_entries 1');
    expect(body).not.toContain('private-name');
  });

  it('the API’s document, which is the one checked in', async () => {
    const { app } = await start([], { before: async (bare) => bare.register(swagger, API) });
    const made = JSON.stringify(app.swagger());
    const file = new URL('../../openapi.json', import.meta.url);
    // HOPLOCK_WRITE=1 writes it; prettier then lays it out
    if (process.env['HOPLOCK_WRITE']) writeFileSync(file, made);
    const checkedIn = JSON.parse(readFileSync(file, 'utf8')) as { paths: object };
    expect(JSON.parse(made)).toEqual(checkedIn);
    expect((await get(app, '/openapi.json')).json()).toEqual(checkedIn);
    const paths = Object.keys(checkedIn.paths);
    expect(paths.sort()).toEqual(['/dns-query', '/healthz', '/metrics', '/readyz', '/v1/domains/{domain}']);
  });

  it('nothing else', async () => {
    const { app } = await start();
    const came = await get(app, '/v1/elsewhere');
    expect([came.statusCode, codeOf(came.body)]).toEqual([404, 'not_found']);
    expect((await app.inject({ method: 'DELETE', url: '/dns-query', headers: HOST })).statusCode).toBe(404);
  });
});
