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
  if (request === null) return null;
  try {
    const response = await from.fetch(request.href, {
      ...request.init,
      signal: AbortSignal.any([from.signal, AbortSignal.timeout(BODY_TIMEOUT)]),
    });
    if (!response.ok) return null;
    const whole = await response.blob();
    const start = byteString(new Uint8Array(await whole.slice(0, head.length).arrayBuffer()));
    if (start === head) return whole.slice(head.length);
    // a mail without a body ended with its last field, and the head was given its blank line
    return ended(start) === head ? new Blob([]) : null;
  } catch {
    return null;
  }
}
