import { readFileSync } from 'node:fs';
import type { DeliveredMail, Stack } from '../stack/stack.ts';

/** What run.ts tells the tests of the servers it has started. */
export interface Given extends Pick<Stack, 'webmailUrl' | 'user' | 'password' | 'mails' | 'resolver' | 'sealers'> {
  /** The authority, in PEM, whose certificates the browsers in here trust. */
  readonly authority: string;
  /** Uid, in INBOX, of a mail that has another mail attached. */
  readonly withAttachedMail: number;
}

/** Name of the variable with the path of the file that holds it. */
export const GIVEN = 'HOPLOCK_E2E_GIVEN';

let read: Given | null = null;

export function given(): Given {
  const file = process.env[GIVEN];
  if (file === undefined) throw new Error('These tests need servers: run `node test/e2e/run.ts`');
  read ??= JSON.parse(readFileSync(file, 'utf8')) as Given;
  return read;
}

/** A mail of the table by its id. */
export function mailOf(id: string): DeliveredMail {
  const mail = given().mails.find((one) => one.id === id);
  if (mail === undefined) throw new Error(`No mail ${id} in the table`);
  return mail;
}
