import { browser } from 'wxt/browser';
import type { Sent as Question } from '../dns/doh-world';
import { inTurn } from './inTurn';

/** What left this browser: a list in `storage.local`, newest first. */
export const DNS_LOG_KEY = 'dns-log';
/** Readings remembered. */
export const LOG_LIMIT = 500;
/** Mails judged at once take turns in asking: so far down an entry is looked for. */
const RECENT = 50;
/** Questions remembered of one reading; a mail that asks for more is no ordinary one, and the first say as much. */
export const LOG_QUESTIONS = 200;

/** A question to a resolver, or a request to the companion: then `type` is GET, and `name` its path. */
type Sent = Omit<Question, 'type'> & { readonly type: Question['type'] | 'GET' };

/** What was read when the questions were asked, in words that its reader knows it by. */
export interface About {
  /** A mail in a webmail, a file on the Analyze page, a domain's mail entrance, or the test of a resolver or of the companion. */
  readonly kind: 'mail' | 'file' | 'domain' | 'test' | 'companion-test';
  /** Domain in From, or that was asked about, as an A-label; null where there is none. */
  readonly author: string | null;
  /** Host of the webmail, port included; null where it is not known, or there is none. */
  readonly site: string | null;
}

/** The questions that one reading of a mail made this browser ask. A mail read again asks again, and is told again. */
export interface Left extends About {
  /** Milliseconds since 1970-01-01 UTC, of the first of them. */
  readonly at: number;
  readonly reading: string;
  /** Host of the resolver or of the companion. */
  readonly resolver: string;
  /** As in "TXT example.com" or "GET /v1/domains/example.com", in the order asked. */
  readonly asked: readonly string[];
}

/** Where a World tells what it sends (`onAsked`). Written at once: the background may be stopped before the mail is judged. */
export function dnsLog(about: About): (sent: Sent) => void {
  const reading = crypto.randomUUID();
  let fresh: Sent[] = [];
  let writing = false;
  const write = async () => {
    writing = true;
    while (fresh.length > 0) {
      const batch = fresh;
      fresh = [];
      await append(about, reading, batch).catch(() => undefined);
    }
    writing = false;
  };
  return (sent) => {
    fresh.push(sent);
    if (!writing) void write();
  };
}

export async function readDnsLog(): Promise<readonly Left[]> {
  return ((await browser.storage.local.get(DNS_LOG_KEY))[DNS_LOG_KEY] as readonly Left[] | undefined) ?? [];
}

export function clearDnsLog(): Promise<void> {
  return inTurn(DNS_LOG_KEY, () => browser.storage.local.remove(DNS_LOG_KEY));
}

/** The list as a file. */
export function exportDnsLog(log: readonly Left[]): string {
  const entries = log.map(({ at, kind, author, site, resolver, asked }) => {
    return { at: new Date(at).toISOString(), kind, author, site, resolver, asked };
  });
  return `${JSON.stringify(entries, null, 2)}\n`;
}

function append(about: About, reading: string, batch: readonly Sent[]): Promise<void> {
  return inTurn(DNS_LOG_KEY, async () => {
    const log = [...(await readDnsLog())];
    for (const { at, url, name, type } of batch) {
      const resolver = new URL(url).host;
      const asked = `${type} ${name}`;
      const index = log.slice(0, RECENT).findIndex((one) => one.reading === reading && one.resolver === resolver);
      const entry = log[index];
      if (!entry) log.unshift({ at, ...about, reading, resolver, asked: [asked] });
      else if (entry.asked.length < LOG_QUESTIONS) log[index] = { ...entry, asked: [...entry.asked, asked] };
    }
    await browser.storage.local.set({ [DNS_LOG_KEY]: log.slice(0, LOG_LIMIT) });
  });
}
