import type { Fetch } from '../dns/exchange';

/** Octets of an answer; a report on five hosts of two addresses each has some 15,000. */
const MAX_ANSWER = 1_000_000;

/** How a companion is asked. */
export interface CompanionDoor {
  /** As `readCompanionUrl` gives it. */
  readonly url: string;
  readonly token: string | null;
  readonly fetch: Fetch;
  /** Milliseconds until the last octet. */
  readonly timeout: number;
}

export type Came =
  /** `body` is undefined where it is no JSON, or too large. `seconds`: Retry-After. */
  | { readonly ok: true; readonly status: number; readonly body: unknown; readonly seconds: number | null }
  | { readonly ok: false; readonly code: 'unreachable' | 'timeout' | 'redirected' };

/** Asks for one path of a companion. */
export async function getJson(door: CompanionDoor, path: string, signal?: AbortSignal): Promise<Came> {
  const late = AbortSignal.timeout(door.timeout);
  try {
    const response = await door.fetch(door.url + path, {
      headers: {
        accept: 'application/json',
        ...(door.token === null ? {} : { authorization: `Bearer ${door.token}` }),
      },
      signal: signal ? AbortSignal.any([signal, late]) : late,
      // the token is for the one that was chosen, not for whom it points to
      redirect: 'manual',
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    });
    const { status, headers } = response;
    if (response.type === 'opaqueredirect' || (status >= 300 && status < 400)) return { ok: false, code: 'redirected' };
    const text = await readText(response);
    return { ok: true, status, body: parsed(text), seconds: secondsOf(headers.get('retry-after')) };
  } catch {
    return { ok: false, code: late.aborted ? 'timeout' : 'unreachable' };
  }
}

async function readText({ body }: Response): Promise<string | null> {
  if (!body) return null;
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let length = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    length += part.value.length;
    if (length > MAX_ANSWER) {
      reader.cancel().catch(() => undefined);
      return null;
    }
    text += decoder.decode(part.value, { stream: true });
  }
  return text;
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function secondsOf(field: string | null): number | null {
  return field !== null && /^\d{1,6}$/.test(field) ? Number(field) : null;
}
