import { describe, expect, it } from 'vitest';
import { fetchBody } from './fetchBody';
import type { Webmail } from '../webmail';

const document = { location: { origin: 'https://mail.example' } } as Document;
const mail = { key: '7', mailbox: null, folder: null, attached: false };
const HEAD = 'Received: x\r\n\r\n';

const webmail = (origin = 'https://mail.example'): Webmail => ({
  id: 'plain',
  matches: [],
  find: () => [],
  routes: [
    { name: 'worse', fidelity: 'normalised', url: () => ({ url: new URL('https://mail.example/worse') }) },
    {
      name: 'source',
      fidelity: 'exact',
      url: ({ key }) => ({ url: new URL(`${origin}/source/${key}`), headers: { 'x-plain': '1' } }),
    },
  ],
});

async function get(answer: () => Response, head = HEAD, route = 'source', from = webmail()) {
  const asked: [string, RequestInit | undefined][] = [];
  const fetch = (async (url: string, init?: RequestInit) => {
    asked.push([url, init]);
    return answer();
  }) as typeof globalThis.fetch;
  const signal = new AbortController().signal;
  const blob = await fetchBody(from, mail, { head, route }, { fetch, signal, document });
  return { body: blob === null ? null : await blob.text(), asked };
}

describe('a body', () => {
  it('comes by the route that gave the head, in the page’s own session', async () => {
    const { body, asked } = await get(() => new Response(`${HEAD}one\r\ntwo`));
    expect(body).toBe('one\r\ntwo');
    expect(asked.map(([url]) => url)).toEqual(['https://mail.example/source/7']);
    expect(asked[0]![1]).toMatchObject({ credentials: 'same-origin', cache: 'no-store', headers: { 'x-plain': '1' } });
  });

  it('keeps its octets, whatever they are', async () => {
    const octets = Uint8Array.from({ length: 256 }, (_, octet) => octet);
    const head = [...HEAD].map((character) => character.charCodeAt(0));
    const fetch = (async () => new Response(new Uint8Array([...head, ...octets]))) as typeof globalThis.fetch;
    const from = { fetch, signal: new AbortController().signal, document };
    const blob = await fetchBody(webmail(), mail, { head: HEAD, route: 'source' }, from);
    expect(new Uint8Array(await blob!.arrayBuffer())).toEqual(octets);
  });

  it('is empty where the mail ends with its head', async () => {
    expect((await get(() => new Response(HEAD))).body).toBe('');
    expect((await get(() => new Response('Received: x\r\n'))).body).toBe('');
  });

  it.each([
    ['another mail', () => new Response('Received: y\r\n\r\nbody')],
    ['a part of the head', () => new Response('Received')],
    ['an error', () => new Response(`${HEAD}body`, { status: 500 })],
    ['nothing', () => Promise.reject(new Error('offline')) as never],
  ])('is not known where %s comes', async (_, answer) => {
    expect((await get(answer)).body).toBeNull();
  });

  it('is taken out of what wraps it, octet for octet', async () => {
    const from = webmail();
    const unwrap = (answer: string): string | null => /<pre>([^<]*)/.exec(answer)?.[1] ?? null;
    const wrapping = { ...from, routes: from.routes.map((route) => ({ ...route, unwrap })) };
    const octets = (text: string) => Uint8Array.from(text, (one) => one.charCodeAt(0));
    const found = await get(() => new Response(octets(`<pre>${HEAD}\xe3\x81\x82</pre>`)), HEAD, 'source', wrapping);
    expect(found.body).toBe('あ');
    expect((await get(() => new Response(HEAD), HEAD, 'source', wrapping)).body).toBeNull();
  });

  it('is not asked for elsewhere, nor by a route that is gone', async () => {
    const elsewhere = await get(() => new Response(HEAD), HEAD, 'source', webmail('https://evil.example'));
    const gone = await get(() => new Response(HEAD), HEAD, 'other');
    expect([elsewhere, gone]).toEqual([
      { body: null, asked: [] },
      { body: null, asked: [] },
    ]);
  });
});
