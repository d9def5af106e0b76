import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import type { Daemon } from './daemon.ts';
import { startDaemon } from './daemon.ts';
import { IMAP_PORT, MAILBOX_DOMAIN, SUBMISSION_PORT, WEBMAIL } from './network.ts';
import { INSIDE } from './place.ts';

const HOME = `${INSIDE}/roundcube`;
const HTTP_PORT = 80;
const WORKERS = 4;

export const WEBMAIL_URL = 'http://mail.box.test/';

const config = (key: string): string => `<?php
$config = [];
$config['db_dsnw'] = 'sqlite:///${HOME}/db.sqlite?mode=0640';
$config['imap_host'] = '127.0.0.1:${IMAP_PORT}';
$config['smtp_host'] = '127.0.0.1:${SUBMISSION_PORT}';
$config['smtp_user'] = '%u';
$config['smtp_pass'] = '%p';
$config['des_key'] = '${key}';
$config['log_driver'] = 'file';
$config['log_dir'] = '${HOME}/logs/';
$config['temp_dir'] = '${HOME}/temp/';
$config['plugins'] = [];
$config['skin'] = 'elastic';
$config['mail_domain'] = '${MAILBOX_DOMAIN}';
$config['max_message_size'] = '60M';
// Wide enough for every mail of the set on one page.
$config['mail_pagesize'] = 100;
$config['session_lifetime'] = 600;
`;

/** The webmail, on PHP's own web server. Its database begins empty at each start. */
export async function startRoundcube(): Promise<Daemon> {
  for (const folder of ['config', 'logs', 'temp']) mkdirSync(`${HOME}/${folder}`, { recursive: true });
  writeFileSync(`${HOME}/config/config.inc.php`, config(randomBytes(12).toString('hex')));
  for (const name of ['defaults.inc.php', 'mimetypes.php']) {
    rmSync(`${HOME}/config/${name}`, { force: true });
    symlinkSync(`/etc/roundcube/${name}`, `${HOME}/config/${name}`);
  }
  const database = `${HOME}/db.sqlite`;
  rmSync(database, { force: true });
  const schema = '/usr/share/roundcube/SQL/sqlite.initial.sql';
  execFileSync('php', ['-r', `(new PDO('sqlite:${database}'))->exec(file_get_contents('${schema}'));`], {
    stdio: 'pipe',
  });
  const root = ['/var/lib/roundcube', '/var/lib/roundcube/public_html'].find((folder) =>
    existsSync(`${folder}/index.php`),
  );
  if (root === undefined) throw new Error('Roundcube: index.php is at none of the places Debian has put it');
  return startDaemon('roundcube', ['php', '-S', `${WEBMAIL}:${HTTP_PORT}`, '-t', root], [[WEBMAIL, HTTP_PORT]], {
    ROUNDCUBE_CONFIG_DIR: `${HOME}/config`,
    PHP_CLI_SERVER_WORKERS: String(WORKERS),
  });
}
