import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checks } from '../lib/verify/checks/index';
import { MAX_MAIL } from './source';
import { IN_MEMORY } from './spool';
import { KEYS, runCli } from './testing/run-cli';
import { closedSchema } from './testing/schema';

const MAILS = fileURLToPath(new URL('../test/fixtures/mails/', import.meta.url));
const ZONE = join(MAILS, 'answers.json');
const NOW = ['--now', '2026-01-06T00:00:00Z'];

interface Case {
  readonly exit: number;
  readonly lock: readonly [state: string, code: string];
  readonly seal: readonly [state: string, code: string];
}
const cases = JSON.parse(readFileSync(join(MAILS, 'cases.json'), 'utf8')) as Readonly<Record<string, Case>>;

/** The arguments for a case's name: the mail, and what is not as usual. */
function argumentsOf(name: string): string[] {
  const [mail = '', ...more] = name.split(' ');
  const has = (option: string): boolean => more.includes(option);
  const usual = has('--receiver') ? [] : ['--receiver', 'example.com'];
  const given = more.join(' ') === '--receiver nobody' ? [] : more;
  return ['check', mailAt(mail), ...given, ...usual, ...(has('--offline') ? [] : ['--zone', ZONE]), ...NOW];
}
const aligned = readFileSync(join(MAILS, 'aligned.eml'), 'latin1');
const mailAt = (name: string): string => join(MAILS, `${name}.eml`);
const fileName = (name: string): string => name.replace(/ --/g, '.').replaceAll(' ', '-');

let folder = '';
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'hoplock-check-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content, 'latin1');
  return path;
};

/** Checks files as example.com received them; each line of JSON read. */
async function checkAll(files: readonly string[]) {
  const { out, err, exit } = await runCli([
    'check',
    ...files,
    '--json',
    '--zone',
    ZONE,
    ...NOW,
    '--receiver',
    'example.com',
  ]);
  const lines = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return { lines, err, exit };
}

describe('the mails of test/fixtures/mails', () => {
  it('each has a case', () => {
    const named = new Set(Object.keys(cases).map((name) => name.split(' ')[0]));
    const there = readdirSync(MAILS).filter((name) => name.endsWith('.eml'));
    expect(there.map((name) => name.slice(0, -4))).toEqual([...named].sort());
  });

  it.each(Object.entries(cases))('%s', async (name, expected) => {
    const args = argumentsOf(name);
    const json = await runCli([...args, '--json']);
    const line = JSON.parse(json.out);
    expect([line.lock.state, line.lock.code]).toEqual(expected.lock);
    expect([line.seal.state, line.seal.code]).toEqual(expected.seal);
    expect([line.exit, json.exit, json.err]).toEqual([expected.exit, expected.exit, '']);
    expect(closedSchema(line)).toEqual([]);

    const text = await runCli(args, { texts: KEYS });
    expect(text.exit).toBe(expected.exit);
    await expect(withoutRemarks(text.out)).toMatchFileSnapshot(join(MAILS, 'expected', `${fileName(name)}.txt`));
    const pretty = `${JSON.stringify(lasting(line), null, 2)}\n`;
    await expect(pretty).toMatchFileSnapshot(join(MAILS, 'expected', `${fileName(name)}.json`));
  });

  it.each(['en', 'ja'])('every sentence is there in %s', async (language) => {
    const all = Object.keys(cases).map((name) => mailAt(name.split(' ')[0] ?? ''));
    const { out } = await runCli([
      'check',
      ...all,
      '--zone',
      ZONE,
      ...NOW,
      '--receiver',
      'example.com',
      '--lang',
      language,
    ]);
    expect(out.match(/\b(?:cli|verdict|seal|check|ui)_\w+|\$\w+\$/g)).toBe(null);
    expect(out).toContain(
      language === 'ja' ? '差出人: 花子 <hanako@sender.example>' : 'From: 花子 <hanako@sender.example>',
    );
  });
});

interface Verdict {
  readonly state: string;
  readonly code: string;
}
type Line = Readonly<Record<string, unknown>> & { readonly lock: Verdict; readonly seal: Verdict };

/** What neither wording nor a further check changes. */
function lasting({ lock, seal, mail, border, hops, dkim, spf, dmarc, arc, attested, service }: Line) {
  const verdict = ({ state, code }: Verdict) => ({ state, code });
  const verdicts = { lock: verdict(lock), seal: verdict(seal) };
  return { ...verdicts, mail, border, hops, dkim, spf, dmarc, arc, attested, service };
}

/** The lines of what decides: remarks beside it come and go with the checks there are. */
function withoutRemarks(text: string): string {
  const remarks = checks.filter(({ weight }) => weight === 'informs').map(({ id }) => `(${id}/`);
  return text
    .replaceAll(MAILS, '')
    .split('\n')
    .filter((line) => !remarks.some((one) => line.includes(one)))
    .join('\n');
}

describe('whatever a file holds', () => {
  const head = 'From: anna@sender.example\r\nSubject: x\r\n';
  it.each([
    ['nothing', '', 65, 'empty'],
    ['octets of all kinds', Uint8Array.from({ length: 100_000 }, (_, at) => (at * 7919) % 256), 65, 'no-mail'],
    ['a page', '<!doctype html>\n\n<p>From: x', 65, 'no-mail'],
    ['a head that never ends', `${head}X: ${'x'.repeat(1_200_000)}`, 1, null],
    ['a head of a megabyte', `${head}${'X-Y: z\r\n'.repeat(130_000)}\r\ntext`, 1, null],
    ['one signature of a megabyte', `${head}DKIM-Signature: ${'a=;'.repeat(340_000)}\r\n\r\ntext`, 3, null],
    ['a date beyond all dates', `Received: from a by b; Mon, 5 Jan 99999 10:00:10 +0000\r\n${head}\r\n`, 3, null],
    ['an escape of the terminal', `From: \x1b[2J\x9b31m <a@b.example>\r\nSubject: \x1b]0;x\x07\r\n\r\n`, 1, null],
  ])('%s', async (_, content, exit, code) => {
    const path = file('odd', content);
    const json = await runCli(['check', '--json', '--offline', path]);
    const line = JSON.parse(json.out);
    expect([json.exit, line.exit, line.ok ? null : line.error.code]).toEqual([exit, exit, code]);
    expect(closedSchema(line)).toEqual([]);
    const text = await runCli(['check', '--offline', path]);
    expect(text.exit).toBe(exit);
    // neither form hands a terminal anything to act on
    for (const out of [json.out, text.out]) expect(out.match(/[\0-\x09\x0b-\x1f\x7f-\x9f]/)).toBe(null);
  });

  it('a signature that was made over more of the head than is read is not called broken', async () => {
    const [to] = /^To: .*\r\n/m.exec(aligned) ?? [''];
    const path = file(
      'cut',
      aligned.replace(to, '').replace('\r\n\r\n', `\r\n${'X-Y: z\r\n'.repeat(130_000)}${to}\r\n`),
    );
    const { out, exit } = await runCli(['check', '--json', '--zone', ZONE, ...NOW, path]);
    expect(JSON.parse(out)).toMatchObject({
      mail: { headCut: true, source: 'normalised' },
      // another From may stand in what was not read
      seal: { code: 'no-single-author' },
      dkim: [{ reason: 'header-changed', doubt: 'not-exact' }],
    });
    expect(exit).toBe(1);
  });

  it('a bad file hides no other, and what is red outweighs it', async () => {
    mkdirSync(join(folder, 'a-folder'), { recursive: true });
    const bad = ['nowhere.eml', 'a-folder'].map((name) => join(folder, name));
    const files = [bad[0] ?? '', mailAt('aligned'), bad[1] ?? '', file('none', ''), mailAt('spoof')];
    const { lines, err, exit } = await checkAll(files);
    expect(lines.map((line) => line.file)).toEqual(files);
    expect(lines.map((line) => line.error?.code ?? line.seal.code)).toEqual([
      'not-found',
      'aligned',
      'is-folder',
      'empty',
      'reject',
    ]);
    expect(lines.map((line) => line.exit)).toEqual([66, 0, 66, 65, 2]);
    expect(exit).toBe(2);
    expect(err.trim().split('\n')).toHaveLength(3);
    for (const line of lines) expect(closedSchema(line)).toEqual([]);
    expect((await runCli(['check', ...files.slice(0, 4), '--offline'])).exit).toBe(66);
  });

  it.each([['--json'], []])('a fault of our own is told of that mail alone %s', async (...format) => {
    const messages = new Proxy<Record<string, string>>(
      {},
      {
        get(_, key) {
          if (key === 'verdict_not_encrypted') throw new Error('a bug');
          return undefined;
        },
      },
    );
    const files = ['aligned', 'spoof', 'third-party'].map(mailAt);
    const args = ['check', ...files, ...format, '--zone', ZONE, ...NOW, '--receiver', 'example.com'];
    const { out, err, exit } = await runCli(args, { texts: { language: 'en', messages } });
    expect(exit).toBe(70);
    expect(err).toContain('cli_trouble_internal');
    expect(out).toContain(format.length > 0 ? '"code":"internal"' : '(internal)');
    for (const code of ['seal_aligned', 'seal_third_party']) expect(out).toContain(code);
  });

  it('a file larger than any mail is not read', async () => {
    const path = file('large', 'From: a@b.example\r\n');
    truncateSync(path, MAX_MAIL + 1);
    const { out, exit } = await runCli(['check', '--json', '--offline', path]);
    expect([exit, JSON.parse(out).error.code]).toEqual([65, 'too-large']);
  });
});

describe('stdin', () => {
  it.each([
    ['a small mail', aligned, 'aligned', 0],
    // signed over its text, to which a megabyte was added
    ['a mail that goes through a file', `${aligned}${'x\r\n'.repeat(IN_MEMORY / 2)}`, 'body-changed', 1],
  ])('%s', async (_, stdin, code, exit) => {
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith('hoplock-')).length;
    const ran = await runCli(['check', '--json', '--zone', ZONE, ...NOW], { stdin: Buffer.from(stdin, 'latin1') });
    expect([JSON.parse(ran.out).seal.code, ran.exit]).toEqual([code, exit]);
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('hoplock-')).length).toBe(before);
  });

  it('that breaks off is said', async () => {
    const broken = new Readable({ read: () => broken.destroy(new Error('gone')) });
    const ran = await runCli(['check', '--json', '--offline', '-'], { stdin: broken });
    expect([JSON.parse(ran.out).error.code, ran.exit]).toEqual(['unreadable', 74]);
  });
});

describe('who is asked', () => {
  it('nobody, unless chosen; said once, for all files', async () => {
    const { err } = await runCli(['check', mailAt('aligned'), mailAt('spoof')], { texts: KEYS });
    expect(err).toBe('hoplock: cli_offline\n');
    expect((await runCli(['check', '--offline', mailAt('aligned')])).err).toBe('');
  });

  it('what was recorded gives the same verdicts', async () => {
    const answers = join(folder, 'recorded.json');
    const files = ['aligned', 'dns-silent', 'spoof', 'list-footer'].map(mailAt);
    const first = await runCli(['check', ...files, '--json', ...NOW, '--zone', ZONE, '--record', answers]);
    const again = await runCli(['check', ...files, '--json', ...NOW, '--zone', answers]);
    expect(again.out).toBe(first.out);
    expect(Object.keys(JSON.parse(readFileSync(answers, 'utf8')))).toContain('s1._domainkey.sender.example');
  });

  it('a record that cannot be written is said, and the verdicts are there', async () => {
    const ran = await runCli(['check', mailAt('aligned'), '--zone', ZONE, '--record', join(folder, 'none', 'x.json')]);
    expect([ran.exit, ran.out.includes('aligned.eml')]).toEqual([73, true]);
    expect(ran.err).toContain('x.json');
  });

  it.each([
    ['nowhere.json', null, 66, 'not-found'],
    ['bad.json', '{', 65, 'not-json'],
    ['list.json', '[]', 65, 'not-an-object'],
    ['type.json', '{"a.example": {"SRV": "x"}}', 65, 'unknown-type'],
    ['value.json', '{"a.example": {"A": "x"}}', 65, 'bad-value'],
    ['twice.json', '{"a.example": {}, "A.example": {}}', 65, 'name-twice'],
  ])('a file of answers, %s', async (name, content, exit, code) => {
    const path = content === null ? join(folder, name) : file(name, content);
    const ran = await runCli(['check', mailAt('aligned'), '--zone', path], { texts: KEYS });
    expect([ran.exit, ran.out, ran.err]).toEqual([exit, '', `hoplock: cli_zone_${code.replaceAll('-', '_')}\n`]);
  });
});

describe('on a terminal', () => {
  const args = ['check', '--offline', mailAt('aligned'), mailAt('spoof')];
  it.each<[string, Parameters<typeof runCli>[1], boolean]>([
    ['colours', { tty: ['stdout'] }, true],
    ['none in a file', {}, false],
    ['none with NO_COLOR', { tty: ['stdout'], env: { NO_COLOR: '1' } }, false],
    ['an empty NO_COLOR says nothing', { tty: ['stdout'], env: { NO_COLOR: '' } }, true],
    ['none where there are none', { tty: ['stdout'], env: { TERM: 'dumb' } }, false],
    ['in a file with FORCE_COLOR', { env: { FORCE_COLOR: '1' } }, true],
    ['NO_COLOR outweighs it', { env: { FORCE_COLOR: '1', NO_COLOR: '1' } }, false],
  ])('%s', async (_, given, coloured) => {
    expect((await runCli(args, given)).out.includes('\x1b[')).toBe(coloured);
  });

  it('a bar, which leaves nothing behind', async () => {
    const many = Array.from({ length: 200 }, () => mailAt('aligned'));
    const { err } = await runCli(['check', '--offline', ...many], { tty: ['stderr'] });
    expect(err).toMatch(/\[#*-+\] \d+\/200/);
    expect(err.endsWith('\r\x1b[K')).toBe(true);
    expect((await runCli(['check', '--offline', ...many])).err).toBe('');
  });

  it('who stops reading is not written to', async () => {
    const many = Array.from({ length: 200 }, () => mailAt('aligned'));
    const { exit, out } = await runCli(['check', '--offline', ...many], { readers: 1_000 });
    expect(exit).toBe(74);
    expect(out.length).toBeLessThan(10_000);
  });
});

it('200 files at once are written in their order', async () => {
  const names = Object.keys(cases).map((name) => name.split(' ')[0] ?? '');
  const files = Array.from({ length: 200 }, (_, at) => mailAt(names[(at * 7) % names.length] ?? ''));
  const { lines, exit } = await checkAll(files);
  expect(lines.map((line) => line.file)).toEqual(files);
  expect(exit).toBe(2);
});
