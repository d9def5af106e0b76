import { browser } from 'wxt/browser';
import { organisations } from '../verify/organisation';
import type { Report } from '../verify/verdict';
import { inTurn } from './inTurn';

/** Where what was learned is kept. */
export const LEARNED_KEY = 'learned';

/** A server is the mailbox's own once mails of this many unrelated sender organisations came with it at their top. */
export const UNRELATED = 3;
/** Servers watched per mailbox; the ones heard of longest ago go first. */
export const SERVERS_LIMIT = 40;
/** Mailboxes watched. */
export const ACCOUNTS_LIMIT = 40;
/** Hexadecimal digits kept of a sender's hash: enough to tell a few apart, too few to name one for certain. */
const HASH_LENGTH = 12;

/** One mailbox in one webmail. */
export interface Account {
  /** Host of the webmail. */
  readonly site: string;
  readonly mailbox: string | null;
}

interface Watched extends Account {
  /** By host name: salted hashes of sender organisations, never more than `UNRELATED`. */
  readonly servers: Readonly<Record<string, readonly string[]>>;
}

interface Learned {
  readonly salt: string;
  readonly accounts: readonly Watched[];
}

/** Names of servers that were learned to be the mailbox's own. */
export async function learnedNames(account: Account): Promise<readonly string[]> {
  const known = (await read())?.accounts.find((one) => isSame(one, account));
  return known === undefined ? [] : sure(known);
}

/** Everything learned, for the reader to see. */
export async function listLearned(): Promise<readonly { readonly mailbox: string | null; readonly host: string }[]> {
  return ((await read())?.accounts ?? []).flatMap((one) => sure(one).map((host) => ({ mailbox: one.mailbox, host })));
}

/** Forgets a server in every mailbox of that name. It may be learned again. */
export function forgetLearned(name: { readonly mailbox: string | null; readonly host: string }): Promise<void> {
  return inTurn('learned', async () => {
    const learned = await read();
    if (learned === null) return;
    await write({
      ...learned,
      accounts: learned.accounts.map((one) =>
        one.mailbox === name.mailbox
          ? { ...one, servers: Object.fromEntries(Object.entries(one.servers).filter(([host]) => host !== name.host)) }
          : one,
      ),
    });
  });
}

/** Watches who wrote the topmost line, and for how many unrelated senders. Sender domains are kept as salted hashes alone. */
export async function learnFrom(account: Account, report: Pick<Report, 'hops' | 'author'>): Promise<void> {
  const by = report.hops[0]?.by?.toLowerCase();
  const sender = organisations()(report.author);
  // its own servers sending to itself tell nothing
  if (!by || sender === null || by === sender || by.endsWith(`.${sender}`)) return;
  await inTurn('learned', async () => {
    const learned = (await read()) ?? { salt: crypto.randomUUID(), accounts: [] };
    const known = learned.accounts.find((one) => isSame(one, account)) ?? { ...account, servers: {} };
    const before = known.servers[by] ?? [];
    if (before.length >= UNRELATED) return;
    const hash = await hashOf(learned.salt, sender);
    if (before.includes(hash)) return;
    const { [by]: _, ...others } = known.servers;
    const servers = Object.fromEntries(
      [[by, [...before, hash]] as const, ...Object.entries(others)].slice(0, SERVERS_LIMIT),
    );
    const accounts = [{ ...known, servers }, ...learned.accounts.filter((one) => !isSame(one, account))];
    await write({ ...learned, accounts: accounts.slice(0, ACCOUNTS_LIMIT) });
  });
}

function isSame(one: Account, other: Account): boolean {
  return one.site === other.site && one.mailbox === other.mailbox;
}

function sure({ servers }: Watched): string[] {
  return Object.keys(servers).filter((host) => (servers[host]?.length ?? 0) >= UNRELATED);
}

async function hashOf(salt: string, sender: string): Promise<string> {
  const octets = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${salt}\n${sender}`)));
  return [...octets]
    .map((octet) => octet.toString(16).padStart(2, '0'))
    .join('')
    .slice(0, HASH_LENGTH);
}

async function read(): Promise<Learned | null> {
  return ((await browser.storage.local.get(LEARNED_KEY))[LEARNED_KEY] as Learned | undefined) ?? null;
}

function write(learned: Learned): Promise<void> {
  return browser.storage.local.set({ [LEARNED_KEY]: learned });
}
