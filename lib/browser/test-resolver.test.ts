import { fakeBrowser } from 'wxt/testing/fake-browser';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { a, AD, message, RESPONSE } from '../dns/testing/message';
import { readDnsLog } from './dns-log';
import { testResolver } from './test-resolver';

const RESOLVER = 'https://dns.example/dns-query';
const TYPE = { 'content-type': 'application/dns-message' };
const reply = (parts: Parameters<typeof message>[0]) =>
  new Response(message({ questions: [['example.com', 1]], ...parts }), { headers: TYPE });

beforeEach(() => fakeBrowser.reset());
afterEach(() => void vi.unstubAllGlobals());

it.each([true, false])('tells time and whether DNSSEC was checked: %s, and is written down', async (authentic) => {
  vi.stubGlobal('fetch', async () =>
    reply({ answers: [a('example.com', '192.0.2.1')], flags: RESPONSE | (authentic ? AD : 0) }),
  );
  const found = await testResolver(RESOLVER);
  expect(found).toMatchObject({ ok: true, host: 'dns.example', dnssec: authentic, protocol: null });
  expect((found as { milliseconds: number }).milliseconds).toBeGreaterThanOrEqual(0);
  await vi.waitFor(async () =>
    expect(await readDnsLog()).toMatchObject([{ kind: 'test', asked: ['A example.com'], resolver: 'dns.example' }]),
  );
});

it.each<[string, () => Response]>([
  [
    'unreachable',
    () => {
      throw new TypeError('Failed to fetch');
    },
  ],
  ['redirected', () => Object.defineProperty(Response.error(), 'type', { value: 'opaqueredirect' })],
  ['status', () => new Response('no', { status: 404 })],
  ['not-dns', () => new Response('<html>', { headers: { 'content-type': 'text/html' } })],
  ['cut', () => reply({ questions: [['example.org', 1]] })],
  ['failed', () => reply({ flags: RESPONSE | 2 })],
  ['failed', () => reply({ flags: RESPONSE | 5 })],
  ['denied', () => reply({})],
  ['denied', () => reply({ flags: RESPONSE | 3 })],
])('tells what is wrong: %s', async (code, answer) => {
  vi.stubGlobal('fetch', async () => answer());
  expect(await testResolver(RESOLVER)).toMatchObject({ ok: false, host: 'dns.example', code });
});
