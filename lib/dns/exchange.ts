/**
 * Implements the HTTP half of RFC 8484: GET (4.1, base64url) and POST, the media type, freshness by Age (5.1). One attempt.
 * Does not implement: redirects (a resolver was chosen, not whom it points to), HTTP caches, cookies, credentials.
 */
import { MAX_MESSAGE } from './read-message';

const MEDIA_TYPE = 'application/dns-message';

/** `fetch`, as far as it is used here. Rejects when the signal aborts or nothing could be reached. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface Door {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly fetch: Fetch;
  /** Milliseconds until the last octet. */
  readonly timeout: number;
}

export type Exchanged =
  /** `age`: seconds that it lay in a cache on the way. */
  | { readonly ok: true; readonly octets: Uint8Array; readonly age: number }
  /** `again`: it may go better the next time. */
  | { readonly ok: false; readonly failure: 'timeout' | 'refused' | 'malformed'; readonly again: boolean };

/** Sends one query and waits for its answer, unless `signal` aborts. */
export async function exchange(door: Door, query: Uint8Array<ArrayBuffer>, signal: AbortSignal): Promise<Exchanged> {
  const stop = new AbortController();
  const { promise: late, resolve } = Promise.withResolvers<Exchanged>();
  const end = () => {
    stop.abort();
    resolve({ ok: false, failure: 'timeout', again: true });
  };
  const timer = setTimeout(end, door.timeout);
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  try {
    return await Promise.race([send(door, query, stop.signal), late]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
  }
}

async function send(door: Door, query: Uint8Array<ArrayBuffer>, signal: AbortSignal): Promise<Exchanged> {
  try {
    const post = door.method === 'POST';
    const response = await door.fetch(post ? door.url : withQuery(door.url, query), {
      method: door.method,
      headers: { accept: MEDIA_TYPE, ...(post ? { 'content-type': MEDIA_TYPE } : {}) },
      ...(post ? { body: query } : {}),
      signal,
      redirect: 'manual',
      credentials: 'omit',
      // on no disk, and no answer older than the resolver's own
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    });
    // 4.2.1: only a 2xx carries an answer; of a redirect, browsers show status 0
    if (response.status !== 200) {
      drop(response);
      return { ok: false, failure: 'refused', again: response.status >= 500 };
    }
    const [type = ''] = (response.headers.get('content-type') ?? '').split(';', 1);
    const octets = type.trim().toLowerCase() === MEDIA_TYPE ? await readOctets(response) : null;
    // what answers instead of the resolver, the sign-in page of a hotel perhaps
    if (!octets) {
      drop(response);
      return { ok: false, failure: 'malformed', again: false };
    }
    return { ok: true, octets, age: readAge(response.headers.get('age')) };
  } catch {
    return { ok: false, failure: signal.aborted ? 'timeout' : 'refused', again: true };
  }
}

/** What is not wanted any more is not waited for. */
function drop({ body }: Response): void {
  if (body && !body.locked) body.cancel().catch(() => undefined);
}

/** The body, or null where it is more than a message can be. */
async function readOctets(response: Response): Promise<Uint8Array | null> {
  if (!response.body) return new Uint8Array();
  const reader = response.body.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    length += part.value.length;
    if (length > MAX_MESSAGE) {
      reader.cancel().catch(() => undefined);
      return null;
    }
    chunks.push(part.value);
  }
  if (chunks.length === 1) return chunks[0] ?? null;
  const octets = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    octets.set(chunk, at);
    at += chunk.length;
  }
  return octets;
}

/** base64url without padding (RFC 8484 6). */
function withQuery(url: string, query: Uint8Array): string {
  const text = btoa(String.fromCharCode(...query));
  const value = text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  return `${url}${url.includes('?') ? '&' : '?'}dns=${value}`;
}

function readAge(text: string | null): number {
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : 0;
}
