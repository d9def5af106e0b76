import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import type { Daemon } from './daemon.ts';
import { startDaemon } from './daemon.ts';
import { keyFile } from './dkim-keys.ts';
import { OPENDKIM_PORT, OPENDKIM_SIGNER_PORT } from './network.ts';
import { INSIDE } from './place.ts';
import { ANCHORS } from './resolver.ts';

const HOME = `${INSIDE}/opendkim`;
const PROGRAM = '/usr/sbin/opendkim';

export const hasOpendkim = (): boolean => existsSync(PROGRAM);

/** A host that is nowhere: for lists that would otherwise hold loopback. */
const NOBODY = '192.0.2.255';

const common = (port: number): string => `Socket inet:${port}@127.0.0.1
Background no
Syslog no
RequireSafeKeys no
`;

// Its resolver is a library of its own, which leaves loopback and .test alone unless it is told.
const RESOLVING = `server:
  do-not-query-localhost: no
  local-zone: "test." nodefault
  trust-anchor-file: "${ANCHORS}"
forward-zone:
  name: "."
  forward-addr: 127.0.0.1
`;

/** Verifies for mx3.box.test, and writes what it found. It turns nothing away. */
export function startOpendkim(): Promise<Daemon> {
  mkdirSync(HOME, { recursive: true });
  writeFileSync(`${HOME}/resolver.conf`, RESOLVING);
  return run(
    'opendkim',
    OPENDKIM_PORT,
    `Mode v
AuthservID mx3.box.test
AlwaysAddARHeader yes
InternalHosts ${NOBODY}
PeerList ${NOBODY}
ExternalIgnoreList ${NOBODY}
ResolverConfiguration ${HOME}/resolver.conf
DNSTimeout 3
On-Default accept
`,
  );
}

/** Signs for sendmail.example what its relay sends. */
export function startOpendkimSigner(): Promise<Daemon> {
  return run(
    'opendkim-signer',
    OPENDKIM_SIGNER_PORT,
    `Mode s
Domain sendmail.example
Selector od
KeyFile ${keyFile('opendkim')}
InternalHosts 0.0.0.0/0
Canonicalization relaxed/simple
OversignHeaders From
`,
  );
}

function run(name: string, port: number, conf: string): Promise<Daemon> {
  mkdirSync(HOME, { recursive: true });
  const file = `${HOME}/${name}.conf`;
  writeFileSync(file, common(port) + conf);
  return startDaemon(name, [PROGRAM, '-f', '-x', file], [['127.0.0.1', port]]);
}
