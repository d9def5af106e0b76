/** The container's file and the systemd unit, as far as they can be tried without either: what they name is there, and it runs so. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const file = readFileSync(join(ROOT, 'companion/Containerfile'), 'utf8');
const lines = file
  .split('\n')
  .map((line) => line.trim())
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => [line.split(' ')[0] ?? '', line.slice(line.indexOf(' ') + 1)] as const);
const second = lines.findLastIndex(([word]) => word === 'FROM');
const last = lines.slice(second);
const of = (word: string) => last.filter(([one]) => one === word).map(([, rest]) => rest);
/** What comes from the repository into the first stage: sources and destination. */
const copies = lines
  .slice(0, second)
  .filter(([word]) => word === 'COPY')
  .map(([, rest]) => {
    const words = rest.split(' ');
    return { from: words.slice(0, -1), to: words.at(-1) ?? '' };
  });
const unit = join(ROOT, 'companion/hoplock-companion.service');

/** Folders of node_modules that the companion needs when it runs, by the lock file alone. */
function packagesNeeded(): string[] {
  type Entry = { dependencies?: Record<string, string>; optional?: boolean };
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Entry>;
  };
  const needed = new Set<string>();
  const walk = (from: string) => {
    for (const name of Object.keys(packages[from]?.dependencies ?? {})) {
      // as Node looks: in the nearest folder first
      let at: string | null = from;
      while (at !== null) {
        const path: string = `${at === '' ? '' : `${at}/`}node_modules/${name}`;
        if (packages[path]) {
          if (!needed.has(path)) {
            needed.add(path);
            walk(path);
          }
          break;
        }
        at = at === '' ? null : at.includes('/node_modules/') ? at.slice(0, at.lastIndexOf('/node_modules/')) : '';
      }
    }
  };
  walk('companion');
  return [...needed];
}

describe('the container', () => {
  it('names its images in full, and needs no root, shell, secret or download', () => {
    for (const [, image] of lines.filter(([word]) => word === 'FROM')) {
      expect(image).toMatch(/^[a-z.]+\.[a-z]+\/[\w./-]+:[\w.-]+(?: AS \w+)?$/);
      expect(image).not.toMatch(/:latest\b/);
    }
    expect(lines.map(([word]) => word)).not.toContain('ADD');
    for (const word of ['RUN', 'CMD', 'ENTRYPOINT'])
      for (const [, rest] of lines.filter(([one]) => one === word)) expect(Array.isArray(JSON.parse(rest))).toBe(true);
    expect(of('HEALTHCHECK').join()).toMatch(/CMD \["/);
    expect(of('RUN')).toEqual([]);
    const [user = ''] = of('USER');
    expect(Number(user.split(':')[0])).toBeGreaterThan(0);
    expect(file).not.toMatch(/password|secret|token/i);
  });

  it('copies what is there, and the ignore file lets it through', () => {
    expect(copies.length).toBeGreaterThan(3);
    const let_ = readFileSync(join(ROOT, 'companion/Containerfile.dockerignore'), 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    for (const path of copies.flatMap(({ from }) => from)) {
      expect([path, existsSync(join(ROOT, path))]).toEqual([path, true]);
      expect([path, let_.some((one) => path === one || path.startsWith(`${one}/`))]).toEqual([path, true]);
    }
  });

  it('runs from what it copies alone, as somebody else, with nothing to write to but its data', async () => {
    const root = mkdtempSync(join(tmpdir(), 'hoplock-image-'));
    const source = join(root, 'source');
    const app = join(root, 'app');
    const data = join(root, 'data');
    mkdirSync(data);
    const shipped = (path: string) =>
      !/\.test\.tsx?$|\/testing(?:\/|$)|\/node_modules|companion\/(?:dns|test)\b/.test(path);
    for (const { from, to } of copies)
      for (const path of from)
        cpSync(join(ROOT, path), join(source, to === './' ? path : to), { recursive: true, filter: shipped });
    const [, make = '[]'] = lines.find(([word]) => word === 'RUN') ?? [];
    const argv = (JSON.parse(make) as string[]).slice(1).map((word) => (word === '/app' ? app : word));
    expect(spawnSync(process.execPath, argv, { cwd: source, encoding: 'utf8' })).toMatchObject({
      status: 0,
      stderr: '',
    });
    for (const path of packagesNeeded()) {
      mkdirSync(join(app, dirname(path)), { recursive: true });
      cpSync(join(ROOT, path), join(app, path), {
        recursive: true,
        filter: (one) => !one.slice(join(ROOT, path).length + 1).includes('node_modules'),
      });
    }
    const isRoot = process.getuid?.() === 0;
    const uid = Number(of('USER')[0]?.split(':')[0]);
    chmodSync(root, 0o755);
    spawnSync('chmod', ['-R', 'a+rX,a-w', app]);
    if (isRoot) chownSync(data, uid, uid);
    const entry = JSON.parse(of('ENTRYPOINT')[0] ?? '[]') as string[];
    const env = Object.fromEntries((of('ENV')[0] ?? '').split(' ').map((pair) => pair.split('=') as [string, string]));
    const child = spawn(nodeFor(root, isRoot), entry.slice(1), {
      cwd: app,
      env: {
        ...env,
        HOPLOCK_COMPANION_DATA: data,
        HOPLOCK_COMPANION_PORT: '0',
        HOPLOCK_COMPANION_RESOLVERS: '127.0.0.1',
      },
      ...(isRoot ? { uid, gid: uid } : {}),
    });
    let said = '';
    child.stdout.on('data', (piece) => (said += piece));
    child.stderr.on('data', (piece) => (said += piece));
    const ended = new Promise((resolve) => child.once('close', resolve));
    try {
      await expect.poll(() => said, { timeout: 30_000 }).toMatch(/listening at http:\/\/127\.0\.0\.1:\d+/);
      const [, port] = /127\.0\.0\.1:(\d+)/.exec(said) ?? [];
      const health = of('HEALTHCHECK')[0]?.match(/CMD (\[.*\])$/)?.[1] ?? '[]';
      const check = (JSON.parse(health) as string[]).slice(1).map((word) => word.replace('8453', port ?? ''));
      expect(spawnSync(process.execPath, check).status).toBe(0);
      expect((await fetch(`http://127.0.0.1:${port}/metrics`)).status).toBe(401);
      expect(readdirSync(data)).toContain('reports.sqlite');
      child.kill('SIGTERM');
      expect(await ended).toBe(0);
    } finally {
      child.kill('SIGKILL');
      await ended;
      spawnSync('chmod', ['-R', 'u+w', app]);
      rmSync(root, { recursive: true, force: true });
    }
  }, 90_000);
});

/** Node where somebody else may run it: a folder of root's may be closed to others. */
function nodeFor(folder: string, isRoot: boolean): string {
  if (!isRoot) return process.execPath;
  const own = join(folder, 'node');
  cpSync(process.execPath, own);
  chmodSync(own, 0o755);
  return own;
}

describe('the systemd unit', () => {
  const text = readFileSync(unit, 'utf8');

  it('starts what the container does', () => {
    const entry = JSON.parse(of('ENTRYPOINT')[0] ?? '[]') as string[];
    expect(entry).toHaveLength(2);
    expect(text.split('\n')).toContain(`ExecStart=/usr/bin/node ${entry[1]}`);
  });

  it('is well formed, and leaves little open', ({ skip }) => {
    if (spawnSync('systemd-analyze', ['--version']).status !== 0) skip('there is no systemd-analyze here');
    const rated = spawnSync('systemd-analyze', ['security', '--offline=true', '--threshold=15', '--no-pager', unit], {
      encoding: 'utf8',
    });
    expect(rated.stdout).toMatch(/Overall exposure level .*: [01]\.\d OK/);
    expect(rated.status).toBe(0);
    const folder = mkdtempSync(join(tmpdir(), 'hoplock-unit-'));
    const here = join(folder, 'hoplock-companion.service');
    writeFileSync(here, text.replaceAll('/usr/bin/node', process.execPath));
    const verified = spawnSync('systemd-analyze', ['verify', '--man=no', here], { encoding: 'utf8' });
    const ours = verified.stderr.split('\n').filter((line) => line.includes('hoplock-companion'));
    rmSync(folder, { recursive: true });
    expect(ours).toEqual([]);
  });
});
