/**
 * `fetch` for Node, where it is wanted for a resolver: over HTTP/2 where the server offers it, for Unbound and BIND speak nothing
 * else and Node's own speaks only HTTP/1.1. One connection for each origin, kept while the process lives; it keeps no process alive.
 */
import { Buffer } from 'node:buffer';
import * as http from 'node:http';
import * as http2 from 'node:http2';
import * as https from 'node:https';
import { Readable } from 'node:stream';
import * as tls from 'node:tls';
import type { Fetch } from './exchange';

/** Requests at once over one connection: a server may refuse those beyond its own limit, which is seldom under 100 (RFC 9113 6.5.2). */
const MAX_STREAMS = 64;

/** Statuses that `Response` takes with a body. */
const LOWEST_STATUS = 200;
const HIGHEST_STATUS = 599;
const BODILESS = new Set([204, 205, 304]);

export interface NodeFetchOptions {
  /** Certificates in PEM to trust in place of Node's own. */
  readonly ca?: string | readonly string[];
}

export interface NodeFetch {
  readonly fetch: Fetch;
  /** Ends all connections; what is under way fails. */
  close(): void;
}

/** `session` is null where the server speaks HTTP/1.1; `busy` counts requests under way, `waiting` holds those that follow. */
interface Connection {
  readonly session: http2.ClientHttp2Session | null;
  busy: number;
  readonly waiting: (() => void)[];
}

export function nodeFetch(options: NodeFetchOptions = {}): NodeFetch {
  const connections = new Map<string, Promise<Connection>>();
  const ca = options.ca === undefined ? undefined : [options.ca].flat();
  // RFC 8484 5.2: one connection for many questions
  const agent = new https.Agent({ keepAlive: true, ...(ca ? { ca } : {}) });
  const plain = new http.Agent({ keepAlive: true });

  /** The session of an origin; a new one where there is none or it has ended. */
  function connected(url: URL): Promise<Connection> {
    const open = connections.get(url.origin);
    if (open) return open;
    const opening = connect(url, ca, () => {
      if (connections.get(url.origin) === opening) connections.delete(url.origin);
    });
    connections.set(url.origin, opening);
    return opening;
  }

  return {
    async fetch(address, init) {
      const url = new URL(address);
      const { signal } = init;
      signal?.throwIfAborted();
      if (url.protocol !== 'https:') return overHttp1(url, init, plain);
      const connection = await untilAborted(connected(url), signal);
      return connection.session ? overHttp2(connection, connection.session, url, init) : overHttp1(url, init, agent);
    },
    close() {
      agent.destroy();
      plain.destroy();
      for (const opening of connections.values())
        opening.then(
          ({ session }) => session?.destroy(),
          () => undefined,
        );
      connections.clear();
    },
  };
}

/** ALPN (RFC 7301) says which of both the server speaks. */
function connect(url: URL, ca: string[] | undefined, onEnd: () => void): Promise<Connection> {
  return new Promise((resolve, reject) => {
    const host = url.hostname.replace(/^\[|\]$/g, '');
    // an address is no server name (RFC 6066 3)
    const name = /^[\d.]+$|:/.test(host) ? {} : { servername: host };
    const socket = tls.connect({
      host,
      port: Number(url.port || 443),
      ALPNProtocols: ['h2', 'http/1.1'],
      ...name,
      ...(ca ? { ca } : {}),
    });
    const failed = (error: Error) => {
      onEnd();
      reject(error);
    };
    socket.once('error', failed);
    socket.once('secureConnect', () => {
      socket.off('error', failed);
      if (socket.alpnProtocol !== 'h2') {
        socket.on('error', () => undefined).destroy();
        resolve({ session: null, busy: 0, waiting: [] });
        return;
      }
      const session = http2.connect(url.origin, { createConnection: () => socket });
      // requests fail by themselves; a session that ended, or is told to, takes no more of them
      session.on('error', onEnd).on('close', onEnd).on('goaway', onEnd);
      session.unref();
      resolve({ session, busy: 0, waiting: [] });
    });
  });
}

async function overHttp2(
  connection: Connection,
  session: http2.ClientHttp2Session,
  url: URL,
  init: RequestInit,
): Promise<Response> {
  while (connection.busy >= MAX_STREAMS) await new Promise<void>((go) => connection.waiting.push(go));
  init.signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    const body = bodyOf(init);
    const stream = session.request(
      {
        ':method': init.method ?? 'GET',
        ':path': url.pathname + url.search,
        ...headersOf(init, body),
      },
      { endStream: body === null, ...(init.signal ? { signal: init.signal } : {}) },
    );
    // the process waits for an answer, not for a connection
    if (connection.busy++ === 0) session.ref();
    stream.once('close', () => {
      if (--connection.busy === 0) session.unref();
      connection.waiting.shift()?.();
      reject(new Error('closed before an answer'));
    });
    stream.on('error', reject);
    stream.once('response', (headers) => {
      const plain = Object.entries(headers).filter(([name]) => !name.startsWith(':'));
      resolve(answerOf(stream, headers[':status'] ?? 0, plain));
    });
    if (body !== null) stream.end(body);
  });
}

function overHttp1(url: URL, init: RequestInit, agent: http.Agent): Promise<Response> {
  return new Promise((resolve, reject) => {
    const body = bodyOf(init);
    const request = (url.protocol === 'https:' ? https : http).request(url, {
      method: init.method ?? 'GET',
      headers: headersOf(init, body),
      agent,
      ...(init.signal ? { signal: init.signal } : {}),
    });
    request.on('error', reject);
    request.once('response', (answer) =>
      resolve(answerOf(answer, answer.statusCode ?? 0, Object.entries(answer.headers))),
    );
    request.end(body ?? undefined);
  });
}

function answerOf(body: Readable, status: number, headers: readonly (readonly [string, unknown])[]): Response {
  const safe = status >= LOWEST_STATUS && status <= HIGHEST_STATUS ? status : 502;
  const named = headers.map(([name, value]): [string, string] => [name, String(value)]);
  if (BODILESS.has(safe)) {
    body.resume();
    return new Response(null, { status: safe, headers: named });
  }
  return new Response(Readable.toWeb(body) as unknown as ReadableStream<Uint8Array<ArrayBuffer>>, {
    status: safe,
    headers: named,
  });
}

function headersOf(init: RequestInit, body: Buffer | null): http.OutgoingHttpHeaders {
  return {
    ...Object.fromEntries(new Headers(init.headers)),
    ...(body === null ? {} : { 'content-length': body.length }),
  };
}

/** The kinds of body that are sent to a resolver: none, or octets. */
function bodyOf({ body }: RequestInit): Buffer | null {
  if (body == null) return null;
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  throw new TypeError('a body of octets is wanted');
}

async function untilAborted<T>(waited: Promise<T>, signal: AbortSignal | null | undefined): Promise<T> {
  if (!signal) return waited;
  const { promise, reject } = Promise.withResolvers<never>();
  const leave = () => reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
  signal.addEventListener('abort', leave, { once: true });
  try {
    return await Promise.race([waited, promise]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
}
