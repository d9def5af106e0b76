import { describe, expect, it } from 'vitest';
import { postureOf } from '../../companion/src/testing/posture-of';
import { askReport } from './ask-report';
import type { CompanionDoor } from './get-json';
import { testCompanion } from './test-companion';

const DOMAIN = 'example.com';
const POSTURE = postureOf(DOMAIN);
const DOCUMENT = { info: { title: 'Hoplock companion', version: '1' } };

type Reply = readonly [status: number, body: unknown, headers?: Record<string, string>];

/** A companion that answers `replies` by path; a path that is not there cannot be reached. */
function door(replies: Readonly<Record<string, Reply | 'redirect'>>, token: string | null = null) {
  const asked: [string, RequestInit][] = [];
  const one: CompanionDoor = {
    url: 'https://c.example/x/',
    token,
    timeout: 50,
    fetch: async (url, init) => {
      asked.push([url, init]);
      const reply = replies[url.replace('https://c.example/x/', '')];
      if (reply === undefined) throw new TypeError('fetch failed');
      if (reply === 'redirect') return new Response(null, { status: 302, headers: { location: 'https://e.example/' } });
      const [status, body, headers = {}] = reply;
      return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers });
    },
  };
  return { one, asked };
}
const report = (reply: Reply | 'redirect') => askReport(door({ 'v1/domains/example.com': reply }).one, DOMAIN);

describe('a report', () => {
  it('is asked for with the token, and to nobody else', async () => {
    const { one, asked } = door({ 'v1/domains/example.com': [200, POSTURE] }, 'abc');
    expect(await askReport(one, DOMAIN)).toEqual({ kind: 'report', posture: POSTURE });
    const [url, init] = asked[0]!;
    expect(url).toBe('https://c.example/x/v1/domains/example.com');
    expect(init).toMatchObject({ redirect: 'manual', credentials: 'omit' });
    expect(init.headers).toMatchObject({ authorization: 'Bearer abc' });
  });

  it.each<[string, Reply, object]>([
    ['pending', [202, { domain: DOMAIN, state: 'pending' }, { 'retry-after': '7' }], { kind: 'pending', seconds: 7 }],
    ['pending, without a time', [202, {}], { kind: 'pending', seconds: 2 }],
    ['wants a token', [401, { code: 'token_missing' }], { code: 'token-missing', status: 401 }],
    ['another token', [401, { code: 'token_unknown' }], { code: 'token-unknown' }],
    ['takes us for a page', [403, { code: 'web_origin_refused' }], { code: 'refused' }],
    ['another name', [421, { code: 'host_not_served' }], { code: 'host' }],
    ['enough', [429, { code: 'target_limited' }, { 'retry-after': '90' }], { code: 'limited', seconds: 90 }],
    ['DNS alone', [503, { code: 'reports_off' }], { code: 'no-reports' }],
    ['not now', [503, { code: 'probes_overloaded' }], { code: 'busy' }],
    ['a fault', [500, { code: 'probe_failed' }], { code: 'failed' }],
    ['a proxy', [502, '<html>'], { code: 'not-companion', status: 502 }],
    ['a word of the prototype', [400, { code: 'constructor' }], { code: 'not-companion' }],
    ['a page', [200, '<html>'], { code: 'not-companion', status: 200 }],
    ['another version', [200, { ...POSTURE, version: 2 }], { code: 'version' }],
    ['another domain', [200, postureOf('other.example')], { code: 'not-companion' }],
    ['something that cannot be drawn', [200, { ...POSTURE, findings: [{ code: 1 }] }], { kind: 'failed' }],
    ['a number where a name is', [200, { ...POSTURE, offered: 7 }], { kind: 'failed' }],
    [
      'an object in a sentence',
      [200, { ...POSTURE, findings: [{ code: 'a', level: 'bad', params: { a: {} } }] }],
      { kind: 'failed' },
    ],
    ['too many', [200, { ...POSTURE, exposure: Array.from({ length: 1_001 }, () => 'listen') }], { kind: 'failed' }],
    ['too much', [200, ' '.repeat(1_000_001) + JSON.stringify(POSTURE)], { code: 'not-companion' }],
  ])('%s', async (_, reply, answer) => {
    expect(await report(reply)).toMatchObject(answer);
  });

  it('a redirect is not followed', async () => {
    expect(await report('redirect')).toMatchObject({ code: 'redirected' });
  });

  it('nobody there, and nobody who answers', async () => {
    expect(await askReport(door({}).one, DOMAIN)).toMatchObject({ code: 'unreachable' });
    const silent = (_: string, { signal }: RequestInit) =>
      new Promise<Response>((_, reject) => signal!.addEventListener('abort', () => reject(signal!.reason)));
    expect(await askReport({ ...door({}).one, fetch: silent }, DOMAIN)).toMatchObject({ code: 'timeout' });
  });
});

describe('the test', () => {
  const NOT_PUBLIC: Reply = [400, { code: 'domain_not_public' }];
  it.each<[string, Record<string, Reply | 'redirect'>, object]>([
    [
      'passes',
      { 'openapi.json': [200, DOCUMENT], 'v1/domains/localhost': NOT_PUBLIC },
      { ok: true, host: 'c.example' },
    ],
    ['nobody there', {}, { code: 'unreachable' }],
    ['something else', { 'openapi.json': [404, 'no'] }, { code: 'not-companion', status: 404 }],
    ['another API', { 'openapi.json': [200, { info: { title: 'Pets', version: '1' } }] }, { code: 'not-companion' }],
    ['a page', { 'openapi.json': [200, '<p>'] }, { code: 'not-companion' }],
    ['a newer one', { 'openapi.json': [200, { info: { ...DOCUMENT.info, version: '2' } }] }, { code: 'version' }],
    ['another name', { 'openapi.json': [421, { code: 'host_not_served' }] }, { code: 'host', status: 421 }],
    [
      'no token',
      { 'openapi.json': [200, DOCUMENT], 'v1/domains/localhost': [401, { code: 'token_missing' }] },
      { code: 'token-missing' },
    ],
    [
      'a wrong token',
      { 'openapi.json': [200, DOCUMENT], 'v1/domains/localhost': [401, { code: 'token_unknown' }] },
      { code: 'token-unknown' },
    ],
    ['moved', { 'openapi.json': 'redirect' }, { code: 'redirected' }],
  ])('%s', async (_, replies, outcome) => {
    expect(await testCompanion(door(replies).one)).toMatchObject(outcome);
  });
});
