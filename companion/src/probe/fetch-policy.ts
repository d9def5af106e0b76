/** An MTA-STS policy from where RFC 8461 3.3 says it lies: through the same guard, from nowhere else, and bounded. */
import { request, type IncomingMessage } from 'node:http';
import { connect, type SecureContext, type TLSSocket } from 'node:tls';
import type { Resolver } from '../dns/resolver';
import type { AddressGuard } from './address-guard';
import { findAddresses } from './find-addresses';
import { openSocket } from './open-socket';
import { isFor } from './read-certificate';

const MAX_POLICY = 65_536;
const MAX_ADDRESSES = 4;
const CONNECT_MS = 5_000;
const WHOLE_MS = 20_000;
const PATH = '/.well-known/mta-sts.txt';

export type Fetched =
  | { readonly state: 'fetched'; readonly text: string; readonly warnings: readonly string[] }
  | { readonly state: 'fetch-failed' | 'redirect' | 'tls-failed' | 'too-big' | 'malformed' };

export interface FetchParts {
  readonly resolver: Resolver;
  readonly guard: AddressGuard;
  /** Roots; its versions of TLS are those that HTTPS wants. */
  readonly context: SecureContext;
  readonly port: number;
  readonly whole?: number;
}

const FAILED: Fetched = { state: 'fetch-failed' };

/** Fetches once; no redirect is followed, no proxy asked, no cookie sent. Never rejects. */
export async function fetchPolicy(domain: string, parts: FetchParts, signal?: AbortSignal): Promise<Fetched> {
  const host = `mta-sts.${domain}`;
  const end = performance.now() + (parts.whole ?? WHOLE_MS);
  const left = (ms: number) => Math.min(ms, end - performance.now());
  const { ips } = await findAddresses(parts.resolver, host);
  for (const ip of ips.slice(0, MAX_ADDRESSES)) {
    const opened = await openSocket(ip, parts.port, left(CONNECT_MS), parts.guard, signal);
    if (!opened.ok) continue;
    const secure = connect({
      socket: opened.socket,
      servername: host,
      secureContext: parts.context,
      rejectUnauthorized: false,
    });
    try {
      const state = await secured(secure, host, left(WHOLE_MS));
      return state === null ? await get(secure, host, left(WHOLE_MS)) : { state };
    } finally {
      secure.destroy();
      opened.socket.destroy();
    }
  }
  return FAILED;
}

/** Null once the channel proved whose it is: a chain to a root, and the very name (3.3: DNS-ID, RFC 6125). */
function secured(socket: TLSSocket, host: string, ms: number): Promise<'tls-failed' | 'fetch-failed' | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => done('fetch-failed'), Math.max(0, ms));
    function done(state: 'tls-failed' | 'fetch-failed' | null): void {
      clearTimeout(timer);
      resolve(state);
    }
    // stays, for the request after it
    socket.on('error', () => done('tls-failed'));
    socket.once('secureConnect', () => {
      const leaf = socket.getPeerX509Certificate();
      done(socket.authorized && leaf && isFor(leaf, host) ? null : 'tls-failed');
    });
  });
}

function get(socket: TLSSocket, host: string, ms: number): Promise<Fetched> {
  return new Promise((resolve) => {
    const asking = request({
      createConnection: () => socket,
      host,
      path: PATH,
      headers: { host, accept: 'text/plain', 'accept-encoding': 'identity', connection: 'close' },
      setDefaultHeaders: false,
    });
    const timer = setTimeout(() => done(FAILED), Math.max(0, ms));
    function done(fetched: Fetched): void {
      clearTimeout(timer);
      asking.destroy();
      resolve(fetched);
    }
    asking.on('error', () => done(FAILED));
    asking.on('response', (response) => read(response, done));
    asking.end();
  });
}

function read(response: IncomingMessage, done: (fetched: Fetched) => void): void {
  const { statusCode = 0, headers } = response;
  response.on('error', () => done(FAILED));
  if (statusCode >= 300 && statusCode < 400) return done({ state: 'redirect' });
  if (statusCode !== 200) return done(FAILED);
  // nothing was said of encodings that we take, so that this is a bomb or a slip
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') return done({ state: 'malformed' });
  const parts: Buffer[] = [];
  let size = 0;
  response.on('data', (octets: Buffer) => {
    size += octets.length;
    if (size > MAX_POLICY) return done({ state: 'too-big' });
    parts.push(octets);
  });
  response.on('end', () => {
    const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
    const warnings = type === 'text/plain' ? [] : ['media-type'];
    done({ state: 'fetched', text: Buffer.concat(parts).toString('utf8'), warnings });
  });
  response.on('close', () => {
    if (!response.complete) done(FAILED);
  });
}
