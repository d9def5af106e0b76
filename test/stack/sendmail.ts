import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import type { Daemon } from './daemon.ts';
import { startDaemon } from './daemon.ts';
import {
  BORDER,
  BORDER_WITHOUT_TLS,
  DOMAIN_WITHOUT_TLS,
  MAILBOX_DOMAIN,
  OPENDKIM_SIGNER_PORT,
  SENDMAIL_RELAY,
  SMTP_PORT,
} from './network.ts';
import { certificate } from './pki.ts';
import { INSIDE } from './place.ts';

const HOME = `${INSIDE}/sendmail`;
const CONF = `${HOME}/conf`;
const PROGRAM = '/usr/libexec/sendmail/sendmail';

export const hasSendmail = (): boolean => existsSync(PROGRAM);

// Sendmail's macros quote with ` and '.
const macros = `include(\`/usr/share/sendmail/cf/m4/cf.m4')dnl
OSTYPE(\`linux')dnl
define(\`confDOMAIN_NAME', \`relay.sendmail.example')dnl
define(\`QUEUE_DIR', \`${HOME}/queue')dnl
define(\`confPID_FILE', \`${HOME}/sendmail.pid')dnl
define(\`STATUS_FILE', \`')dnl
define(\`ALIAS_FILE', \`')dnl
define(\`confDONT_PROBE_INTERFACES', \`True')dnl
define(\`confTO_IDENT', \`0')dnl
define(\`confSERVICE_SWITCH_FILE', \`${CONF}/service.switch')dnl
define(\`confSERVER_CERT', \`${CONF}/tls.pem')dnl
define(\`confSERVER_KEY', \`${CONF}/tls.key')dnl
define(\`confCACERT', \`${CONF}/tls.pem')dnl
define(\`confCACERT_PATH', \`${CONF}')dnl
define(\`confMAX_MESSAGE_SIZE', \`60000000')dnl
FEATURE(\`no_default_msa')dnl
FEATURE(\`accept_unresolvable_domains')dnl
FEATURE(\`promiscuous_relay')dnl
FEATURE(\`nocanonify')dnl
FEATURE(\`mailertable', \`hash -o ${CONF}/mailertable')dnl
DAEMON_OPTIONS(\`Family=inet, Name=MTA, Port=${SMTP_PORT}, Addr=${SENDMAIL_RELAY}')dnl
CLIENT_OPTIONS(\`Family=inet, Addr=${SENDMAIL_RELAY}')dnl
INPUT_MAIL_FILTER(\`opendkim', \`S=inet:${OPENDKIM_SIGNER_PORT}@127.0.0.1, F=T')dnl
MAILER(\`local')dnl
MAILER(\`smtp')dnl
`;

const routes = `${DOMAIN_WITHOUT_TLS}\tesmtp:[${BORDER_WITHOUT_TLS}]
${MAILBOX_DOMAIN}\tesmtp:[${BORDER}]
`;

/**
 * A relay of another organisation: takes mail from anyone, has OpenDKIM sign it, and sends it on to the border, by TLS where that
 * is offered.
 */
export async function startSendmail(): Promise<Daemon> {
  for (const folder of [CONF, `${HOME}/queue`]) mkdirSync(folder, { recursive: true, mode: 0o755 });
  const { key, chain } = certificate('relay.sendmail.example');
  copyFileSync(key, `${CONF}/tls.key`);
  copyFileSync(chain, `${CONF}/tls.pem`);
  execFileSync('chmod', ['600', `${CONF}/tls.key`]);
  execFileSync('chmod', ['700', `${HOME}/queue`]);
  writeFileSync(`${CONF}/service.switch`, 'hosts files\naliases files\n');
  for (const name of ['local-host-names', 'trusted-users']) writeFileSync(`${CONF}/${name}`, '');
  writeFileSync(`${CONF}/sendmail.mc`, macros);
  writeFileSync(`${CONF}/sendmail.cf`, execFileSync('m4', [`${CONF}/sendmail.mc`], { stdio: 'pipe' }));
  execFileSync('/usr/sbin/makemap', ['hash', `${CONF}/mailertable`], { input: routes, stdio: 'pipe' });
  return startDaemon('sendmail', [PROGRAM, '-bD', '-C', `${CONF}/sendmail.cf`], [[SENDMAIL_RELAY, SMTP_PORT]]);
}
