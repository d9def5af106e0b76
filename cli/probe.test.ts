import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { postureOf } from '../companion/src/testing/posture-of';
import { addressOf, runCompanion } from '../companion/src/testing/run-companion';
import type { Posture } from '../lib/verify/posture';
import { exitOf } from './probe';
import { runCli } from './testing/run-cli';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** Answers one after the other, the last again and again. */
async function companion(...replies: readonly (readonly [status: number, body: unknown])[]) {
  const asked: { url: string; authorization: string | undefined }[] = [];
  const server = createServer(({ url = '', headers }, response) => {
    const [status, body] = replies[Math.min(asked.length, replies.length - 1)]!;
    asked.push({ url, authorization: headers.authorization });
    response.writeHead(status, { 'content-type': 'application/json', 'retry-after': '1' });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => (server.closeAllConnections(), server.close()));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, asked };
}
const posture = (change: Partial<Posture> = {}): Posture =>
  postureOf('example.com', { mx: { state: 'listed', dnssec: 'unknown', hosts: [], left: 0 }, ...change });

describe('hoplock probe', () => {
  it('waits for the report, tells so on a terminal, and gives the token', async () => {
    const { url, asked } = await companion([202, {}], [200, posture({ offered: 'all' })]);
    const ran = await runCli(['probe', 'Example.COM', '--companion', url], {
      env: { HOPLOCK_TOKEN: 'abc' },
      tty: ['stderr'],
    });
    expect(ran.exit).toBe(0);
    expect(ran.err).toContain('looks at example.com');
    expect(ran.out).toContain('Every server that was reached offers encryption.');
    expect(asked).toEqual([
      { url: '/v1/domains/example.com', authorization: 'Bearer abc' },
      { url: '/v1/domains/example.com', authorization: 'Bearer abc' },
    ]);
  });

  it('--json: the report as it came', async () => {
    const report = posture({ offered: 'none' });
    const { url } = await companion([200, report]);
    const { out, err, exit } = await runCli(['probe', 'example.com', '--json', '--companion', url]);
    expect(JSON.parse(out)).toEqual({ version: 1, domain: 'example.com', ok: true, exit: 2, posture: report });
    expect([exit, err]).toEqual([2, '']);
  });

  it.each<[string, readonly [number, unknown], number, string]>([
    ['wants a token', [401, { code: 'token_missing' }], 69, 'token-missing'],
    ['enough', [429, { code: 'client_limited' }], 69, 'limited'],
    ['something else', [200, { hello: 1 }], 69, 'not-companion'],
    ['no public name', [400, { code: 'domain_not_public' }], 64, 'domain'],
  ])('without a report: %s', async (_, reply, exit, error) => {
    const { url } = await companion(reply);
    const ran = await runCli(['probe', 'example.com', '--json', '--companion', url]);
    expect(JSON.parse(ran.out)).toMatchObject({ ok: false, exit, error });
    expect(ran.err).not.toMatch(/\$|ui_/);
    expect(ran.exit).toBe(exit);
  });

  it('nobody there', async () => {
    const { exit, err } = await runCli(['probe', 'example.com', '--companion', 'http://127.0.0.1:9/']);
    expect(exit).toBe(69);
    expect(err).toContain('127.0.0.1:9');
  });

  it.each([
    [['probe']],
    [['probe', 'a.example', 'b.example']],
    [['probe', 'localhost']],
    [['probe', 'someone@example.com']],
    [['probe', 'example.com', '--companion', 'http://c.example/']],
    [['probe', 'example.com', '--token', 'a b']],
  ])('refuses %j', async (args) => {
    const { exit, err } = await runCli(args);
    expect(exit).toBe(64);
    expect(err).not.toContain('cli_');
  });

  it('a server’s words steer no terminal', async () => {
    const finding = { code: 'busy', level: 'info', params: { host: 'x', detail: '\u001b[31m\u202e' } } as const;
    const { url } = await companion([
      200,
      posture({ findings: [finding], exposure: ['\u001b]0;x'], vantage: '\u001b[2J' }),
    ]);
    const { out } = await runCli(['probe', 'example.com', '--companion', url]);
    expect(out).not.toContain('\u001b');
    expect(out).not.toContain('\u202e');
  });

  it('a real companion whose resolver is silent: cannot tell', { timeout: 60_000 }, async () => {
    const running = runCompanion([
      ...['--port', '0', '--store', 'memory', '--resolvers', 'udp://127.0.0.1:9', '--log-level', 'silent'],
      '--allow-test-targets',
    ]);
    ends.push(() => (running.child.kill(), running.ended));
    const url = await addressOf(running);
    const { exit, out } = await runCli(['probe', 'example.com', '--companion', url]);
    expect(out).toContain('DNS did not say where mail goes.');
    expect(out).toContain('private addresses were allowed');
    expect(exit).toBe(3);
  });
});

it.each<[Partial<Posture>, number]>([
  [{ offered: 'all' }, 0],
  [{ offered: 'all', enforced: { mtaSts: 'enforce', dane: 'none', broken: true } }, 1],
  [{ offered: 'some' }, 1],
  [{ offered: 'none' }, 2],
  [{ offered: 'broken' }, 2],
  [{ offered: 'by-policy' }, 3],
  [{ offered: 'unknown' }, 3],
  [{ offered: 'mostly' as never }, 3],
])('%j: %i', (change, exit) => {
  expect(exitOf(posture(change))).toBe(exit);
});
