import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import type { Daemon } from './daemon.ts';
import { startDaemon } from './daemon.ts';
import { OPENDMARC_PORT } from './network.ts';
import { INSIDE } from './place.ts';

const HOME = `${INSIDE}/opendmarc`;
const PROGRAM = '/usr/sbin/opendmarc';

export const hasOpendmarc = (): boolean => existsSync(PROGRAM);

// It ignores loopback unless its list of hosts to ignore says otherwise. SPF is policyd-spf's.
const conf = `Socket inet:${OPENDMARC_PORT}@127.0.0.1
AuthservID mx3.box.test
TrustedAuthservIDs mx3.box.test
IgnoreHosts ${HOME}/ignored
Background no
Syslog no
RejectFailures false
RejectMultiValueFrom false
HoldQuarantinedMessages false
SPFIgnoreResults false
SPFSelfValidate false
`;

/** Folds what OpenDKIM and policyd-spf wrote for mx3.box.test into a word on DMARC. It turns nothing away. */
export function startOpendmarc(): Promise<Daemon> {
  mkdirSync(HOME, { recursive: true });
  writeFileSync(`${HOME}/ignored`, '192.0.2.255\n');
  writeFileSync(`${HOME}/opendmarc.conf`, conf);
  return startDaemon('opendmarc', [PROGRAM, '-f', '-c', `${HOME}/opendmarc.conf`], [['127.0.0.1', OPENDMARC_PORT]]);
}
