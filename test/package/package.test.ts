/** The npm package as others have it: packed, installed into an empty folder, run there. */
import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import puppeteer from 'puppeteer-core';
import type { ConsoleMessage } from 'puppeteer-core';
import { program } from '../e2e/drivers/processes';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const MAILS = join(ROOT, 'test/fixtures/mails');
const AT = ['--zone', 'answers.json', '--receiver', 'example.com', '--now', '2026-01-06'];

let folder = '';
const installed = (path: string) => join(folder, 'node_modules', 'hoplock', path);

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function run(name: string, args: readonly string[], stdin = '', cwd = folder): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, NO_COLOR: '1', LC_ALL: 'C', npm_config_update_notifier: 'false' };
    const child = spawn(name, args, { cwd, env });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    child.on('error', reject).on('close', (code) => resolve({ code, out, err }));
    child.stdin.on('error', () => undefined).end(stdin, 'latin1');
  });
}
const hoplock = (args: readonly string[], stdin = '') => run(join('node_modules', '.bin', 'hoplock'), args, stdin);
const node = (args: readonly string[]) => run(process.execPath, args);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hoplock-package-'));
  const packed = await run('npm', ['pack', '--silent', '--pack-destination', folder], '', ROOT);
  expect(packed).toMatchObject({ code: 0 });
  const [tarball = ''] = readdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "name": "empty", "private": true, "type": "module" }\n');
  // offline: it needs no other package
  const done = await run('npm', ['install', '--offline', '--no-audit', '--no-fund', `./${tarball}`]);
  expect(done).toMatchObject({ code: 0 });
  copyFileSync(join(MAILS, 'aligned.eml'), join(folder, 'mail.eml'));
  copyFileSync(join(MAILS, 'list-footer.eml'), join(folder, 'list.eml'));
  for (const name of readdirSync(MAILS).filter((one) => /\.eml$|^answers\.json$/.test(one)))
    copyFileSync(join(MAILS, name), join(folder, name));
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('what is in it', () => {
  it('is the program, the engine with its types, texts and documents, and no more', () => {
    const paths = readdirSync(installed(''), { recursive: true, encoding: 'utf8' });
    const expected = [
      'dist/hoplock.js',
      'dist/verify.js',
      'dist/LICENCES.txt',
      'dist/types/engine.d.ts',
      'cli/check.schema.json',
      'cli/texts/ja.json',
    ];
    expect(paths).toEqual(expect.arrayContaining([...expected, 'docs/checks/spf.md', 'docs/seal.md', 'LICENSE']));
    expect(paths.filter((path) => /(?<!\.d)\.tsx?$|\.test\.|fixtures|\.eml$/.test(path))).toEqual([]);
    expect(readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['hoplock']);
  });

  it('the engine imports nothing, so that a page can have it as it is', () => {
    const text = readFileSync(installed('dist/verify.js'), 'utf8');
    expect(text.match(/^\s*import\b.*$|\bimport\(|\brequire\(/gm)).toBe(null);
  });

  it('the program imports Node’s own alone', () => {
    const text = readFileSync(installed('dist/hoplock.js'), 'utf8');
    const from = [...text.matchAll(/^import\b.*? from "([^"]+)";$/gm)].map((match) => match[1] ?? '');
    expect(from.length).toBeGreaterThan(3);
    expect(from.filter((name) => !isBuiltin(name))).toEqual([]);
  });

  it('the types are whole for a program that is strict', async () => {
    const lines = [
      "import { readMail, receiverOf, verify, zone, type Report } from 'hoplock/verify';",
      'const octets = new Uint8Array(3);',
      'const source = { size: 3, slice: async (start: number, end: number) => octets.slice(start, end) };',
      "const receiver = receiverOf('example.com');",
      'const answers = zone({}, 0);',
      'if (receiver && answers.ok) {',
      '  const mail = await readMail(source, receiver);',
      '  const report: Report | null = mail.ok ? await verify(mail.digest, answers.world) : null;',
      '  const code: string | undefined = report?.transit.code;',
      '  // @ts-expect-error: no such field',
      '  console.log(code, report?.nothing);',
      '}',
    ];
    writeFileSync(join(folder, 'consumer.ts'), `${lines.join('\n')}\n`);
    for (const [kind, resolution] of [
      ['nodenext', 'nodenext'],
      ['esnext', 'bundler'],
    ] as const) {
      const options = ['--strict', '--noEmit', '--target', 'es2024', '--lib', 'es2024,dom', '--types', ''];
      const args = ['consumer.ts', ...options, '--module', kind, '--moduleResolution', resolution, '--ignoreConfig'];
      expect(await run(join(ROOT, 'node_modules', '.bin', 'tsc'), args)).toEqual({ code: 0, out: '', err: '' });
    }
  });
});

describe('hoplock', () => {
  it.each([
    ['aligned', 0, 'From sender.example'],
    ['third-party', 1, 'mailer.example'],
    ['spoof', 2, 'strict.example'],
    ['no-proof', 3, 'plain.example'],
  ])('check %s.eml ends with %i', async (name, code, part) => {
    const ran = await hoplock(['check', `${name}.eml`, ...AT]);
    expect([ran.code, ran.err]).toEqual([code, '']);
    expect(ran.out).toContain(part);
  });

  it('reads stdin, from wherever it is started', async () => {
    mkdirSync(join(folder, 'elsewhere'), { recursive: true });
    const mail = readFileSync(join(MAILS, 'aligned.eml'), 'latin1');
    const program = join('..', 'node_modules', '.bin', 'hoplock');
    const ran = await run(program, ['check', '--json', '--offline', '--lang', 'ja'], mail, join(folder, 'elsewhere'));
    expect([ran.code, JSON.parse(ran.out).seal.code]).toEqual([3, 'not-asked']);
  });

  it('runs from the repository as well', async () => {
    const program = ['--import', join(ROOT, 'scripts/extensionless.ts'), join(ROOT, 'cli/hoplock.ts')];
    const ran = await node([...program, 'check', 'aligned.eml', ...AT]);
    expect(ran).toEqual(await hoplock(['check', 'aligned.eml', ...AT]));
  });

  it('wrong use ends with 64, help and explain with 0', async () => {
    expect((await hoplock(['chekc'])).code).toBe(64);
    expect((await hoplock(['--help'])).code).toBe(0);
    expect((await hoplock(['explain', 'last-leg/encrypted'])).out).toContain('last-leg/encrypted');
  });

  it('200 mails, some of them large, in one call', async () => {
    const large =
      readFileSync(join(MAILS, 'body-changed.eml'), 'latin1') + 'x'.repeat(998).concat('\r\n').repeat(3_000);
    writeFileSync(join(folder, 'large.eml'), large, 'latin1');
    const files = Array.from({ length: 200 }, (_, at) => (at % 50 === 0 ? 'large.eml' : 'aligned.eml'));
    const ran = await hoplock(['check', '--json', ...AT, ...files]);
    const lines = ran.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ file, seal }) => [file, seal.code])).toEqual(
      files.map((file) => [file, file === 'large.eml' ? 'body-changed' : 'aligned']),
    );
    expect(ran.code).toBe(1);
  });

  it('whoever stops reading ends it, without a word', async () => {
    const shell = `node_modules/.bin/hoplock check --offline ${'aligned.eml '.repeat(100)} | head -n 1`;
    expect(await run('sh', ['-c', shell])).toEqual({ code: 0, out: 'aligned.eml\n', err: '' });
  });
});

/** The examples of docs/engine.md: code, and the lines that it prints. */
const examples = readFileSync(join(ROOT, 'docs/engine.md'), 'utf8')
  .split(/^## /m)
  .flatMap((section) => {
    const code = /^```js\n([\s\S]*?)^```$/m.exec(section)?.[1];
    return code === undefined ? [] : [[section.split('\n', 1)[0] ?? '', code] as const];
  });

describe('docs/engine.md', () => {
  it('has an example for each part', () => {
    expect(examples.map(([title]) => title)).toEqual([
      'A whole mail, in Node',
      'A whole mail, in a page',
      'Answers from a resolver',
      'Fields',
      'Received',
      'Authentication-Results',
      'SPF',
      'DKIM',
      'DMARC',
      'ARC',
    ]);
  });

  it.each(examples)('%s', async (title, code) => {
    const path = join(folder, `${title.replace(/\W+/g, '-')}.mjs`);
    writeFileSync(path, code);
    const printed = printedBy(code);
    expect(printed.length).toBeGreaterThan(0);
    expect(await node([path])).toEqual({ code: 0, out: `${printed.join('\n')}\n`, err: '' });
  });

  it('what a page can run, it runs in Chromium', async () => {
    // those that read files are Node's
    const pages = examples.filter(([, code]) => !code.includes('node:'));
    expect(pages.length).toBeGreaterThan(3);
    const server = createServer((request, response) => {
      const [, name = ''] = (request.url ?? '').split('/');
      const found = pages.find(([title]) => encodeURIComponent(title) === name)?.[1];
      const script = name === 'verify.js' ? readFileSync(installed('dist/verify.js'), 'utf8') : found;
      response.writeHead(200, { 'content-type': script === undefined ? 'text/html' : 'text/javascript' });
      response.end(script?.replace("'hoplock/verify'", "'/verify.js'") ?? '<!doctype html><title>page</title>');
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const browser = await puppeteer.launch({ executablePath: program('chromium'), args: ['--no-sandbox'] });
    try {
      const page = await browser.newPage();
      for (const [title, code] of pages) {
        const said: string[] = [];
        const listen = (message: ConsoleMessage) => said.push(message.text());
        await page.goto(`${origin}/`);
        page.on('console', listen);
        await page.evaluate(`import(${JSON.stringify(`/${encodeURIComponent(title)}`)})`);
        page.off('console', listen);
        // the console of a page words objects in its own way
        const lines = printedBy(code).map((line) => (line.startsWith('{') ? '[object Object]' : line));
        expect([title, said]).toEqual([title, lines]);
      }
    } finally {
      await browser.close();
      server.close();
    }
  });
});

/** The lines that an example says it prints. */
function printedBy(code: string): string[] {
  return [...code.matchAll(/\/\/ → (.*)$/gm)].map((match) => match[1] ?? '');
}
