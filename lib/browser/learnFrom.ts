import { learned, nothingLearned, observe } from '../verify/learn';
import { organisations } from '../verify/organisation';
import type { Report } from '../verify/verdict';
import { changeMemory, isSameAccount, salt, type Account } from './learned';

/** Mailboxes that are remembered; the ones heard of longest ago make room. */
export const ACCOUNTS_LIMIT = 40;

/** Hexadecimal digits kept of a sender's hash: enough to tell senders apart, too few to be sure of one. */
const HASH_LENGTH = 12;

/**
 * Remembers who wrote the topmost line of a received mail. Only for mails in folders that receive, and never in a private
 * window. Sender domains are kept as keyed hashes.
 */
export async function learnFrom(account: Account, report: Pick<Report, 'hops' | 'author'>): Promise<void> {
  const by = report.hops[0]?.by ?? null;
  const sender = organisations()(report.author);
  if (by === null || sender === null) return;
  const hash = await hashOf(await salt(), sender);
  await changeMemory((memory) => {
    const known = memory.accounts.find((one) => isSameAccount(one, account));
    const before = known?.learning ?? nothingLearned;
    if (before.pairs.some((pair) => pair.by === by && pair.author === hash)) return memory;
    const learning = observe(before, by, report.author, () => hash);
    if (learning === before) return memory;
    const one = { site: account.site, mailbox: account.mailbox, learning, names: learned(learning) };
    const others = memory.accounts.filter((other) => !isSameAccount(other, account));
    return { ...memory, accounts: [one, ...others].slice(0, ACCOUNTS_LIMIT) };
  });
}

async function hashOf(key: string, sender: string): Promise<string> {
  const secret = await crypto.subtle.importKey(
    'raw',
    new TextEncoder().encode(key),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  );
  const octets = new Uint8Array(await crypto.subtle.sign('HMAC', secret, new TextEncoder().encode(sender)));
  const digits = [...octets].map((octet) => octet.toString(16).padStart(2, '0')).join('');
  return digits.slice(0, HASH_LENGTH);
}
