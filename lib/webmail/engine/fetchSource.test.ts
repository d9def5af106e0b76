import { Window } from 'happy-dom';
import { describe, expect, it, vi } from 'vitest';
import type { Opened, Route, Webmail } from '../webmail';
import { EXPLAIN_LIMIT, fetchSource, HEAD_LIMIT, ROUTE_TIMEOUT } from './fetchSource';

const HEAD = 'Received: x\r\nFrom: a@b.example\r\n\r\n';
const document = new Window({ url: 'https://mail.example/rc/' }).document as unknown as Document;
const opened = { key: '1' } as Opened;
const isHead = (text: string): boolean => text.startsWith('Received:') && /\n\r?\n$/.test(text);

function route(name: string, url: string | null, fidelity: Route['fidelity'] = 'exact'): Route {
  return {
    name,
    fidelity,
    url: () => (url === null ? null : { url: new URL(url, 'https://mail.example/rc/'), headers: { 'X-A': name } }),
  };
}

function webmail(...routes: Route[]): Webmail {
  return {
    id: 'x',
    matches: [],
    find: () => [],
    routes,
    explain: (start) => (start.includes('sign-in') ? 'signed-out' : null),
  };
}

/** A body in given pieces; `pulled` counts those taken, `cancelled` tells whether the rest was refused. */
function body(...pieces: string[]) {
  const state = { pulled: 0, cancelled: false };
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const piece = pieces[state.pulled++];
        if (piece === undefined) controller.close();
        else controller.enqueue(Uint8Array.from(piece, (one) => one.charCodeAt(0)));
      },
      cancel() {
        state.cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { state, stream };
}

function from(
  answer: (url: string, init?: RequestInit) => Response | Promise<Response>,
  signal = new AbortController().signal,
) {
  const asked: { url: string; init: RequestInit | undefined }[] = [];
  return {
    asked,
    document,
    isHead,
    signal,
    fetch: (async (url: string, init?: RequestInit) => {
      asked.push({ url, init });
      // as the platform does
      init?.signal?.throwIfAborted();
      return answer(url, init);
    }) as typeof fetch,
  };
}

describe('the head', () => {
  it.each([
    ['in one piece', [`${HEAD}body`]],
    ['without a body', [HEAD]],
    ['octet by octet', [...`${HEAD}body`]],
    ['cut inside the blank line', [HEAD.slice(0, -1), '\nbody']],
    ['cut before the blank line', [HEAD.slice(0, -2), '\r\nbody']],
  ])('%s', async (_, pieces) => {
    const source = await fetchSource(
      webmail(route('save', '?a')),
      opened,
      from(() => new Response(body(...pieces).stream)),
    );
    expect(source).toEqual({ ok: true, head: HEAD, fidelity: 'exact', route: 'save' });
  });

  it('is completed where a mail ends with its last field', async () => {
    const source = await fetchSource(
      webmail(route('save', '?a')),
      opened,
      from(() => new Response(HEAD.slice(0, -2))),
    );
    expect(source).toMatchObject({ ok: true, head: HEAD });
  });

  it('is had without the body: nothing after it is asked for, and the request is ended', async () => {
    const { state, stream } = body(HEAD, ...Array.from({ length: 100 }, () => 'x'.repeat(1000)));
    const around = from(() => new Response(stream));
    expect(await fetchSource(webmail(route('save', '?a')), opened, around)).toMatchObject({ ok: true });
    expect(state.pulled).toBe(1);
    expect(state.cancelled).toBe(true);
    expect(around.asked[0]!.init!.signal!.aborted).toBe(true);
  });

  it('keeps octets as they are', async () => {
    const head = 'Received: \x80\x9f\xff\r\n\r\n';
    const source = await fetchSource(
      webmail(route('save', '?a')),
      opened,
      from(() => new Response(body(head).stream)),
    );
    expect(source).toMatchObject({ head });
  });

  it.each([
    ['at the limit', HEAD_LIMIT, true],
    ['over the limit', HEAD_LIMIT + 1, false],
  ])('%s', async (_, size, ok) => {
    const line = 'X: y\r\n';
    const start = 'Received: ';
    const end = '\r\n\r\n';
    const head = start + 'x'.repeat(size - start.length - end.length) + end;
    const source = await fetchSource(
      webmail(route('save', '?a')),
      opened,
      from(() => new Response(`${head}${line}`)),
    );
    expect(source).toMatchObject(ok ? { ok, head } : { ok, failure: 'too-large' });
  });

  it('that never ends is given up', async () => {
    let sent = 0;
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 65536;
        controller.enqueue(new Uint8Array(65536).fill(120));
      },
    });
    const source = await fetchSource(
      webmail(route('save', '?a')),
      opened,
      from(() => new Response(stream)),
    );
    expect(source).toMatchObject({ failure: 'too-large' });
    expect(sent).toBeLessThan(HEAD_LIMIT + 4 * 65536);
  });
});

describe('routes', () => {
  const login = '<html>\n\n<form>sign-in</form>';
  const ok = () => new Response(`${HEAD}body`);

  it.each<[string, Route[], (url: string) => Response | Promise<Response>, object, number]>([
    ['the first that gives a mail', [route('a', '?a'), route('b', '?b')], ok, { route: 'a' }, 1],
    [
      'the next where one is not there',
      [route('a', null), route('b', '?b', 'normalised')],
      ok,
      { route: 'b', fidelity: 'normalised' },
      1,
    ],
    [
      'the next where one gives something else',
      [route('a', '?a'), route('b', '?b')],
      (url) => (url.endsWith('a') ? new Response('{}') : ok()),
      { route: 'b' },
      2,
    ],
    [
      'the next where one is refused',
      [route('a', '?a'), route('b', '?b')],
      (url) => (url.endsWith('a') ? new Response('no', { status: 403 }) : ok()),
      { route: 'b' },
      2,
    ],
    [
      'a mail in an error is none',
      [route('a', '?a')],
      () => new Response(HEAD, { status: 500 }),
      { failure: 'not-a-message' },
      1,
    ],
    [
      'the next where the network fails',
      [route('a', '?a'), route('b', '?b')],
      (url) => (url.endsWith('a') ? Promise.reject(new TypeError()) : ok()),
      { route: 'b' },
      2,
    ],
    [
      'none after a sign-in',
      [route('a', '?a'), route('b', '?b')],
      () => new Response(login),
      { failure: 'signed-out' },
      1,
    ],
    [
      'none after 401',
      [route('a', '?a'), route('b', '?b')],
      () => new Response('', { status: 401 }),
      { failure: 'signed-out' },
      1,
    ],
    [
      'a sign-in that is told late',
      [route('a', '?a')],
      () => new Response(`\n\n${'-'.repeat(EXPLAIN_LIMIT - 20)}sign-in`),
      { failure: 'signed-out' },
      1,
    ],
    [
      'a sign-in that is told too late',
      [route('a', '?a')],
      () => new Response(`\n\n${'-'.repeat(EXPLAIN_LIMIT)}sign-in`),
      { failure: 'not-a-message' },
      1,
    ],
    ['gone', [route('a', '?a')], () => new Response('', { status: 404 }), { failure: 'not-found' }, 1],
    ['nothing at all', [route('a', '?a')], () => new Response(''), { failure: 'not-a-message' }, 1],
    ['never another origin', [route('a', 'https://evil.example/?a')], ok, { failure: 'layout-unknown' }, 0],
    ['never plain http from https', [route('a', 'http://mail.example/?a')], ok, { failure: 'layout-unknown' }, 0],
    ['no route', [], ok, { failure: 'layout-unknown' }, 0],
  ])('%s', async (_, routes, answer, expected, requests) => {
    const around = from(answer);
    expect(await fetchSource(webmail(...routes), opened, around)).toMatchObject(expected);
    expect(around.asked).toHaveLength(requests);
  });

  it('sends the session and the headers of the route', async () => {
    const around = from(ok);
    await fetchSource(webmail(route('a', '?a')), opened, around);
    expect(around.asked[0]).toMatchObject({
      url: 'https://mail.example/rc/?a',
      init: { credentials: 'same-origin', cache: 'no-store', headers: { 'X-A': 'a' } },
    });
  });
});

describe('an answer that wraps the source', () => {
  const wrapped: Route = {
    ...route('page', '?a', 'normalised'),
    unwrap(answer) {
      const start = answer.indexOf('<pre>');
      return start < 0
        ? null
        : answer
            .slice(start + 5)
            .replaceAll('&#10;', '\n')
            .split('</pre>')[0]!;
    },
  };
  const page = '<html>\n\n<p>Received: forged\n\n<pre>Received: x&#10;From: a@b.example&#10;&#10;body</pre>';
  const head = 'Received: x\nFrom: a@b.example\n\n';

  it.each([
    ['in one piece', [page]],
    ['octet by octet', [...page]],
    ['cut in a reference', [page.slice(0, page.indexOf('#10;F')), page.slice(page.indexOf('#10;F'))]],
  ])('%s', async (_, pieces) => {
    const source = await fetchSource(
      webmail(wrapped),
      opened,
      from(() => new Response(body(...pieces).stream)),
    );
    expect(source).toEqual({ ok: true, head, fidelity: 'normalised', route: 'page' });
  });

  it.each([
    ['none in it', '<html>\n\nReceived: x\n\n', 'not-a-message'],
    ['another text in it', '<pre>hello&#10;&#10;</pre>', 'not-a-message'],
    ['a sign-in', '<form>sign-in</form>', 'signed-out'],
  ])('%s', async (_, answer, failure) => {
    expect(
      await fetchSource(
        webmail(wrapped),
        opened,
        from(() => new Response(answer)),
      ),
    ).toEqual({
      ok: false,
      failure,
    });
  });
});

describe('time', () => {
  it('a mail that is gone stops everything', async () => {
    const gone = new AbortController();
    const around = from(() => {
      gone.abort();
      return new Response(HEAD);
    }, gone.signal);
    expect(await fetchSource(webmail(route('a', '?a'), route('b', '?b')), opened, around)).toEqual({
      ok: false,
      failure: 'stale',
    });
    expect(around.asked).toHaveLength(1);
  });

  it('a route that stays silent is left after its time', async () => {
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => AbortSignal.abort());
    const around = from(() => new Response(HEAD));
    expect(await fetchSource(webmail(route('a', '?a')), opened, around)).toEqual({ ok: false, failure: 'network' });
    expect(timeout).toHaveBeenCalledWith(ROUTE_TIMEOUT);
    timeout.mockRestore();
  });
});
