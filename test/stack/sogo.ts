import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import type { Daemon } from './daemon.ts';
import { logFile, startDaemon } from './daemon.ts';
import { CACHE_PORT, DATABASE_PORT, IMAP_PORT, MAILBOX_DOMAIN, READER, SOGO_PORT, SUBMISSION_PORT } from './network.ts';
import { INSIDE } from './place.ts';
import { startSogoFront } from './sogo-front.ts';

const HOME = `${INSIDE}/sogo`;
const DATA = `${HOME}/database`;
const POSTGRES = '/usr/lib/postgresql';
const DATABASE = `postgresql://sogo:sogo@127.0.0.1:${DATABASE_PORT}/postgres`;
const WORKERS = 3;

/** None of the three runs as root. */
const AS_SOGO = ['setpriv', '--reuid', 'sogo', '--regid', 'sogo', '--clear-groups', 'env', `HOME=${HOME}`] as const;

/** Protection against forged requests is left on, as SOGo is shipped. */
const CONF = `{
  SOGoProfileURL = "${DATABASE}/sogo_user_profile";
  OCSFolderInfoURL = "${DATABASE}/sogo_folder_info";
  OCSSessionsFolderURL = "${DATABASE}/sogo_sessions_folder";
  OCSEMailAlarmsFolderURL = "${DATABASE}/sogo_alarms_folder";
  SOGoLanguage = English;
  SOGoTimeZone = UTC;
  SOGoMailDomain = "${MAILBOX_DOMAIN}";
  SOGoIMAPServer = "imap://127.0.0.1:${IMAP_PORT}/?tls=NO";
  SOGoSMTPServer = "smtp://127.0.0.1:${SUBMISSION_PORT}/?tls=NO";
  SOGoMailingMechanism = smtp;
  SOGoSentFolderName = Sent;
  SOGoTrashFolderName = Trash;
  SOGoDraftsFolderName = Drafts;
  SOGoMemcachedHost = "127.0.0.1:${CACHE_PORT}";
  SOGoLoginModule = Mail;
  SOGoUserSources = ({
    type = sql; id = users; viewURL = "${DATABASE}/sogo_users";
    canAuthenticate = YES; isAddressBook = NO; userPasswordAlgorithm = plain; displayName = "Users";
  });
  WOPort = "127.0.0.1:${SOGO_PORT}";
  WOWorkersCount = ${WORKERS};
  WONoDetach = YES;
  WOLogFile = "${logFile('sogo')}";
  WOPidFile = "${HOME}/sogod.pid";
}
`;

/** One statement in a line: what the server runs by itself before it takes connections. */
const USERS = [
  'create table sogo_users (c_uid varchar(128) primary key, c_name varchar(128), c_password varchar(128), c_cn varchar(128), mail varchar(128))',
  `insert into sogo_users values ('${READER.user}', '${READER.user}', '${READER.password}', 'Bob', '${READER.user}')`,
];

/** SOGo for the same mailbox as Roundcube's, with its database, which begins empty at each start, and its cache. */
export async function startSogo(): Promise<{ stop(): Promise<void> }> {
  const running: (() => Promise<void>)[] = [];
  const start = async (daemon: Promise<Daemon>) => {
    const { stop } = await daemon;
    running.push(stop);
  };
  const stop = async () => {
    for (const end of running.splice(0).reverse()) await end();
  };
  try {
    makeFiles();
    const postgres = makeDatabase();
    await Promise.all([
      start(
        startDaemon(
          'sogo-database',
          [...AS_SOGO, postgres, '-D', DATA, '-p', String(DATABASE_PORT), ...DATABASE_OPTIONS],
          [['127.0.0.1', DATABASE_PORT]],
        ),
      ),
      start(
        startDaemon(
          'sogo-cache',
          [...AS_SOGO, 'memcached', '-l', '127.0.0.1', '-p', String(CACHE_PORT)],
          [['127.0.0.1', CACHE_PORT]],
        ),
      ),
    ]);
    await start(startDaemon('sogo', [...AS_SOGO, 'sogod'], [['127.0.0.1', SOGO_PORT]]));
    running.push(await startSogoFront());
    return { stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** On loopback alone; nothing of it is to outlive a crash. */
const DATABASE_OPTIONS = [
  ...['-c', 'listen_addresses=127.0.0.1'],
  ...['-c', 'unix_socket_directories='],
  ...['-c', 'fsync=off'],
];

function makeFiles(): void {
  rmSync(HOME, { recursive: true, force: true });
  mkdirSync(`${HOME}/conf`, { recursive: true });
  writeFileSync(`${HOME}/conf/sogo.conf`, CONF);
  mkdirSync(`${INSIDE}/log`, { recursive: true });
  // it opens its own log, and not as root
  writeFileSync(logFile('sogo'), '');
  execFileSync('chown', ['-R', 'sogo:sogo', HOME, logFile('sogo')]);
}

/** Answers the path of the server's program. */
function makeDatabase(): string {
  const [version] = readdirSync(POSTGRES).sort((one, other) => Number(other) - Number(one));
  if (version === undefined) throw new Error(`no PostgreSQL in ${POSTGRES}`);
  const bin = `${POSTGRES}/${version}/bin`;
  const [program, ...args] = AS_SOGO;
  const run = (command: readonly string[], input?: string) =>
    execFileSync(program, [...args, ...command], { cwd: HOME, stdio: 'pipe', ...(input ? { input } : {}) });
  run([`${bin}/initdb`, '-D', DATA, '-U', 'sogo', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync']);
  run([`${bin}/postgres`, '--single', '-D', DATA, 'postgres'], USERS.map((row) => `${row}\n`).join(''));
  return `${bin}/postgres`;
}
