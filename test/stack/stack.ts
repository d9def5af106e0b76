/**
 * Real servers, and real mail that went through them: Postfix (the border), Dovecot, Roundcube, a content filter, a mailing
 * list; what judges mail at the border (OpenDKIM, OpenDMARC and policyd-spf, or rspamd); an Exim and a Sendmail relay outside;
 * and the DNS of the senders, two signed zones and some that are not, by Unbound over HTTPS. How to use it from a script that needs mails in a webmail:
 *
 *   await enter();                       // first thing; the rest of the script runs in namespaces of its own
 *   await withStack(async (stack) => {
 *     stack.webmailUrl                   // http://mail.box.test/ (Roundcube; resolves inside only)
 *     stack.user, stack.password         // bob@box.test
 *     stack.resolver                     // https://dns.box.test/dns-query; browsers in here trust its certificate
 *     stack.sealers                      // what settings must trust for the expected seals
 *     stack.mails                        // each with id, expected lock, seal and hops, folder and UID:
 *                                        // `${webmailUrl}?_task=mail&_action=show&_uid=${uid}&_mbox=${folder}`
 *     stack.impossible                   // mails that this machine cannot have, each with the reason
 *     await stack.send(HUGE)             // one mail more; answers once it lies in the mailbox
 *   });
 *
 * `ensure` of scripts/install.ts installs what is needed. The first start sends the set (mails.ts); later ones put the
 * mailbox back as it was then, so that every run begins with the same mails, UIDs and an empty Roundcube. Received lines of
 * all mails as delivered: received.txt in the folder.
 */
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Seal } from '../../lib/verify/seal.ts';
import type { Lock } from '../../lib/verify/verdict.ts';
import type { Daemon } from './daemon.ts';
import { logTail } from './daemon.ts';
import { deliver } from './deliver.ts';
import { MAIL, startDovecot } from './dovecot.ts';
import { isInside } from './enter.ts';
import { hasExim, startExim } from './exim.ts';
import { startFilter } from './filter.ts';
import { openImap } from './imap.ts';
import { startList } from './list.ts';
import type { Watching } from './maildir.ts';
import { watchMaildir } from './maildir.ts';
import type { Mail } from './mails.ts';
import { MAILS, messageIdOf } from './mails.ts';
import {
  BORDER_OPENDKIM,
  BORDER_RSPAMD,
  EXIM_RELAY,
  FILTER_PORT,
  FOOTER_PORT,
  READER,
  SENDMAIL_RELAY,
} from './network.ts';
import { hasOpendkim, startOpendkim, startOpendkimSigner } from './opendkim.ts';
import { hasOpendmarc, startOpendmarc } from './opendmarc.ts';
import { INSIDE } from './place.ts';
import { QUEUE, hasPolicydSpf, startPostfix } from './postfix.ts';
import { RESOLVER_URL, startResolver } from './resolver.ts';
import { WEBMAIL_URL, startRoundcube } from './roundcube.ts';
import { hasRspamd, startRspamd } from './rspamd.ts';
import { SEAL_MAILS, TRUSTED_SEALERS } from './seal-mails.ts';
import { hasSendmail, startSendmail } from './sendmail.ts';
import { zones } from './zones.ts';

const DELIVERY_MS = 60_000;
const KEPT = `${INSIDE}/kept`;
/** A mail of last month is judged otherwise: its keys may have been replaced since. So the set is sent anew in time. */
const KEPT_MS = 7 * 86_400_000;
const FOOTER = '-- \r\nNothing was found in this mail.\r\n';
/** In the order in which they are sent. */
const ALL = [...MAILS, ...SEAL_MAILS];

interface Described {
  readonly id: string;
  readonly note: string;
  readonly lock: Lock;
  readonly seal: Seal;
  readonly hops: number;
}

export interface DeliveredMail extends Described {
  readonly subject: string;
  readonly messageId: string;
  readonly folder: 'INBOX' | 'Sent';
  readonly uid: number;
  /** The Received fields as delivered, newest first, folds and all. */
  readonly received: readonly string[];
  /** The Authentication-Results fields as delivered, forged ones included. */
  readonly results: readonly string[];
}

export interface ImpossibleMail extends Described {
  /** Why this machine cannot have it. */
  readonly reason: string;
}

export interface Stack {
  readonly webmailUrl: string;
  readonly user: string;
  readonly password: string;
  readonly resolver: string;
  readonly sealers: readonly string[];
  readonly mails: readonly DeliveredMail[];
  readonly impossible: readonly ImpossibleMail[];
  /** Sends one more mail and answers once it was delivered. Its id must be new. */
  send(mail: Mail): Promise<DeliveredMail>;
  stop(): Promise<void>;
}

interface Kept {
  readonly fingerprint: string;
  /** Milliseconds since 1970. */
  readonly sentAt: number;
  readonly mails: readonly DeliveredMail[];
  readonly impossible: readonly ImpossibleMail[];
}

/** Starts the servers, runs, and stops them, whatever happens. */
export async function withStack<T>(run: (stack: Stack) => Promise<T>, say?: (detail: string) => void): Promise<T> {
  const stack = await startStack(say);
  try {
    return await run(stack);
  } finally {
    await stack.stop();
  }
}

/** Starts the servers and sees to it that the set is in the mailbox. `say` is told what is being waited for. */
export async function startStack(say: (detail: string) => void = () => {}): Promise<Stack> {
  if (!isInside()) throw new Error('call enter() first: the servers need namespaces of their own');
  const v6 = existsSync('/proc/net/if_inet6');
  const running: { stop(): Promise<void> }[] = [];
  const start = async <D extends { stop(): Promise<void> }>(starting: Promise<D>): Promise<D> => {
    const daemon = await starting;
    running.push(daemon);
    return daemon;
  };
  const stop = async () => {
    await Promise.all(running.splice(0).map((daemon) => daemon.stop()));
  };
  try {
    const kept = restore(v6);
    say('starting Postfix, Dovecot and Roundcube');
    await start(startResolver());
    await Promise.all([
      start(startDovecot()),
      start(startPostfix(v6)),
      start(startRoundcube()),
      start(startFilter(FILTER_PORT, '')),
      start(startFilter(FOOTER_PORT, FOOTER)),
      start(startList()),
    ]);
    const atWork = new Map<string, Promise<unknown>>();
    const serversFor = async (mail: Mail) => {
      const address = mail.way.kind === 'smtp' ? mail.way.dialog.server.address : '';
      const servers = SERVERS[address];
      if (!servers) return;
      if (!atWork.has(address)) atWork.set(address, Promise.all(servers.start.map((startIt) => start(startIt()))));
      await atWork.get(address);
    };
    const { mails, impossible } = kept ?? (await sendSet(v6, serversFor, say));
    return {
      webmailUrl: WEBMAIL_URL,
      user: READER.user,
      password: READER.password,
      resolver: RESOLVER_URL,
      sealers: TRUSTED_SEALERS,
      mails,
      impossible,
      async send(mail) {
        await serversFor(mail);
        const [delivered] = await sendAll([mail], () => {});
        if (!delivered) throw new Error(`${mail.id} was not sent`);
        return delivered;
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Servers {
  readonly name: string;
  has(): boolean;
  readonly start: readonly (() => Promise<Daemon>)[];
}

/** What must run before mail can be handed to an address, started when the first such mail is. */
const SERVERS: Readonly<Record<string, Servers>> = {
  [EXIM_RELAY]: { name: 'Exim', has: hasExim, start: [startExim] },
  [SENDMAIL_RELAY]: {
    name: 'Sendmail with OpenDKIM',
    has: () => hasSendmail() && hasOpendkim(),
    start: [startOpendkimSigner, startSendmail],
  },
  [BORDER_OPENDKIM]: {
    name: 'OpenDKIM with OpenDMARC and policyd-spf',
    has: () => hasOpendkim() && hasOpendmarc() && hasPolicydSpf(),
    start: [startOpendkim, startOpendmarc],
  },
  [BORDER_RSPAMD]: { name: 'rspamd', has: hasRspamd, start: [startRspamd] },
};

/** Why a mail cannot be sent here, as far as that can be known beforehand. */
function whyNot(mail: Mail, v6: boolean): string | null {
  if (mail.way.kind !== 'smtp') return null;
  const { address } = mail.way.dialog.server;
  const servers = SERVERS[address];
  if (servers && !servers.has()) return `${servers.name} is not there`;
  if (address.includes(':') && !v6) return 'this kernel has no IPv6';
  return null;
}

/** Old TLS may be missing from the library on either side; that is no fault of the set. */
const mayFail = (mail: Mail): boolean => mail.way.kind === 'smtp' && mail.way.dialog.tls?.version === 'TLSv1';

async function sendSet(
  v6: boolean,
  serversFor: (mail: Mail) => Promise<void>,
  say: (detail: string) => void,
): Promise<Kept> {
  const impossible: ImpossibleMail[] = [];
  const refuse = ({ id, note, lock, seal, hops }: Mail, reason: string) =>
    impossible.push({ id, note, lock, seal, hops, reason });
  const possible = ALL.filter((mail) => {
    const reason = whyNot(mail, v6);
    if (reason !== null) refuse(mail, reason);
    return reason === null;
  });
  await Promise.all(possible.map(serversFor));
  const mails = await sendAll(possible, say, (mail, error) => {
    if (!mayFail(mail)) throw error;
    refuse(mail, String(error));
  });
  const text = mails.map(
    (mail) =>
      `=== ${mail.id}: ${mail.lock}, ${mail.seal}, ${mail.hops} hops: ${mail.note}\n${[...mail.results, ...mail.received].join('\n')}\n`,
  );
  const missing = impossible.map((mail) => `=== ${mail.id}: not possible here: ${mail.reason}\n`);
  writeFileSync(`${INSIDE}/received.txt`, [...text, ...missing].join('\n'), 'latin1');
  return keep({ fingerprint: fingerprint(v6), sentAt: Date.now(), mails, impossible });
}

async function sendAll(
  mails: readonly Mail[],
  say: (detail: string) => void,
  onFailure: (mail: Mail, error: unknown) => void = (_, error) => {
    throw error;
  },
): Promise<DeliveredMail[]> {
  // Signing in makes the maildir, if there is none yet.
  const imap = await openImap(READER);
  await imap.uids('INBOX');
  const watching = watchMaildir(`${MAIL}/${READER.user}`);
  try {
    const sent: (Lines & { mail: Mail })[] = [];
    for (const mail of mails) {
      say(`sending ${mail.id} (${sent.length + 1} of ${mails.length})`);
      try {
        await deliver(mail, imap);
      } catch (error) {
        onFailure(mail, error instanceof Error ? new Error(`${mail.id}: ${error.message}`) : error);
        continue;
      }
      // One after the other, so that the mailbox has them in the order of the set.
      sent.push({ mail, ...(await linesOf(mail, watching)) });
    }
    const uids = { INBOX: await imap.uids('INBOX'), Sent: await imap.uids('Sent') };
    return sent.map(({ mail, received, results }) => {
      const messageId = messageIdOf(mail);
      const folder = mail.way.kind === 'append' ? mail.way.folder : 'INBOX';
      const uid = uids[folder].get(messageId);
      if (uid === undefined) throw new Error(`${mail.id} is not in ${folder}`);
      const { id, note, lock, seal, hops, letter } = mail;
      return { id, note, lock, seal, hops, subject: letter.subject, messageId, folder, uid, received, results };
    });
  } finally {
    watching.close();
    imap.close();
  }
}

interface Lines {
  readonly received: readonly string[];
  readonly results: readonly string[];
}

/** Waits for a mail and checks that it is the one that the set describes. */
async function linesOf(mail: Mail, watching: Watching): Promise<Lines> {
  if (mail.way.kind === 'append') return { received: [], results: [] };
  const { head } = await watching.arrival(messageIdOf(mail), DELIVERY_MS).catch((error: unknown) => {
    throw new Error(`${mail.id}: ${String(error)}\n${logTail('postfix')}`);
  });
  const fields = head.replaceAll('\r\n', '\n').split(/\n(?![ \t])/);
  const received = fields.filter((field) => /^received:/i.test(field));
  const results = fields.filter((field) => /^authentication-results:/i.test(field));
  const check = (wanted: readonly string[], written: readonly string[]) => {
    const text = written.join('\n');
    const absent = wanted.filter((words) => !text.includes(words));
    if (absent.length > 0)
      throw new Error(`${mail.id}: the servers did not write ${JSON.stringify(absent)} but:\n${text}`);
  };
  check(mail.wrote, received);
  check(mail.judged ?? [], results);
  if (received.length !== mail.hops)
    throw new Error(`${mail.id}: ${received.length} hops, not ${mail.hops}:\n${received.join('\n')}`);
  return { received, results };
}

/** Changes with everything that the mails in the mailbox depend on. */
function fingerprint(v6: boolean): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const hash = createHash('sha256').update(`${v6} ${Object.values(SERVERS).map(({ has }) => has())}`);
  // the keys stand in the folder as the mails do, but may be made anew
  for (const { text } of zones()) hash.update(text);
  for (const name of readdirSync(here).sort())
    if (!name.includes('.test.')) hash.update(name).update(readFileSync(`${here}/${name}`));
  return hash.digest('hex').slice(0, 16);
}

/** Keeps the mailbox as it is now; Dovecot's indexes are left out, for it writes them at leisure and can make them anew. */
function keep(kept: Kept): Kept {
  mkdirSync(KEPT, { recursive: true });
  execFileSync('cp', ['-a', MAIL, `${KEPT}/mail`]);
  execFileSync('find', [`${KEPT}/mail`, '-name', 'dovecot.*index*', '-delete']);
  writeFileSync(`${KEPT}/set.json`, JSON.stringify(kept));
  return kept;
}

/** Puts the mailbox back as it was kept; null, and no mailbox at all, if the set has changed since or is too old. */
function restore(v6: boolean): Kept | null {
  rmSync(MAIL, { recursive: true, force: true });
  try {
    const kept = JSON.parse(readFileSync(`${KEPT}/set.json`, 'utf8')) as Kept;
    const age = Date.now() - kept.sentAt;
    if (kept.fingerprint === fingerprint(v6) && age >= 0 && age < KEPT_MS) {
      execFileSync('cp', ['-a', `${KEPT}/mail`, MAIL]);
      return kept;
    }
  } catch {
    // Nothing kept yet, or not whole: send anew.
  }
  rmSync(KEPT, { recursive: true, force: true });
  // What a run that broke off left there would come before, and instead of, what is sent now.
  rmSync(QUEUE, { recursive: true, force: true });
  return null;
}
