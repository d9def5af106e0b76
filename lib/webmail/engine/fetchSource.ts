import type { Expected, RawSource, ReadFailure, Route, Webmail } from '../webmail';
import { blankLine } from './blankLine';
import { byteString } from './byteString';
import { sourceRequest } from './sourceRequest';

/** Octets of a head; ten times the largest that common servers accept is still no reason to give up on. */
export const HEAD_LIMIT = 1024 * 1024;

/** Octets that are looked at in one go: most heads are no longer, and what a browser hands over at once may be megabytes of body. */
const SLICE = 8 * 1024;

/** Octets read of an answer that is no mail, to find out what it is. */
export const EXPLAIN_LIMIT = 128 * 1024;

/** Milliseconds for the head to arrive by one route, the webmail's own time included. */
export const ROUTE_TIMEOUT = 20_000;

export interface FetchSource {
  /** The page's own session. */
  readonly fetch: typeof fetch;
  /** Whether a text is the head of a mail. */
  readonly isHead: (text: string) => boolean;
  /** Aborts when the mail is gone. */
  readonly signal: AbortSignal;
  readonly document: Document;
}

type Head = { readonly ok: true; readonly head: string } | { readonly ok: false; readonly failure: ReadFailure };

/** Fetches the head of a mail by the first route that gives one. The body is left; see `fetchBody`. */
export async function fetchSource(webmail: Webmail, mail: Expected, from: FetchSource): Promise<RawSource> {
  let failure: ReadFailure = 'layout-unknown';
  for (const route of webmail.routes) {
    const answer = await byRoute(webmail, route, mail, from);
    if (from.signal.aborted) return { ok: false, failure: 'stale' };
    if (answer === null) continue;
    if (answer.ok) return { ok: true, head: answer.head, fidelity: route.fidelity, route: route.name };
    failure = answer.failure;
    // no other route would fare better
    if (failure === 'signed-out' || failure === 'too-large') break;
  }
  return { ok: false, failure };
}

async function byRoute(webmail: Webmail, route: Route, mail: Expected, from: FetchSource): Promise<Head | null> {
  const request = sourceRequest(route, mail, from.document);
  if (request === null) return null;
  const over = new AbortController();
  const signal = AbortSignal.any([from.signal, AbortSignal.timeout(ROUTE_TIMEOUT), over.signal]);
  try {
    const response = await from.fetch(request.href, { ...request.init, signal });
    return await headOf(webmail, route, response, from.isHead);
  } catch {
    return { ok: false, failure: 'network' };
  } finally {
    // stops what is still coming of the body
    over.abort();
  }
}

async function headOf(
  webmail: Webmail,
  route: Route,
  response: Response,
  isHead: (text: string) => boolean,
): Promise<Head> {
  if (response.status === 401) return { ok: false, failure: 'signed-out' };
  if (response.status === 404) return { ok: false, failure: 'not-found' };
  const reader = response.body?.getReader();
  if (!reader) return { ok: false, failure: 'network' };
  let text = '';
  let source = '';
  let end = -1;
  let done = false;
  let chunk = new Uint8Array();
  let at = 0;
  const more = async (): Promise<void> => {
    if (at >= chunk.length) {
      const next = await reader.read();
      if (next.done) {
        done = true;
        return;
      }
      chunk = next.value;
      at = 0;
    }
    text += byteString(chunk.subarray(at, at + SLICE));
    at += SLICE;
  };
  while (end < 0 && !done && text.length <= HEAD_LIMIT) {
    // a blank line's line ends may have come in different chunks
    const before = Math.max(0, source.length - 3);
    await more();
    source = route.unwrap ? (route.unwrap(text) ?? '') : text;
    end = blankLine(source, before);
  }
  if (end < 0 && !done) return { ok: false, failure: 'too-large' };
  const head = end < 0 ? ended(source) : source.slice(0, end);
  if (head.length > HEAD_LIMIT) return { ok: false, failure: 'too-large' };
  if (response.ok && isHead(head)) {
    void reader.cancel().catch(() => undefined);
    return { ok: true, head };
  }
  while (!done && text.length < EXPLAIN_LIMIT) await more();
  return { ok: false, failure: webmail.explain?.(text.slice(0, EXPLAIN_LIMIT)) ?? 'not-a-message' };
}

/** A mail without a body may end with its last field; then the blank line is put in. */
export function ended(text: string): string {
  return text.endsWith('\n') ? `${text}\r\n` : `${text}\r\n\r\n`;
}
