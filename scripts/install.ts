/**
 * What `npm run demo` and `npm test` need beyond npm packages, and how it comes here: Debian packages, by apt. Mail servers
 * that exclude one another are not installed at all, nor what would bring a mail server or a database along: these packages
 * are downloaded and unpacked into a folder, which is laid over /usr in the namespace where they run (test/stack/enter.ts). No
 * service is started, now or at the next boot.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { whyNotEnter } from '../test/stack/enter.ts';
import { RELAY_FILES, SOGO_FILES } from '../test/stack/place.ts';
import { command, endAll } from './command.ts';
import type { Obstacle } from './install-words.ts';
import { installWords } from './install-words.ts';
import { progress } from './progress.ts';

/** Something that a script needs. */
export type Part = 'servers' | 'webmail' | 'sogo' | 'resolvers' | 'chromium' | 'firefox' | 'screen';

const FONTS = ['fonts-noto-cjk', 'fonts-noto-color-emoji', 'fonts-dejavu-core'] as const;

const PACKAGES: Readonly<Record<Part, readonly string[]>> = {
  servers: [
    'dovecot-imapd',
    'dovecot-lmtpd',
    'openssl',
    'iproute2',
    'm4',
    'netbase',
    'unbound',
    'bind9-utils',
    'python3',
  ],
  webmail: ['roundcube-core', 'roundcube-sqlite3', 'php-cli', 'php-sqlite3'],
  sogo: ['tzdata'],
  resolvers: ['unbound', 'bind9', 'bind9-utils', 'dnsdist', 'openssl'],
  chromium: ['chromium', ...FONTS],
  firefox: ['firefox-esr', 'firefox-esr-l10n-ja', ...FONTS],
  screen: ['xvfb', 'xdotool'],
};

/** Major versions that the extension needs (wxt.config.ts). Lists of packages that lie about may know older ones alone. */
const OLDEST: Readonly<Record<string, number>> = { chromium: 148, 'firefox-esr': 142, 'firefox-esr-l10n-ja': 142 };

/** Unpacked in this order; of files that several have, the last package's stays. Postfix only if it is not installed. */
const RELAYS = ['exim4-base', 'exim4-daemon-light', 'sendmail-base', 'sendmail-bin', 'sendmail-cf'] as const;
/** What judges mail for a receiver, and signs it for a sender. A distribution may have left one out: then its mails are left out. */
const JUDGES: readonly string[] = [
  'opendkim',
  'opendmarc',
  'postfix-policyd-spf-python',
  'python3-spf-engine',
  'python3-spf',
  'python3-dns',
  'python3-authres',
  'rspamd',
];
const BORDER = 'postfix';
/** Unpacked as well: SOGo with its cache. The database that it needs is the one that this name stands for. */
const SOGO = ['sogo-common', 'sogo', 'memcached'] as const;
const DATABASE = 'postgresql';
/** Every mail server has its own of these; those of Postfix are wanted. */
const SENDMAIL_NAMES = [
  'sbin/sendmail',
  'lib/sendmail',
  'bin/mailq',
  'bin/newaliases',
  'sbin/rmail',
  'sbin/exim',
  'sbin/runq',
];

/** Named before a package, so that apt takes it for what that package needs: Roundcube wants some PHP, by default Apache's. */
const INSTEAD: Readonly<Record<string, string>> = { 'roundcube-core': 'php-cgi' };
/** Answers to questions that packages would ask. */
const ANSWERS: Readonly<Record<string, string>> = {
  'roundcube-core': 'roundcube-core roundcube/dbconfig-install boolean false',
};
/** Packages whose service would start at the next boot. */
const SERVICES: Readonly<Record<string, string>> = {
  'dovecot-imapd': 'dovecot.service',
  'dovecot-lmtpd': 'dovecot.service',
  unbound: 'unbound.service',
  bind9: 'named.service',
  dnsdist: 'dnsdist.service',
};

/** Another apt may be at work, at boot time for instance. */
const LOCK_SECONDS = 600;
const LOCK_EVERY_MS = 3000;
/** Exit code by which maintainer scripts learn that a service must not be started. */
const POLICY = '/usr/sbin/policy-rc.d';
const POLICY_TEXT = '#!/bin/sh\nexit 101\n';

export type Ensured =
  | { readonly ok: true }
  /** `words`: see `installWords`. */
  | { readonly ok: false; readonly words: string };

/** Installs what is missing of `parts`. Takes less than a second when nothing is. */
export async function ensure(parts: readonly Part[]): Promise<Ensured> {
  const wanted = [...new Set(parts.flatMap((part) => PACKAGES[part]))];
  const missing = [...new Set([...notInstalled(wanted), ...tooOld(wanted)])];
  const trees = treesWanted(parts);
  if (missing.length > 0 || trees.length > 0) {
    const obstacle = whyNotInstall() ?? (await install(missing, trees));
    if (obstacle !== null) {
      return {
        ok: false,
        words: installWords(
          missing,
          trees.flatMap(({ names }) => names),
          obstacle,
        ),
      };
    }
  }
  const reason = parts.includes('servers') || parts.includes('webmail') ? whyNotEnter() : null;
  if (reason === null) return { ok: true };
  return { ok: false, words: installWords([], [], { kind: 'namespaces', reason, root: process.getuid?.() === 0 }) };
}

function whyNotInstall(): Obstacle | null {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  const value = (key: string) => new RegExp(`^${key}=(.*)$`, 'm').exec(release)?.[1]?.replaceAll('"', '') ?? '';
  const family = `${value('ID')} ${value('ID_LIKE')}`.split(' ');
  // Ubuntu's chromium is a snap, and it has no firefox-esr.
  const debian = process.platform === 'linux' && family.includes('debian') && !family.includes('ubuntu');
  if (!debian || spawnSync('apt-get', ['--version']).error) {
    return { kind: 'not-debian', system: value('PRETTY_NAME') || process.platform };
  }
  return process.getuid?.() === 0 ? null : { kind: 'not-root' };
}

function notInstalled(names: readonly string[]): string[] {
  const asked = spawnSync('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Abbrev}\\n', ...names], {
    encoding: 'utf8',
  });
  const there = new Set(
    (asked.stdout ?? '')
      .split('\n')
      .filter((row) => / [ih]i/.test(row))
      .map((row) => row.split(' ')[0]),
  );
  return names.filter((name) => !there.has(name));
}

/** Those that are installed in a version that will not do. */
function tooOld(names: readonly string[]): string[] {
  return names.filter((name) => {
    const oldest = OLDEST[name];
    if (oldest === undefined) return false;
    const version = spawnSync('dpkg-query', ['-W', '-f', '${Version}', name], { encoding: 'utf8' }).stdout ?? '';
    const major = Number.parseInt(version, 10);
    return Number.isFinite(major) && major < oldest;
  });
}

/** Packages to unpack, and the folder that their files go to. */
interface Tree {
  readonly folder: string;
  readonly names: readonly string[];
}

/** What is still to be unpacked. */
function treesWanted(parts: readonly Part[]): Tree[] {
  const trees: Tree[] = [];
  if (parts.includes('servers')) {
    const always = [...RELAYS, ...JUDGES];
    trees.push({ folder: RELAY_FILES, names: notInstalled([BORDER]).length > 0 ? [...always, BORDER] : always });
  }
  if (parts.includes('sogo')) trees.push({ folder: SOGO_FILES, names: [...SOGO, DATABASE] });
  return trees.filter(({ folder, names }) => {
    const stamp = join(folder, 'unpacked');
    return !existsSync(stamp) || readFileSync(stamp, 'utf8') !== names.join(' ');
  });
}

async function install(missing: readonly string[], trees: readonly Tree[]): Promise<Obstacle | null> {
  const restore = holdServices();
  // apt is told to end and does so in good order; then what we changed is put back.
  let stopped = 0;
  const stop = (signal: NodeJS.Signals) => {
    stopped = signal === 'SIGINT' ? 130 : 143;
    endAll();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  try {
    await progress('Debian packages', async (say) => {
      let failed = (await aptInstall(missing, say)) ?? (await unpackAll(trees, say));
      if ((failed !== null || tooOld(missing).length > 0) && !stopped) {
        // No package lists yet, or lists older than the mirror. Only with new ones is it known what there is not.
        failed =
          (await apt(['update'], say)) ??
          (await aptInstall(missing, say)) ??
          (await unpackAll(trees, say, (name) => !JUDGES.includes(name) || isOffered(name)));
      }
      if (failed !== null) throw new Error(failed);
      const old = tooOld(missing);
      if (old.length > 0) throw new Error(`no newer ${old.join(', ')} is offered`);
    });
    return null;
  } catch (error) {
    return { kind: 'apt', output: error instanceof Error ? error.message : String(error) };
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
    restore();
    if (stopped) process.exit(stopped);
  }
}

async function aptInstall(names: readonly string[], say: (detail: string) => void): Promise<string | null> {
  if (names.length === 0) return null;
  const answers = names.map((name) => ANSWERS[name]).filter((answer) => answer !== undefined);
  if (answers.length > 0) spawnSync('debconf-set-selections', { input: `${answers.join('\n')}\n` });
  const instead = names.map((name) => INSTEAD[name]).filter((name) => name !== undefined);
  // Whatever is installed stays: rather no demonstration than a mail server less.
  const failed = await apt(['install', '--yes', '--no-install-recommends', '--no-remove', ...instead, ...names], say);
  const services = new Set(names.map((name) => SERVICES[name]).filter((service) => service !== undefined));
  for (const service of services) spawnSync('systemctl', ['disable', '--quiet', service]);
  return failed;
}

async function apt(args: readonly string[], say: (detail: string) => void, cwd?: string): Promise<string | null> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' };
  const options = [
    '-o',
    `DPkg::Lock::Timeout=${LOCK_SECONDS}`,
    '-o',
    'Dpkg::Use-Pty=0',
    '-o',
    'APT::Sandbox::User=root',
  ];
  const until = Date.now() + LOCK_SECONDS * 1000;
  let mended = false;
  for (;;) {
    const onLine = (line: string) => say(line.trim().slice(0, 60));
    const ended = await command('apt-get', [...options, ...args], {
      env,
      onLine,
      ...(cwd === undefined ? {} : { cwd }),
    });
    if (ended.code === 0) return null;
    if (ended.output.includes('dpkg --configure -a') && !mended) {
      // Somebody's apt was ended half-way, ours perhaps.
      mended = true;
      await command('dpkg', ['--configure', '-a'], { env, onLine });
      continue;
    }
    if (!/Could not get lock|Unable to lock/.test(ended.output) || Date.now() > until) {
      return ended.output.trim().split('\n').slice(-12).join('\n');
    }
    say('waiting for another apt to end');
    await pause(LOCK_EVERY_MS);
  }
}

const isOffered = (name: string): boolean => spawnSync('apt-cache', ['show', name], { stdio: 'ignore' }).status === 0;

/** The package with the server itself: its name holds a version, and `postgresql` but points to it. */
function pointedTo(name: string): string {
  if (name !== DATABASE) return name;
  const depends = spawnSync('apt-cache', ['depends', name], { encoding: 'utf8' }).stdout ?? '';
  return new RegExp(`Depends: (${name}-\\d+)$`, 'm').exec(depends)?.[1] ?? name;
}

async function unpackAll(
  trees: readonly Tree[],
  say: (detail: string) => void,
  isWanted: (name: string) => boolean = () => true,
): Promise<string | null> {
  for (const tree of trees) {
    const failed = await unpack(tree, say, isWanted);
    if (failed !== null) return failed;
  }
  return null;
}

/** Downloads packages and unpacks them, without installing, but those to be left out; installs the libraries they need. */
async function unpack(
  { folder, names: wanted }: Tree,
  say: (detail: string) => void,
  isWanted: (name: string) => boolean,
): Promise<string | null> {
  const names = wanted.filter(isWanted).map(pointedTo);
  if (names.length === 0) return null;
  rmSync(folder, { recursive: true, force: true });
  const debs = join(folder, 'debs');
  mkdirSync(debs, { recursive: true });
  const failed = await apt(['download', ...names], say, debs);
  if (failed !== null) return failed;
  const files = new Map(readdirSync(debs).map((file) => [file.split('_')[0] ?? '', join(debs, file)]));
  const libraries = new Set<string>();
  for (const name of names) {
    const file = files.get(name);
    if (file === undefined) return `apt-get did not bring ${name}`;
    const depends = spawnSync('dpkg-deb', ['-f', file, 'Depends'], { encoding: 'utf8' }).stdout;
    for (const clause of depends.split(',')) {
      const [first = ''] = clause.trim().split(/[ :|(]/);
      // not what a browser runs
      if (first.startsWith('lib') && !first.startsWith('libjs-')) libraries.add(first);
    }
  }
  const without = await aptInstall(notInstalled([...libraries]), say);
  if (without !== null) return without;
  const tree = join(folder, 'tree');
  for (const name of names) {
    if (name === BORDER || names.at(-1) !== BORDER) say(`unpacking ${name}`);
    if (name === BORDER) for (const path of SENDMAIL_NAMES) rmSync(join(tree, 'usr', path), { force: true });
    const done = await command('dpkg-deb', ['-x', files.get(name) ?? '', tree]);
    if (done.code !== 0) return done.output;
    // On a system with a merged /usr a /lib of our own would hide the system's.
    for (const old of ['bin', 'sbin', 'lib']) {
      if (!existsSync(join(tree, old))) continue;
      await command('cp', ['-a', join(tree, old), join(tree, 'usr')]);
      rmSync(join(tree, old), { recursive: true });
    }
  }
  if (!names.includes(BORDER)) for (const path of SENDMAIL_NAMES) rmSync(join(tree, 'usr', path), { force: true });
  renameSync(join(tree, 'usr'), join(folder, 'usr'));
  if (names.includes(BORDER)) renameSync(join(tree, 'etc'), join(folder, 'etc'));
  rmSync(tree, { recursive: true });
  rmSync(debs, { recursive: true });
  writeFileSync(join(folder, 'unpacked'), wanted.join(' '));
  return null;
}

/** No package may start a service while we install: maintainer scripts ask policy-rc.d. Answers how to undo it. */
function holdServices(): () => void {
  const kept = `${POLICY}.hoplock-kept`;
  if (existsSync(POLICY) && readFileSync(POLICY, 'utf8').includes('exit 101')) return () => {};
  const had = existsSync(POLICY);
  if (had) renameSync(POLICY, kept);
  writeFileSync(POLICY, POLICY_TEXT, { mode: 0o755 });
  const restore = () => {
    process.off('exit', restore);
    if (had) renameSync(kept, POLICY);
    else rmSync(POLICY, { force: true });
  };
  process.on('exit', restore);
  return restore;
}
