import { browser } from 'wxt/browser';
import type { Sent } from '../dns/doh-world';
import { inTurn } from './inTurn';

/** What left this browser: a list in `storage.local`, newest first. */
export const DNS_LOG_KEY = 'dns-log';
/** Mails remembered. */
export const LOG_LIMIT = 500;
/** Mails judged at once take turns in asking: so far down an entry is looked for. */
const RECENT = 50;
/** Questions remembered of one mail; a mail that asks for more is no ordinary one, and the first say as much. */
export const LOG_QUESTIONS = 200;

/** The questions that one mail made this browser ask. */
export interface Left {
  /** Milliseconds since 1970-01-01 UTC, of the first of them. */
  readonly at: number;
  /** What the asker calls the mail. */
  readonly mail: string;
  /** Host of the resolver. */
  readonly resolver: string;
  /** As in "TXT example.com", in the order asked. */
  readonly asked: readonly string[];
}

/** Where a World tells what it sends (`onAsked`). Written at once: the background may be stopped before the mail is judged. */
export function dnsLog(mail: string): (sent: Sent) => void {
  let fresh: Sent[] = [];
  let writing = false;
  const write = async () => {
    writing = true;
    while (fresh.length > 0) {
      const batch = fresh;
      fresh = [];
      await append(mail, batch).catch(() => undefined);
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

function append(mail: string, batch: readonly Sent[]): Promise<void> {
  return inTurn(DNS_LOG_KEY, async () => {
    const log = [...(await readDnsLog())];
    for (const { at, url, name, type } of batch) {
      const resolver = new URL(url).host;
      const asked = `${type} ${name}`;
      const index = log.slice(0, RECENT).findIndex((one) => one.mail === mail && one.resolver === resolver);
      const entry = log[index];
      if (!entry) log.unshift({ at, mail, resolver, asked: [asked] });
      else if (entry.asked.length < LOG_QUESTIONS) log[index] = { ...entry, asked: [...entry.asked, asked] };
    }
    await browser.storage.local.set({ [DNS_LOG_KEY]: log.slice(0, LOG_LIMIT) });
  });
}
