import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import type { Daemon } from './daemon.ts';
import { startDaemon } from './daemon.ts';
import { BORDER, BORDER_WITHOUT_TLS, DOMAIN_WITHOUT_TLS, EXIM_RELAY, MAILBOX_DOMAIN, SMTP_PORT } from './network.ts';
import { certificate } from './pki.ts';
import { INSIDE } from './place.ts';

const HOME = `${INSIDE}/exim`;
const PROGRAM = '/usr/sbin/exim4';

export const hasExim = (): boolean => existsSync(PROGRAM);

const config = `primary_hostname = relay.exim.example
keep_environment =
spool_directory = ${HOME}/spool
log_file_path = ${HOME}/log/%slog
pid_file_path = ${HOME}/spool/exim.pid
daemon_smtp_ports = ${SMTP_PORT}
local_interfaces = ${EXIM_RELAY}
disable_ipv6
host_lookup = *
tls_advertise_hosts = *
tls_certificate = ${HOME}/tls.pem
tls_privatekey = ${HOME}/tls.key
acl_smtp_rcpt = acl_all
acl_smtp_data = acl_all
message_size_limit = 60M
begin acl
acl_all:
  accept
begin routers
onwards:
  driver = manualroute
  # A host of the namespace looks like this machine itself; it is another one here.
  self = send
  route_list = ${DOMAIN_WITHOUT_TLS} ${BORDER_WITHOUT_TLS} byname ; ${MAILBOX_DOMAIN} ${BORDER} byname
  transport = out
begin transports
out:
  driver = smtp
  interface = ${EXIM_RELAY}
  tls_verify_certificates =
begin retry
* * F,1h,1m
`;

/** A relay of another organisation: takes mail from anyone, sends it on to the border, by TLS where that is offered. */
export async function startExim(): Promise<Daemon> {
  for (const folder of ['conf', 'spool', 'log']) mkdirSync(`${HOME}/${folder}`, { recursive: true });
  const { key, chain } = certificate('relay.exim.example');
  copyFileSync(key, `${HOME}/tls.key`);
  copyFileSync(chain, `${HOME}/tls.pem`);
  // Exim runs only the configuration that stands where it was built to look; /etc/exim4 leads here.
  writeFileSync(`${HOME}/conf/exim4.conf`, config, { mode: 0o644 });
  execFileSync('chown', [
    '-R',
    'Debian-exim:Debian-exim',
    `${HOME}/spool`,
    `${HOME}/log`,
    `${HOME}/tls.key`,
    `${HOME}/tls.pem`,
  ]);
  return startDaemon('exim', [PROGRAM, '-bdf'], [[EXIM_RELAY, SMTP_PORT]]);
}
