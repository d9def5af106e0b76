import { describe, expect, it } from 'vitest';
import { isCode, modules } from '../test/architecture/modules';
import { tree } from '../test/architecture/tree';
import { unionOf } from '../test/registry/texts';
import { checks } from '../lib/verify/checks/index';
import { readPages } from './pages';
import { runCli } from './testing/run-cli';

const pages = await readPages(new URL('../', import.meta.url));
const all = modules(tree((path) => isCode(path) && path.startsWith('lib/verify/')));

it.each([
  ['lock', 'lib/verify/verdict.ts#TransitCode'],
  ['seal', 'lib/verify/seal.ts#SenderCode'],
])('docs/%s.md explains every code, and no other', (id, union) => {
  const page = pages.find((one) => one.id === id);
  expect(page?.sections.map(({ code }) => code).sort()).toEqual(unionOf(all, union).sort());
  for (const { code, text } of page?.sections ?? []) expect([code, text.length > 30]).toEqual([code, true]);
});

it('every check has its page among them', () => {
  expect(pages.map(({ id }) => id)).toEqual(expect.arrayContaining(checks.map(({ id }) => id)));
});

describe('hoplock explain', () => {
  it.each([
    ['last-leg/weak-cipher', ['last-leg/weak-cipher\n', 'EXPORT']],
    ['Last-Leg/Encrypted', ['last-leg/encrypted\n']],
    // one code, several pages
    ['weak-cipher', ['lock/weak-cipher\n', 'last-leg/weak-cipher\n']],
    ['seal/third-party', ['seal/third-party\n', 'another domain']],
    ['last-leg', ['last-leg\n', 'encrypted\n', 'no-border\n']],
  ])('%s', async (code, parts) => {
    const { exit, out, err } = await runCli(['explain', code]);
    expect([exit, err]).toEqual([0, '']);
    for (const part of parts) expect(out).toContain(part);
    // Markdown's marks mean nothing on a terminal
    expect(out.match(/\*\*|`|\]\(/g)).toBe(null);
  });

  it('shows what is bold on a terminal', async () => {
    expect((await runCli(['explain', 'lock/encrypted'], { tty: ['stdout'] })).out).toContain('\x1b[1mGreen.\x1b[22m');
  });

  it('without a code lists all', async () => {
    const { exit, out } = await runCli(['explain']);
    expect(exit).toBe(0);
    for (const { id, sections } of pages)
      for (const { code } of sections) expect(out).toMatch(new RegExp(`^${id}  .*\\b${code}\\b`, 'm'));
  });

  it.each([
    ['weak-cypher', 'weak-cipher'],
    ['lst-leg', 'last-leg'],
    ['last-leg/wek-cipher', 'last-leg/weak-cipher'],
    ['rejcet', 'reject'],
  ])('%s: did you mean %s?', async (typed, meant) => {
    const { exit, out, err } = await runCli(['explain', typed]);
    expect([exit, out]).toEqual([64, '']);
    expect(err).toContain(meant);
  });

  it.each(['xyzzy', '../../package', 'lock/', '/', '\x1b[2J', 'x'.repeat(100_000)])('there is no %j', async (typed) => {
    const { exit, out, err } = await runCli(['explain', typed]);
    expect([exit, out]).toEqual([64, '']);
    expect(err.length).toBeLessThan(1_500);
    expect(err).not.toContain('\x1b');
  });
});

it.each(['en', 'ja'])('help and usage in %s', async (language) => {
  const help = await runCli(['--help', '--lang', language]);
  expect([help.exit, help.err]).toEqual([0, '']);
  expect(help.out).toContain('hoplock check');
  const misuse = await runCli(['chekc', '--lang', language]);
  expect([misuse.exit, misuse.out]).toEqual([64, '']);
  expect(misuse.err).toMatch(/^hoplock: .*check.*\n.*--help/);
});

it('an old Node is said, before it fails at something', async () => {
  const { exit, err } = await runCli(['check', '--offline'], { node: '20.20.2' });
  expect(exit).toBe(70);
  expect(err).toContain('Node 22');
});

it('the version is the package’s', async () => {
  expect(await runCli(['--version'])).toMatchObject({ exit: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
});
