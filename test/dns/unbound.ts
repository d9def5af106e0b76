import { copyFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Where Debian has it. */
export const UNBOUND = '/usr/sbin/unbound';

type Socket = readonly [address: string, port: number];

export interface UnboundOptions {
  readonly folder: string;
  /** Where it answers plain DNS, and where DNS over HTTPS. */
  readonly plain: Socket;
  readonly doh: Socket;
  /** Files in PEM. */
  readonly certificate: { readonly key: string; readonly chain: string };
  /** File with the keys that zones are to be signed by. */
  readonly anchors: string;
  /** Zones that it serves, and the file of each in the folder. */
  readonly zones: readonly (readonly [name: string, file: string])[];
  /** Zones that it has to ask for, and whom. By TCP it knows at once that nobody listens there; by UDP it tries for long. */
  readonly elsewhere: readonly (readonly [name: string, server: Socket, by: 'tcp' | 'udp'])[];
  /** Further lines of the server's clause. */
  readonly more: readonly string[];
}

/** Configuration of an Unbound that knows some zones, validates what it answers, and asks nobody in the world. */
export function unboundConf(options: UnboundOptions): string {
  const { folder, plain, doh, certificate, anchors, zones, elsewhere, more } = options;
  const socket = ([address, port]: Socket) => `${address}@${port}`;
  return `server:
  directory: "${folder}"
  chroot: ""
  username: ""
  pidfile: "${folder}/unbound.pid"
  use-syslog: no
  logfile: ""
  do-daemonize: no
  interface: ${socket(plain)}
  interface: ${socket(doh)}
  https-port: ${doh[1]}
  http-endpoint: "/dns-query"
  tls-service-key: "${certificate.key}"
  tls-service-pem: "${certificate.chain}"
  do-not-query-localhost: no
  module-config: "validator iterator"
  trust-anchor-file: "${anchors}"
  ede: yes
  qname-minimisation: no
  outgoing-range: 64
  num-queries-per-thread: 32
  local-zone: "." static
  local-zone: "test." transparent
${more.map((line) => `  ${line}\n`).join('')}${zones.map(authZone).join('')}${elsewhere
    .map(
      ([name, server, by]) =>
        `forward-zone:\n  name: "${name}."\n  forward-addr: ${socket(server)}\n  forward-tcp-upstream: ${by === 'tcp' ? 'yes' : 'no'}\n`,
    )
    .join('')}remote-control:
  control-enable: no
`;
}

const authZone = ([name, file]: readonly [string, string]): string =>
  `auth-zone:\n  name: "${name}."\n  zonefile: "${file}"\n  for-downstream: no\n  for-upstream: yes\n  fallback-enabled: no\n`;

/** A server's program copied into a folder: AppArmor's profiles go by path, and would keep the distribution's out of it. */
export function ownCopy(program: string, folder: string): string {
  const own = join(folder, basename(program));
  copyFileSync(program, own);
  return own;
}
