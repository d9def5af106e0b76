import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readArguments } from './arguments';

const stdin = (isTTY: boolean) => Object.assign(new PassThrough(), { isTTY });
const read = (line: string, env = {}, terminal = false) =>
  readArguments(line.split(' ').filter(Boolean), { env, stdin: stdin(terminal) });

const usual = { command: 'check', json: false, lookups: { kind: 'offline', said: false }, now: null, record: null };

describe('what is typed', () => {
  it.each<[string, object]>([
    ['check', { ...usual, files: ['-'], receiver: { vouched: false, sealers: [] } }],
    ['check a.eml b.eml', { files: ['a.eml', 'b.eml'] }],
    ['check - a.eml', { files: ['-', 'a.eml'] }],
    ['check -- --json', { files: ['--json'], json: false }],
    ['check --json a.eml', { json: true, files: ['a.eml'] }],
    ['--json check a.eml', { json: true, files: ['a.eml'] }],
    ['check --offline', { lookups: { kind: 'offline', said: true } }],
    ['check --zone a.json', { lookups: { kind: 'zone', path: 'a.json' } }],
    [
      'check --dns https://dns.example/dns-query{?dns}',
      { lookups: { kind: 'dns', url: 'https://dns.example/dns-query' } },
    ],
    ['check --dns=http://127.0.0.1:8053/', { lookups: { kind: 'dns', url: 'http://127.0.0.1:8053/' } }],
    ['check --receiver gmail', { receiver: { preset: 'gmail', mailbox: null, vouched: true } }],
    ['check --receiver ben@Example.com', { receiver: { preset: null, mailbox: 'example.com', vouched: true } }],
    ['check --sealers a.example, --sealers B.example', { receiver: { sealers: ['a.example', 'b.example'] } }],
    ['check --now 2026-01-05', { now: Date.UTC(2026, 0, 5) }],
    ['check --now 2026-01-05T10:00:00+09:00', { now: Date.UTC(2026, 0, 5, 1) }],
    ['check --zone a.json --record b.json', { record: 'b.json' }],
    ['explain', { command: 'explain', code: null }],
    ['explain spf/fail', { command: 'explain', code: 'spf/fail' }],
    ['help', { command: 'help' }],
    ['check nothing --help', { command: 'help' }],
    ['-h', { command: 'help' }],
    ['-V', { command: 'version' }],
    ['--version', { command: 'version' }],
  ])('%s', (line, wanted) => {
    expect(read(line)).toMatchObject({ ok: true, wanted });
  });

  it.each<[string, string, object?]>([
    ['', 'no-command'],
    ['chekc a.eml', 'unknown-command', { meant: 'check' }],
    ['nonsense', 'unknown-command', { meant: '' }],
    ['check --jsno a.eml', 'unknown-option', { option: '--jsno', meant: '--json' }],
    ['check -x a.eml', 'unknown-option', { option: '-x' }],
    ['check --zone', 'no-value', { option: '--zone' }],
    ['check --zone --json', 'no-value', { option: '--zone' }],
    ['check --zone= a.eml', 'no-value', { option: '--zone' }],
    ['check --json=yes', 'value', { option: '--json' }],
    ['check --now 2026-01-05 --now 2026-01-06', 'twice', { option: '--now' }],
    ['check --offline --zone a.json', 'contradiction'],
    ['check --dns https://a.example/ --zone a.json', 'contradiction'],
    ['check - -', 'stdin-twice'],
    ['check --dns dns.example', 'bad-dns'],
    ['check --dns http://dns.example/', 'bad-dns'],
    ['check --receiver nobody', 'bad-receiver'],
    ['check --receiver mimecast', 'bad-receiver'],
    ['check --now yesterday', 'bad-now'],
    ['check --now 2026-02-30', 'bad-now'],
    ['check --now 2026-01-05T10:00:00', 'bad-now'],
    ['check --now 2026-01-05T25:00:00Z', 'bad-now'],
    ['check --sealers a..b', 'bad-sealer'],
    ['check --lang de', 'bad-language', { known: 'en, ja' }],
    ['check --record a.json', 'nothing-to-record'],
    ['explain a b', 'one-code'],
  ])('%s is refused', (line, code, params = {}) => {
    expect(read(line)).toMatchObject({ ok: false, misuse: { code, params } });
  });

  it('no file, where a terminal would have to be typed into', () => {
    expect(read('check', {}, true)).toMatchObject({ ok: false, misuse: { code: 'no-files' } });
    expect(read('check -', {}, true)).toMatchObject({ ok: true });
  });
});

it.each<[string, object, string]>([
  ['', {}, 'en'],
  ['', { LANG: 'ja_JP.UTF-8' }, 'ja'],
  ['', { LANG: 'C.UTF-8' }, 'en'],
  ['', { LANG: 'ja_JP.UTF-8', LC_ALL: 'en_US.UTF-8' }, 'en'],
  ['', { LANG: 'ja', LC_ALL: '' }, 'ja'],
  ['', { LANG: 'jam_JM' }, 'en'],
  ['--lang en', { LANG: 'ja' }, 'en'],
  ['--lang ja', {}, 'ja'],
])('the language of “%s” under %j is %s', (line, env, language) => {
  expect(read(`check ${line}`, env).language).toBe(language);
});
