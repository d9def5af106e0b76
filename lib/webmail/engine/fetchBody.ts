import type { Expected, RawSource, Webmail } from '../webmail';
import { byteString } from './byteString';
import { ended, type FetchSource } from './fetchSource';
import { sourceRequest } from './sourceRequest';

/** Milliseconds for a whole mail to arrive; attachments are large and lines slow. */
const BODY_TIMEOUT = 120_000;

/**
 * Fetches the body of a mail whose head was had, by the same route: all octets after the blank line, as a Blob, which is handed on
 * without a copy and never lies in the page's memory. Null if it cannot be had, or if the route now gives another mail.
 *
 * It is asked for by a request of its own: most mails need no body, and what a script reads as a stream stops the page for longer
 * than what the browser takes in by itself.
 */
export async function fetchBody(
  webmail: Webmail,
  mail: Expected,
  { head, route }: Pick<Extract<RawSource, { ok: true }>, 'head' | 'route'>,
  from: Omit<FetchSource, 'isHead'>,
): Promise<Blob | null> {
  const chosen = webmail.routes.find(({ name }) => name === route);
  const request = chosen ? sourceRequest(chosen, mail, from.document) : null;
  if (!chosen || request === null) return null;
  try {
    const response = await from.fetch(request.href, {
      ...request.init,
      signal: AbortSignal.any([from.signal, AbortSignal.timeout(BODY_TIMEOUT)]),
    });
    if (!response.ok) return null;
    const answer = await response.blob();
    const whole = chosen.unwrap ? await unwrapped(answer, chosen.unwrap) : answer;
    if (whole === null) return null;
    const start = byteString(new Uint8Array(await whole.slice(0, head.length).arrayBuffer()));
    if (start === head) return whole.slice(head.length);
    // a mail without a body ended with its last field, and the head was given its blank line
    return ended(start) === head ? new Blob([]) : null;
  } catch {
    return null;
  }
}

/** In the page's memory as a whole, unlike what comes as it is: only routes that are second best wrap their answers. */
async function unwrapped(answer: Blob, unwrap: (answer: string) => string | null): Promise<Blob | null> {
  const source = unwrap(byteString(new Uint8Array(await answer.arrayBuffer())));
  return source === null ? null : new Blob([Uint8Array.from(source, (octet) => octet.charCodeAt(0))]);
}
