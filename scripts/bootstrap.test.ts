import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';

let root = '';
const write = (path: string, text: string) => {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
};
const lock = (version: string, more: object = {}) =>
  JSON.stringify({ packages: { '': {}, 'node_modules/a': { version }, ...more } });
const OTHER_PLATFORM = { 'node_modules/b': { version: '1.0.0', optional: true } };

/** Installed packages as npm leaves them, with the Node that runs this test. */
function installed(version: string): void {
  write('node_modules/.package-lock.json', lock(version));
  mkdirSync(join(root, 'node_modules/node/bin'), { recursive: true });
  symlinkSync(process.execPath, join(root, 'node_modules/node/bin/node'));
}

/** Runs the copy; `npm` is a script of ours that leaves a trace and does as told. */
function run(npm: string, ...args: string[]) {
  write('npm.cjs', `require('fs').writeFileSync('npm-was-run', process.argv.slice(2).join(' '));\n${npm}`);
  const done = spawnSync(process.execPath, ['scripts/bootstrap.mjs', ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], npm_execpath: join(root, 'npm.cjs') },
  });
  return { code: done.status, words: done.stdout + done.stderr, asked: existsSync(join(root, 'npm-was-run')) };
}

const GOOD_NPM = `
  const fs = require('fs');
  fs.mkdirSync('node_modules/node/bin', { recursive: true });
  fs.copyFileSync('package-lock.json', 'node_modules/.package-lock.json');
  if (!fs.existsSync('node_modules/node/bin/node')) fs.symlinkSync(process.execPath, 'node_modules/node/bin/node');`;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hoplock-bootstrap-'));
  mkdirSync(join(root, 'scripts'));
  cpSync(fileURLToPath(new URL('bootstrap.mjs', import.meta.url)), join(root, 'scripts/bootstrap.mjs'));
  write('scripts/test.ts', "console.log(`ran ${process.argv.slice(2).join(' ')}`);\nprocess.exitCode = 7;\n");
  write('package-lock.json', lock('1.0.0', OTHER_PLATFORM));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

it('installs nothing where all is there, and hands over with arguments and exit code', () => {
  installed('1.0.0');
  const done = run('', 'test', 'unit', 'types');
  expect(done).toMatchObject({ code: 7, asked: false });
  expect(done.words).toContain('ran unit types');
});

it.each<[string, () => void, string]>([
  ['no packages', () => {}, 'no packages installed yet'],
  ['a package of another version', () => installed('0.9.0'), 'a is not 1.0.0'],
  [
    'no Node of its own',
    () => write('node_modules/.package-lock.json', lock('1.0.0')),
    "the project's own Node is missing",
  ],
])('installs where there is %s', (_, prepare, why) => {
  prepare();
  const done = run(GOOD_NPM, 'test');
  expect(done).toMatchObject({ code: 7, asked: true });
  expect(done.words).toContain(why);
});

it.each([
  ['npm fails', 'process.exitCode = 3;', 3, '`npm ci` failed'],
  ['npm says well and installs something else', '', 1, 'still not right'],
])('does not hand over where %s', (_, npm, code, words) => {
  const done = run(npm, 'test');
  expect(done.code).toBe(code);
  expect(done.words).toContain(words);
  expect(done.words).not.toContain('ran');
});

it.each([[], ['no-such'], ['../npm.cjs']])('refuses %s', (...args) => {
  expect(run('', ...args)).toMatchObject({ code: 2, asked: false });
});
