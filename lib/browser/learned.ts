import { browser } from 'wxt/browser';
import type { Learning } from '../verify/learn';
import { inTurn } from './inTurn';

/** Where what was learned is kept. */
export const LEARNED_KEY = 'learned';

/** One mailbox in one webmail. */
export interface Account {
  /** Host of the webmail. */
  readonly site: string;
  readonly mailbox: string | null;
}

/** What is remembered of a mailbox's mails, and the servers it shows to be the mailbox's own. */
export interface Remembered extends Account {
  readonly learning: Learning;
  readonly names: readonly string[];
}

export interface Memory {
  /** Key of the hashes that sender domains are kept as; of this installation alone. */
  readonly salt: string;
  /** Newest first. */
  readonly accounts: readonly Remembered[];
}

/** Names of servers that were learned to be the mailbox's own. */
export async function learnedNames(account: Account): Promise<readonly string[]> {
  return (await readMemory())?.accounts.find((one) => isSameAccount(one, account))?.names ?? [];
}

/** Everything learned, for the reader to see. */
export async function listLearned(): Promise<readonly { readonly mailbox: string | null; readonly host: string }[]> {
  const { accounts } = (await readMemory()) ?? { accounts: [] };
  return accounts.flatMap(({ mailbox, names }) => names.map((host) => ({ mailbox, host })));
}

/** Forgets a server in every mailbox of that name, with all that spoke for it. It may be learned again. */
export function forgetLearned(name: { readonly mailbox: string | null; readonly host: string }): Promise<void> {
  return changeMemory((memory) => ({
    ...memory,
    accounts: memory.accounts.map((one) =>
      one.mailbox === name.mailbox
        ? {
            ...one,
            learning: { pairs: one.learning.pairs.filter(({ by }) => by !== name.host) },
            names: one.names.filter((host) => host !== name.host),
          }
        : one,
    ),
  }));
}

export function isSameAccount(one: Account, other: Account): boolean {
  return one.site === other.site && one.mailbox === other.mailbox;
}

/** Changes what is remembered; changes come one after the other. */
export function changeMemory(change: (memory: Memory) => Memory): Promise<void> {
  return inTurn('learned', async () => {
    const before = (await readMemory()) ?? { salt: crypto.randomUUID(), accounts: [] };
    const after = change(before);
    if (after !== before) await browser.storage.local.set({ [LEARNED_KEY]: after });
  });
}

/** Key of the hashes, made at its first use. */
export async function salt(): Promise<string> {
  let found = '';
  await changeMemory((memory) => {
    found = memory.salt;
    return memory.accounts.length === 0 ? { ...memory } : memory;
  });
  return found;
}

async function readMemory(): Promise<Memory | null> {
  return ((await browser.storage.local.get(LEARNED_KEY))[LEARNED_KEY] as Memory | undefined) ?? null;
}
