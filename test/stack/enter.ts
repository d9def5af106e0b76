/**
 * Everything of the demonstration and of the end-to-end tests runs in namespaces of its own, made by `unshare` as root:
 *
 * - network: a loopback that carries public-looking addresses, ports 25 and 80 are free, no way out to the internet;
 * - mount: own hosts, users and server configuration laid over /etc, the relays' programs laid over /usr, nothing on disk
 *   outside FOLDER is written;
 * - process: the script is process 1 in there. When it ends, however it ends, the kernel ends all that it started.
 *
 * Outside stays one waiting process. If that is killed, `setpriv --pdeathsig` ends `unshare`, whose `--kill-child` ends
 * process 1. `flock` lets two runs over the same FOLDER take turns.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { NAMELESS_ADDRESSES, NAMES } from './network.ts';
import { authority } from './pki.ts';
import { FOLDER, INSIDE, RELAY_FILES, SOGO_FILES } from './place.ts';

const MARK = 'HOPLOCK_NAMESPACE';
/** Browser profiles and the like; emptied at each entry, for a killed run leaves them. */
const TEMPORARY = `${INSIDE}/tmp`;
/** flock's answer where another run holds the folder; no script of ours ends with it. */
const BUSY = 199;
/** After Ctrl-C the script inside has this long to close its browser; then all is ended. */
const GRACE_MS = 5000;

/** Users that the servers insist on; they exist inside the namespace only. */
const USERS: readonly (readonly [name: string, id: number])[] = [
  ['vmail', 62501],
  ['postfix', 62505],
  ['Debian-exim', 62502],
  ['smmta', 62503],
  ['smmsp', 62504],
  ['sogo', 62507],
];

/** True in a script that `enter` has started, and in what that script starts. */
export const isInside = (): boolean => process.env[MARK] === '1';

/** Why this machine cannot make the namespaces, or null. */
export function whyNotEnter(): string | null {
  if (process.platform !== 'linux') return 'namespaces need Linux';
  if (process.getuid?.() !== 0) return 'namespaces and ports below 1024 need root';
  const trial = spawnSync('unshare', [...NAMESPACES, 'mount', '-t', 'tmpfs', 'tmpfs', '/srv'], { encoding: 'utf8' });
  if (trial.error) return `unshare: ${trial.error.message}`;
  if (trial.status !== 0) return `unshare: ${trial.stderr.trim()} (in a container: start it with --privileged)`;
  return null;
}

const NAMESPACES = ['--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc'] as const;

/**
 * Re-executes this script inside the namespaces and never returns outside of them; the exit code is handed on. Inside it
 * returns as soon as network and mounts stand. Call it first thing.
 */
export async function enter(): Promise<void> {
  if (isInside()) {
    if (process.pid === 1) furnish();
    return;
  }
  mkdirSync(FOLDER, { recursive: true });
  let code = await run(['--nonblock', '--conflict-exit-code', String(BUSY)]);
  if (code === BUSY) {
    process.stderr.write(
      `Another run uses ${FOLDER}; waiting for it to end (HOPLOCK_STACK_DIR names another folder).\n`,
    );
    code = await run([]);
  }
  process.exit(code);
}

function run(lockOptions: readonly string[]): Promise<number> {
  const script = [process.execPath, ...process.execArgv, ...process.argv.slice(1)];
  const chain = [
    '--pdeathsig',
    'KILL',
    'flock',
    '--no-fork',
    ...lockOptions,
    join(FOLDER, 'lock'),
    'unshare',
    ...NAMESPACES,
  ];
  return new Promise((resolve, reject) => {
    const child = spawn('setpriv', [...chain, ...script], {
      stdio: 'inherit',
      env: { ...process.env, [MARK]: '1', TMPDIR: TEMPORARY },
    });
    let timer: NodeJS.Timeout | undefined;
    // Ctrl-C reaches the script inside from the terminal; a TERM or HUP sent to this process alone does not.
    const end = (signal: NodeJS.Signals) => {
      if (signal !== 'SIGINT') child.kill('SIGKILL');
      timer ??= setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
    };
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
    for (const signal of signals) process.on(signal, end);
    const done = () => {
      clearTimeout(timer);
      for (const signal of signals) process.off(signal, end);
    };
    child.on('error', (error) => {
      done();
      reject(error);
    });
    child.on('close', (code, signal) => {
      done();
      resolve(code ?? (signal === 'SIGINT' ? 130 : 143));
    });
  });
}

/** What lies over /etc. Written before it is mounted: an overlay's layers must not change under it. */
function writeEtc(): void {
  const etc = join(FOLDER, 'etc');
  rmSync(etc, { recursive: true, force: true });
  mkdirSync(etc, { recursive: true });
  const lines = (rows: readonly string[]) => `${rows.join('\n')}\n`;
  const missing = (text: string, name: string) => !text.startsWith(`${name}:`) && !text.includes(`\n${name}:`);
  const passwd = readFileSync('/etc/passwd', 'utf8');
  const group = readFileSync('/etc/group', 'utf8');
  // A group without a user: Postfix's mail drop.
  const drop = missing(group, 'postdrop') ? ['postdrop:x:62506:'] : [];
  const users = USERS.filter(([name]) => missing(passwd, name)).map(
    ([n, id]) => `${n}:x:${id}:${id}::/nonexistent:/usr/sbin/nologin`,
  );
  const groups = USERS.filter(([name]) => missing(group, name)).map(([name, id]) => `${name}:x:${id}:`);
  writeFileSync(join(etc, 'hosts'), lines(NAMES.map(([address, name]) => `${address}\t${name}`)));
  // What mail servers look up for themselves they ask of the resolver in here (resolver.ts).
  writeFileSync(join(etc, 'resolv.conf'), 'nameserver 127.0.0.1\noptions timeout:1 attempts:1\n');
  writeFileSync(
    join(etc, 'nsswitch.conf'),
    'passwd: files\ngroup: files\nhosts: files\nservices: files\nprotocols: files\n',
  );
  writeFileSync(join(etc, 'passwd'), passwd.replace(/\n*$/, '\n') + users.map((row) => `${row}\n`).join(''));
  writeFileSync(
    join(etc, 'group'),
    group.replace(/\n*$/, '\n') + [...groups, ...drop].map((row) => `${row}\n`).join(''),
  );
  trustAuthority(etc);
  // Programs that look for their configuration nowhere else.
  mkdirSync(join(etc, 'postfix'));
  for (const name of ['main.cf', 'master.cf'])
    symlinkSync(join(INSIDE, 'postfix/conf', name), join(etc, 'postfix', name));
  symlinkSync(join(INSIDE, 'exim/conf'), join(etc, 'exim4'));
  symlinkSync(join(INSIDE, 'sendmail/conf'), join(etc, 'mail'));
  symlinkSync(join(INSIDE, 'sogo/conf'), join(etc, 'sogo'));
}

/** Browsers ask the resolver in here over HTTPS; an administrator's policy tells them whose certificates to trust. */
function trustAuthority(etc: string): void {
  const { chain } = authority(FOLDER);
  const policy = (folder: string, name: string, content: object) => {
    mkdirSync(join(etc, folder), { recursive: true });
    writeFileSync(join(etc, folder, name), JSON.stringify(content));
  };
  const der = readFileSync(chain, 'utf8').replace(/-----[^-]+-----|\s/g, '');
  policy('chromium/policies/managed', 'authority.json', { CACertificates: [der] });
  const install = [chain.replace(FOLDER, INSIDE)];
  policy('firefox/policies', 'policies.json', { policies: { Certificates: { Install: install } } });
}

/** Runs as process 1: addresses and mounts. */
function furnish(): void {
  writeEtc();
  rmSync(join(FOLDER, 'tmp'), { recursive: true, force: true });
  mkdirSync(join(FOLDER, 'tmp'), { mode: 0o1777 });
  const v6 = existsSync('/proc/net/if_inet6');
  const addresses = [...NAMES.map(([address]) => address), ...NAMELESS_ADDRESSES].filter(
    (address) => !address.startsWith('127.') && address !== '::1' && (v6 || !address.includes(':')),
  );
  const has = (name: string) => existsSync(join(RELAY_FILES, name));
  const laid = [
    // a folder that is unpacked anew stands from its first file on, whole only with its stamp
    ...(existsSync(join(SOGO_FILES, 'unpacked')) ? ['$SOGO/usr'] : []),
    ...(has('usr') ? ['$UNPACKED/usr'] : []),
  ];
  const script = [
    'ip link set lo up',
    ...addresses.map((address) => `ip address add ${address}/${address.includes(':') ? '128 nodad' : '32'} dev lo`),
    // A mount point of our own without touching the disk.
    `mount -t tmpfs -o mode=755 tmpfs "$(dirname "$INSIDE")"`,
    'mkdir "$INSIDE"',
    'mount --bind "$FOLDER" "$INSIDE"',
    `mount -t overlay -o "lowerdir=$INSIDE/etc:${has('etc') ? '$UNPACKED/etc:' : ''}/etc" overlay /etc`,
    ...(laid.length > 0 ? [`mount -t overlay -o "lowerdir=${laid.join(':')}:/usr" overlay /usr`] : []),
  ].join('\n');
  const made = spawnSync('sh', ['-ec', script], {
    encoding: 'utf8',
    env: { ...process.env, FOLDER, INSIDE, UNPACKED: RELAY_FILES, SOGO: SOGO_FILES },
  });
  if (made.status !== 0) throw new Error(`the namespace could not be furnished: ${made.stderr}`);
  // Process 1 takes no signal it has no handler for.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => process.exit(signal === 'SIGINT' ? 130 : 143));
}
