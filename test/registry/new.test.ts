import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { create } from '../../scripts/new.ts';
import { paths, ROOT, tree } from '../architecture/tree';
import { endsIn, isRead, registryFaults } from './registry';

/** `npm run new` in a copy of the repository: the tree must compile and pass, but for the words that only people can write. */
describe('npm run new', () => {
  let copy = '';
  const run = (name: string, ...args: string[]) => {
    const done = spawnSync(join(copy, 'node_modules', '.bin', name), args, { cwd: copy, encoding: 'utf8' });
    return { ok: done.status === 0, words: done.status === 0 ? '' : done.stdout + done.stderr };
  };
  const faults = () => {
    const files = tree(isRead, copy);
    return registryFaults(files, endsIn(files));
  };
  let before: string[] = [];

  beforeAll(async () => {
    copy = mkdtempSync(join(tmpdir(), 'hoplock-new-'));
    for (const path of paths()) cpSync(join(ROOT, path), join(copy, path));
    for (const folder of ['node_modules', 'companion/node_modules'])
      if (existsSync(join(ROOT, folder))) symlinkSync(join(ROOT, folder), join(copy, folder));
    before = faults();
    for (const [kind, id] of [
      ['check', 'later-hop'],
      ['webmail', 'some-mail'],
    ] as const) {
      expect(await create(copy, kind, id)).toHaveProperty('paths');
    }
    run('wxt', 'prepare');
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it('writes what type-checks', () => {
    expect(run('tsc', '--noEmit')).toEqual({ ok: true, words: '' });
    expect(run('tsc', '-p', 'lib/verify')).toEqual({ ok: true, words: '' });
  });

  it('writes tests that pass', () => {
    const own = ['lib/verify/checks/later-hop.test.ts', 'lib/webmail/some-mail.test.ts'];
    expect(run('vitest', 'run', '--project', 'unit', ...own)).toEqual({ ok: true, words: '' });
  });

  it('writes what the formatter and the linter accept', () => {
    const code = ['lib/verify/checks/', 'lib/webmail/'].flatMap((folder) =>
      ['index', 'later-hop', 'later-hop.test', 'some-mail', 'some-mail.test']
        .map((name) => `${folder}${name}.ts`)
        .filter((path) => existsSync(join(copy, path))),
    );
    const others = ['docs/checks/later-hop.md', 'docs/webmail.md', 'public/_locales/en/messages.json'];
    expect(code).toHaveLength(6);
    expect(run('prettier', '--check', ...others, ...code, 'entrypoints/some-mail.ts')).toEqual({ ok: true, words: '' });
    expect(run('eslint', ...code, 'entrypoints/some-mail.ts')).toEqual({ ok: true, words: '' });
  });

  it('leaves nothing to the registry but the wording, and all of that', () => {
    const added = faults().filter((fault) => !before.includes(fault));
    expect(added.filter((fault) => !/is still to be worded$/.test(fault))).toEqual([]);
    expect(added.map((fault) => fault.split(': is still')[0]).sort()).toEqual(
      [
        'docs/checks/later-hop.md',
        'docs/webmail.md',
        'en: check_later_hop_found',
        'en: check_later_hop_none',
        'ja: check_later_hop_found',
        'ja: check_later_hop_none',
      ].sort(),
    );
  });

  it('refuses an id that is taken or is none, and writes nothing', async () => {
    const index = readFileSync(join(copy, 'lib/verify/checks/index.ts'), 'utf8');
    expect(await create(copy, 'check', 'later-hop')).toHaveProperty('refused');
    expect(await create(copy, 'check', '../evil')).toHaveProperty('refused');
    expect(await create(copy, 'check', 'Later')).toHaveProperty('refused');
    expect(readFileSync(join(copy, 'lib/verify/checks/index.ts'), 'utf8')).toBe(index);
  });
});
