import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync, renameSync } from 'node:fs';
import { request } from 'node:https';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dohWorld } from '../../lib/dns/doh-world';
import { nodeFetch } from '../../lib/dns/node-fetch';
import { a, replyTo, startNameServer } from './dns/testing/name-server';
import type { Asked, NameServer } from './dns/testing/name-server';
import { addressOf, runCompanion } from './testing/run-companion';
import type { Running } from './testing/run-companion';

let data: string;
let names: NameServer;
const started: Running[] = [];
beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'hoplock-companion-'));
  names = await startNameServer((asked: Asked) =>
    replyTo(asked, { flags: 0x20, answers: [a(asked.name, '192.0.2.1', 300)] }),
  );
});
afterEach(async () => {
  for (const { child, ended } of started.splice(0)) {
    child.kill('SIGKILL');
    await ended;
  }
  await names.close();
  rmSync(data, { recursive: true, force: true });
});

function run(...argv: string[]): Running {
  const running = runCompanion(argv, { HOPLOCK_COMPANION_DATA: data });
  started.push(running);
  return running;
}
const serve = (...argv: string[]) => run('--port', '0', '--resolvers', `udp://127.0.0.1:${names.port}`, ...argv);
const world = (
  url: string,
  fetch: typeof globalThis.fetch | ReturnType<typeof nodeFetch>['fetch'] = globalThis.fetch,
) => dohWorld({ url: `${url}dns-query`, fetch: (address, init) => fetch(address, init), now: Date.now, trusted: true });

const SLOW = 60_000;

describe('started', () => {
  it(
    'prints where it is and how to use it; the extension’s own client asks it; it ends in good order',
    async () => {
      const running = serve('--resolvers-validate');
      const url = await addressOf(running);
      expect(running.said.out).toContain(`resolver ${url}dns-query`);
      expect(running.said.out).toContain(`DNSSEC is believed of: udp://127.0.0.1:${names.port}`);
      for (const method of ['GET', 'POST'] as const) {
        const asking = dohWorld({
          url: `${url}dns-query`,
          method,
          fetch: (...it) => fetch(...it),
          now: Date.now,
          trusted: true,
        });
        expect(await asking.dns('mx.example.org', 'A')).toEqual({ ok: true, value: ['192.0.2.1'], dnssec: 'secure' });
        expect(await asking.dns('nas.local', 'A')).toEqual({ ok: false, failure: 'blocked' });
      }
      expect(names.asked).toHaveLength(1);
      // a question under way is answered
      names.respond = () => null;
      const under = world(url).dns('slow.example.org', 'A');
      while (names.asked.length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
      running.child.kill('SIGTERM');
      names.respond = (asked) => replyTo(asked, { answers: [a(asked.name, '192.0.2.2')] });
      expect(await under).toMatchObject({ ok: true, value: ['192.0.2.2'] });
      expect(await running.ended).toBe(0);
      await expect(fetch(`${url}healthz`)).rejects.toThrow();
      expect(running.said.err).not.toContain('example.org');
    },
    SLOW,
  );

  it(
    'refuses by name what it does not know, or cannot have',
    async () => {
      const taken = createServer();
      await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
      const { port } = taken.address() as AddressInfo;
      const wrong = [
        run('--prot=1', '--store', 'x'),
        run('--port', String(port)),
        run('--tls-key', 'k', '--tls-certificate', 'none.pem'),
      ];
      expect(await Promise.all(wrong.map(({ ended }) => ended))).toEqual([64, 69, 69]);
      const [options, busy, file] = wrong.map(({ said }) => said.err);
      expect(options).toContain('--prot');
      expect(options).toContain('--store');
      expect(busy).toContain(`127.0.0.1 ${port}`);
      expect(file).toContain('none.pem');
      taken.close();
      writeFileSync(join(data, 'reports.sqlite'), 'this is no database, and must not be written over');
      const broken = run('--port', '0');
      expect(await broken.ended).toBe(69);
      expect(broken.said.err).toContain('reports.sqlite');
      expect(readFileSync(join(data, 'reports.sqlite'), 'utf8')).toContain('no database');
    },
    SLOW,
  );

  it(
    'starts again after kill -9',
    async () => {
      const first = serve();
      await addressOf(first);
      first.child.kill('SIGKILL');
      expect(await first.ended).toBe('SIGKILL');
      const url = await addressOf(serve());
      expect((await fetch(`${url}readyz`)).status).toBe(200);
    },
    SLOW,
  );
});

it(
  'tokens: made once, kept as hashes, known at once, taken back',
  async () => {
    const url = (await addressOf(serve('--public-url', 'http://localhost'))).replace(/\/$/, '');
    expect(url).toBe('http://localhost');
    const [line] = started.map(({ said }) => /listening at (http:\S+)"/.exec(said.err)?.[1]);
    const made = run('token', 'add', 'laptop');
    expect(await made.ended).toBe(0);
    const secret = /^hoplock_[\w-]{43}$/m.exec(made.said.out)?.[0] ?? '';
    const file = join(data, 'tokens.json');
    expect(readFileSync(file, 'utf8')).not.toContain(secret.slice(10));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const ask = async (token: string) =>
      (await fetch(`${line}/metrics`, { headers: token === '' ? {} : { authorization: `Bearer ${token}` } })).status;
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect([await ask(''), await ask('hoplock_wrong'), await ask(secret)]).toEqual([401, 401, 200]);
    const again = run('token', 'add', 'laptop');
    expect(await again.ended).toBe(1);
    const list = run('token', 'list');
    await list.ended;
    expect(list.said.out).toMatch(/^laptop {2}\d{4}-/);
    expect(await run('token', 'remove', 'laptop').ended).toBe(0);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(await ask(secret)).toBe(401);
    expect([await run('token', 'remove', 'laptop').ended, await run('token').ended]).toEqual([1, 64]);
  },
  SLOW,
);

it(
  'by certificate files it speaks TLS, HTTP/2 and HTTP/1.1, and reads them anew on SIGHUP',
  async () => {
    const files = { key: join(data, 'key.pem'), cert: join(data, 'cert.pem') };
    const certify = () => {
      const kind = [
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:P-256',
        '-noenc',
        '-days',
        '2',
        '-subj',
        '/CN=localhost',
      ];
      const out = ['-keyout', `${files.key}.new`, '-out', `${files.cert}.new`];
      const extension = ['-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost'];
      execFileSync('openssl', ['req', '-x509', ...kind, ...extension, ...out], { stdio: 'pipe' });
      for (const file of Object.values(files)) renameSync(`${file}.new`, file);
      return readFileSync(files.cert, 'utf8');
    };
    const ca = certify();
    const running = serve('--tls-certificate', files.cert, '--tls-key', files.key);
    const url = await addressOf(running);
    expect(url).toMatch(/^https:\/\/127\.0\.0\.1:\d+\/$/);
    const node = nodeFetch({ ca });
    expect(await world(url, node.fetch).dns('mx.example.org', 'A')).toMatchObject({ ok: true, value: ['192.0.2.1'] });
    node.close();
    const { port } = new URL(url);
    const protocols = await Promise.all(
      [['h2', 'http/1.1'], ['http/1.1']].map(
        (ALPNProtocols) =>
          new Promise((resolve, reject) => {
            const socket = connect({ host: '127.0.0.1', port: Number(port), ca, ALPNProtocols }, () => {
              resolve(socket.alpnProtocol);
              socket.destroy();
            }).on('error', reject);
          }),
      ),
    );
    expect(protocols).toEqual(['h2', 'http/1.1']);
    const status = (trusted: string) =>
      new Promise((resolve) => {
        request(`${url}healthz`, { ca: trusted, agent: false }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        })
          .on('error', (error: NodeJS.ErrnoException) => resolve(error.code))
          .end();
      });
    expect(await status(ca)).toBe(200);
    const renewed = certify();
    running.child.kill('SIGHUP');
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect([await status(renewed), await status(ca)]).toEqual([200, expect.stringMatching(/SIGNED|VERIFY/)]);
  },
  SLOW,
);
