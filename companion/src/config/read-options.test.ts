import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readOptions } from './read-options';
import { flagOf, OPTION_NAMES, SCHEMA, variableOf } from './schema';

const read = (argv: string[], env: Record<string, string> = {}, files: Record<string, string> = {}) =>
  readOptions({
    argv,
    env,
    readFile(path) {
      const text = files[path];
      if (text === undefined) throw new Error(`ENOENT ${path}`);
      return text;
    },
  });

it('needs none', () => {
  expect(read([])).toMatchObject({
    ok: true,
    options: { listen: '127.0.0.1', port: 8453, resolvers: ['system'], resolversValidate: false, store: 'sqlite' },
  });
});

it('flags go before the environment, and that before the file', () => {
  const files = { 'c.json': JSON.stringify({ port: 1, dnsInFlight: 1, contact: 'file' }) };
  const env = { HOPLOCK_COMPANION_PORT: '2', HOPLOCK_COMPANION_DNS_IN_FLIGHT: '2', PATH: '/bin' };
  expect(read(['--config', 'c.json', '--port=3'], env, files)).toMatchObject({
    ok: true,
    options: { port: 3, dnsInFlight: 2, contact: 'file' },
  });
  expect(read([], { ...env, HOPLOCK_COMPANION_CONFIG: 'c.json' }, files)).toMatchObject({ options: { port: 2 } });
});

it('lists by commas or one by one, switches with or without "no"', () => {
  const argv = ['--resolvers', '192.0.2.1,tls://192.0.2.2', '--resolvers=https://dns.example/q', '--no-random-case'];
  expect(read([...argv, '--resolvers-validate'])).toMatchObject({
    ok: true,
    options: {
      resolvers: ['192.0.2.1', 'tls://192.0.2.2', 'https://dns.example/q'],
      randomCase: false,
      resolversValidate: true,
    },
  });
});

describe('what is wrong is refused by name', () => {
  it.each<[string[], Record<string, string>, string, string]>([
    [['--prot=1'], {}, 'unknown', '--prot'],
    [['--no-port'], {}, 'unknown', '--no-port'],
    [['--port', 'x'], {}, 'value', '--port'],
    [['--port', '70000'], {}, 'value', '--port'],
    [['--port=-1'], {}, 'value', '--port'],
    [['--port'], {}, 'value', '--port'],
    [['--port', '1', '--port', '2'], {}, 'twice', '--port'],
    [['--random-case=maybe'], {}, 'value', '--random-case'],
    [['--store', 'redis'], {}, 'value', '--store'],
    [['--resolvers', ''], {}, 'value', '--resolvers'],
    [['--resolvers', 'http://dns.example/'], {}, 'server', '--resolvers'],
    [['--listen', 'localhost'], {}, 'address', '--listen'],
    [['--tls-key', 'k.pem'], {}, 'pair', '--tls-key'],
    [['--public-url', 'https://hoplock.example/path'], {}, 'url', '--public-url'],
    [['--public-url', 'ftp://hoplock.example/'], {}, 'url', '--public-url'],
    [['--hosts', 'a b'], {}, 'host', '--hosts'],
    [['--trust-proxy', '10.0.0.0/33'], {}, 'network', '--trust-proxy'],
    [['--probe-deny', '10.0.0.0/33'], {}, 'network', '--probe-deny'],
    [['--probe-name', 'a b'], {}, 'host', '--probe-name'],
    [['--probe-opt-out', 'example.com,@'], {}, 'host', '--probe-opt-out'],
    [['serve'], {}, 'argument', 'serve'],
    [['--config', 'missing.json'], {}, 'file-unreadable', 'missing.json'],
    [['--config', 'bad.json'], {}, 'file-not-json', 'bad.json'],
    [['--config', 'list.json'], {}, 'file-not-json', 'list.json'],
    [['--config', 'typo.json'], {}, 'unknown', 'typo.json: prot'],
    [['--config', 'kind.json'], {}, 'value', 'kind.json: port'],
    [[], { HOPLOCK_COMPANION_PORT: 'x' }, 'value', 'HOPLOCK_COMPANION_PORT'],
    [[], { HOPLOCK_COMPANION_PROT: '1' }, 'unknown', 'HOPLOCK_COMPANION_PROT'],
  ])('%j %j', (argv, env, code, option) => {
    const files = { 'bad.json': '{', 'list.json': '[]', 'typo.json': '{"prot":1}', 'kind.json': '{"port":"1"}' };
    expect(read(argv, env, files)).toMatchObject({ ok: false, faults: [{ code, option }] });
  });

  it('all at once', () => {
    const came = read(['--port', 'x', '--nothing', '--store', 'y']);
    expect(came.ok ? [] : came.faults.map(({ option }) => option).sort()).toEqual(['--nothing', '--port', '--store']);
  });
});

describe('docs/companion.md', () => {
  const rows = readFileSync(new URL('../../../docs/companion.md', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `--'))
    .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')));

  it.each(OPTION_NAMES)('tells of %s, its flag, variable and what it is if nobody says', (name) => {
    const initial: unknown = (SCHEMA.properties[name] as { default?: unknown }).default;
    const shown = Array.isArray(initial) ? initial.join(',') : String(initial);
    const [, flag, key, variable, value, meaning = ''] = rows.find(([, flag]) => flag === `--${flagOf(name)}`) ?? [];
    expect([flag, key, variable, value]).toEqual([`--${flagOf(name)}`, name, variableOf(name), shown || 'none']);
    expect(meaning.length).toBeGreaterThan(20);
  });

  it('tells of no other', () => {
    expect(rows.map(([, flag]) => flag)).toEqual(OPTION_NAMES.map((name) => `--${flagOf(name)}`));
  });
});
