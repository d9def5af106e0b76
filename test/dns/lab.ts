/**
 * Real resolvers on loopback, in a folder of their own, for as long as a test runs: Unbound with a signed zone, BIND that forwards
 * to it and validates for itself, dnsdist before it. Each speaks DNS over HTTPS with a certificate made here. No namespaces, no
 * root: ports are whatever is free.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { runServer } from '../stack/run-server.ts';
import { SIGNING, signZone } from './sign-zone';
import { UNBOUND, ownCopy, unboundConf } from './unbound';
import { BOGUS_ANCHOR, CHANGED_ADDRESS, PLAIN_ZONE, SIGNED_ADDRESS, SIGNED_ZONE } from './zones.ts';

/** Where Debian has them. */
const PROGRAMS = {
  unbound: UNBOUND,
  named: '/usr/sbin/named',
  dnsdist: '/usr/bin/dnsdist',
  ...SIGNING,
} as const;

export interface Lab {
  readonly urls: Readonly<Record<'unbound' | 'bind' | 'dnsdist', string>>;
  /** Where Unbound answers plain DNS, on 127.0.0.1. */
  readonly plain: number;
  /** The certificate of all of them, in PEM, and its key. */
  readonly certificate: string;
  readonly key: string;
  stop(): Promise<void>;
}

export async function startLab(): Promise<Lab> {
  const missing = Object.values(PROGRAMS).filter((program) => !existsSync(program));
  if (missing.length > 0) throw new Error(`missing: ${missing.join(', ')}; \`npm test -- dns\` installs what is`);
  const folder = mkdtempSync(join(tmpdir(), 'hoplock-dns-'));
  const ending: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const end of ending.splice(0).reverse()) await end();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
    const at = (name: string) => join(folder, name);
    certify(folder);
    write('lab.test.zone', SIGNED_ZONE);
    write('plain.test.zone', PLAIN_ZONE);
    const anchor = sign(folder);
    const [udp, unbound, bind, dnsdist] = await freePorts(4);
    const silent = await silentPort();
    ending.push(silent.close);

    write(
      'unbound.conf',
      unboundConf({
        folder,
        plain: ['127.0.0.1', udp],
        doh: ['127.0.0.1', unbound],
        certificate: { key: at('key.pem'), chain: at('certificate.pem') },
        anchors: at('anchor.key'),
        zones: [
          ['lab.test', 'lab.test.zone.signed'],
          ['plain.test', 'plain.test.zone'],
          ['bogus.test', 'plain.test.zone'],
        ],
        elsewhere: [['silent.test', ['127.0.0.1', silent.port], 'udp']],
        more: [
          `trust-anchor: "${BOGUS_ANCHOR}"`,
          'local-zone: "refused.test." refuse',
          'local-data-ptr: "192.0.2.25 mx.lab.test"',
        ],
      }),
    );
    write('anchor.key', anchor);
    ending.push(await start(folder, PROGRAMS.unbound, ['-d', '-c', at('unbound.conf')], [udp, unbound]));

    const [, , , flags = '', protocol = '', algorithm = '', ...key] = anchor.trim().split(/\s+/);
    const forwarded = ['lab.test', 'plain.test']
      .map((name) => `zone "${name}" { type forward; forward only; forwarders { 127.0.0.1 port ${udp}; }; };`)
      .join('\n');
    write(
      'named.conf',
      `tls doh { cert-file "${at('certificate.pem')}"; key-file "${at('key.pem')}"; };
http doh { endpoints { "/dns-query"; }; };
options {
  directory "${folder}"; pid-file none; session-keyfile none; managed-keys-directory "${folder}";
  listen-on port ${bind} tls doh http doh { 127.0.0.1; }; listen-on-v6 { none; };
  recursion yes; allow-query { any; }; dnssec-validation yes; empty-zones-enable no;
};
controls { };
trust-anchors { lab.test. static-key ${flags} ${protocol} ${algorithm} "${key.join('')}"; };
${forwarded}
`,
    );
    ending.push(await start(folder, PROGRAMS.named, ['-g', '-n', '1', '-c', at('named.conf')], [bind]));

    write(
      'dnsdist.conf',
      `newServer({ address = "127.0.0.1:${udp}" })
setLocal("127.0.0.1:${(await freePorts(1))[0]}")
addDOHLocal("127.0.0.1:${dnsdist}", "${at('certificate.pem')}", "${at('key.pem')}", "/dns-query")
`,
    );
    const quiet = ['--supervised', '--disable-syslog', '-C', at('dnsdist.conf')];
    ending.push(await start(folder, PROGRAMS.dnsdist, quiet, [dnsdist]));

    const url = (port: number) => `https://127.0.0.1:${port}/dns-query`;
    return {
      urls: { unbound: url(unbound), bind: url(bind), dnsdist: url(dnsdist) },
      plain: udp,
      certificate: readFileSync(at('certificate.pem'), 'utf8'),
      key: readFileSync(at('key.pem'), 'utf8'),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function certify(folder: string): void {
  const names = 'subjectAltName=IP:127.0.0.1,DNS:localhost';
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc', '-days', '2'];
  const files = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'certificate.pem')];
  execFileSync('openssl', ['req', '-x509', ...kind, '-subj', '/CN=localhost', '-addext', names, ...files], {
    stdio: 'pipe',
  });
}

/** Signs the zone, changes what one signature is of, and answers the trust anchor. */
function sign(folder: string): string {
  const anchor = signZone(folder, 'lab.test');
  const signed = join(folder, 'lab.test.zone.signed');
  writeFileSync(signed, readFileSync(signed, 'utf8').replace(SIGNED_ADDRESS, CHANGED_ADDRESS));
  return anchor;
}

/** Starts a server and waits until it listens. Answers how to end it. */
function start(
  folder: string,
  program: string,
  args: readonly string[],
  ports: readonly number[],
): Promise<() => Promise<void>> {
  const own = ownCopy(program, folder);
  return runServer({
    name: basename(program),
    command: [own, ...args],
    cwd: folder,
    log: `${own}.log`,
    ports: ports.map((port) => ['127.0.0.1', port]),
  });
}

/** All of them are open at once, so that they differ. */
async function freePorts<const N extends number>(count: N): Promise<Ports<N>> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports as unknown as Ports<N>;
}
type Ports<N extends number> = N extends 4 ? [number, number, number, number] : [number];

/** A name server that never answers. */
async function silentPort(): Promise<{ port: number; close: () => Promise<void> }> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return { port: socket.address().port, close: () => new Promise((resolve) => socket.close(() => resolve())) };
}
