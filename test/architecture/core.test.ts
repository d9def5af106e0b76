import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from './tree';

const tsc = join(ROOT, 'node_modules', '.bin', 'tsc');

/** Compiles with the core's own settings: all of the core, or the given files beside its platform.d.ts. */
function compile(project: string): { readonly ok: boolean; readonly words: string } {
  const done = spawnSync(tsc, ['--pretty', 'false', '-p', project], { encoding: 'utf8', cwd: ROOT });
  return { ok: done.status === 0, words: done.stdout + done.stderr };
}

describe('the core compiles with no DOM, no Node, no clock', () => {
  let folder = '';
  let words = '';

  /** One file for each, so that one run of the compiler answers for all. */
  const SEEDS: readonly [name: string, text: string, error: RegExp][] = [
    ['fetch', "export const x = fetch('https://example.com/');", /Cannot find name 'fetch'/],
    ['document', 'export const x = document.title;', /Cannot find name 'document'/],
    ['window', 'export const x = window.name;', /Cannot find name 'window'/],
    ['process', 'export const x = process.env;', /Cannot find name 'process'/],
    ['Buffer', "export const x = Buffer.from('');", /Cannot find name 'Buffer'/],
    [
      'node',
      "import { readFileSync } from 'node:fs';\nexport const x = readFileSync;",
      /Cannot find (?:name|module) 'node:fs'/,
    ],
    ['require', "export const x = require('fs');", /Cannot find name 'require'/],
    ['performance', 'export const x = performance.now();', /Cannot find name 'performance'/],
    ['setTimeout', 'export const x = setTimeout(() => {}, 1);', /Cannot find name 'setTimeout'/],
    ['console', "export const x = console.log('');", /Cannot find name 'console'/],
    ['localStorage', 'export const x = localStorage;', /Cannot find name 'localStorage'/],
    ['browser', 'export const x = browser.storage;', /Cannot find name 'browser'/],
    ['globalThis', "export const x = globalThis['fetch'];", /implicitly has an 'any' type/],
    ['element', 'export const x = (e: HTMLElement) => e;', /Cannot find name 'HTMLElement'/],
    ['date-zone', 'export const x = Temporal.Now;', /Cannot find name 'Temporal'/],
  ];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'core-'));
    for (const [name, text] of SEEDS) writeFileSync(join(folder, `${name}.ts`), text);
    writeFileSync(join(folder, 'sound.ts'), "export const x = new URL('https://example.com/').hostname;");
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({
        extends: join(ROOT, 'lib', 'verify', 'tsconfig.json'),
        include: ['*.ts', join(ROOT, 'lib', 'verify', 'platform.d.ts')],
      }),
    );
    ({ words } = compile(folder));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('as it is', () => {
    expect(compile('lib/verify')).toEqual({ ok: true, words: '' });
  });

  it('and a sound file does too', () => {
    expect(words).not.toMatch(/sound\.ts/);
  });

  it.each(SEEDS)('a file that uses %s does not', (name, _, error) => {
    const own = words.split('\n').filter((line) => line.includes(`${name}.ts(`));
    expect(own.join('\n')).toMatch(error);
  });
});
