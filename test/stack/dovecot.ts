import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import type { Daemon } from './daemon.ts';
import { logFile, startDaemon } from './daemon.ts';
import { COLLEAGUE, IMAP_PORT, LMTP_PORT, READER } from './network.ts';
import { INSIDE } from './place.ts';
import { AUTH_SOCKET } from './postfix.ts';

const HOME = `${INSIDE}/dovecot`;

/** The maildirs, one folder for each account. */
export const MAIL = `${INSIDE}/mail`;

const SPECIAL_FOLDERS = ['Drafts', 'Sent', 'Trash', 'Junk'] as const;

/** Debian 13 has Dovecot 2.4, whose configuration has another grammar. */
const before24 = (version: string): boolean => /^2\.[0-3]\b/.test(version);

const CONF_23 = `base_dir = ${HOME}/run
state_dir = ${HOME}/state
protocols = imap lmtp
listen = 127.0.0.1
# What its LMTP server calls itself in Received.
hostname = mail.box.test
ssl = no
disable_plaintext_auth = no
log_path = ${logFile('dovecot')}
mail_location = maildir:${MAIL}/%u
mail_fsync = never
first_valid_uid = 1
auth_mechanisms = plain login
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%u ${HOME}/users
}
userdb {
  driver = static
  args = uid=vmail gid=vmail home=${MAIL}/%u
}
`;

const CONF_24 = `dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
base_dir = ${HOME}/run
state_dir = ${HOME}/state
protocols {
  imap = yes
  lmtp = yes
}
listen = 127.0.0.1
# What its LMTP server calls itself in Received.
hostname = mail.box.test
ssl = no
auth_allow_cleartext = yes
log_path = ${logFile('dovecot')}
mail_driver = maildir
mail_path = ${MAIL}/%{user}
mail_fsync = never
first_valid_uid = 1
auth_mechanisms {
  plain = yes
  login = yes
}
passdb passwd-file {
  passwd_file_path = ${HOME}/users
  default_password_scheme = PLAIN
}
userdb static {
  fields {
    uid = vmail
    gid = vmail
    home = ${MAIL}/%{user}
  }
}
`;

const COMMON = `namespace inbox {
  inbox = yes
  separator = /
${SPECIAL_FOLDERS.map((name) => `  mailbox ${name} {\n    special_use = \\${name}\n    auto = subscribe\n  }\n`).join('')}}
service imap-login {
  inet_listener imap {
    port = ${IMAP_PORT}
  }
}
service lmtp {
  inet_listener lmtp {
    port = ${LMTP_PORT}
  }
}
service auth {
  unix_listener ${AUTH_SOCKET} {
    mode = 0666
  }
}
`;

/** Mailboxes (IMAP), delivery (LMTP) and passwords: mail.box.test. */
export async function startDovecot(): Promise<Daemon> {
  // a run that was killed leaves its process's number behind, and in a new namespace that number is soon somebody else's
  rmSync(`${HOME}/run`, { recursive: true, force: true });
  for (const folder of ['run', 'state']) mkdirSync(`${HOME}/${folder}`, { recursive: true });
  mkdirSync(MAIL, { recursive: true });
  execFileSync('chown', ['vmail:vmail', MAIL]);
  const version = execFileSync('dovecot', ['--version'], { encoding: 'utf8' });
  writeFileSync(
    `${HOME}/users`,
    [READER, COLLEAGUE].map(({ user, password }) => `${user}:{PLAIN}${password}\n`).join(''),
  );
  writeFileSync(`${HOME}/dovecot.conf`, (before24(version) ? CONF_23 : CONF_24) + COMMON);
  return startDaemon(
    'dovecot',
    ['dovecot', '-F', '-c', `${HOME}/dovecot.conf`],
    [
      ['127.0.0.1', IMAP_PORT],
      ['127.0.0.1', LMTP_PORT],
    ],
  );
}
