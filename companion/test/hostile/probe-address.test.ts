/** Servers that mean harm, or are broken: each gives its outcome in bounded time, and leaves no socket behind. */
import type { Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { AddressPosture } from '../../../lib/verify/posture';
import { addressGuard } from '../../src/probe/address-guard';
import { probeAddress } from '../../src/probe/probe-address';
import { mailContext } from '../../src/probe/start-tls';
import { makeCertificate } from '../../src/probe/testing/make-certificate';
import { certified, mailServer, type Behaviour, type MailServer } from '../../src/probe/testing/mail-server';

const HOST = 'mx.example.com';
const PATIENCE = { connect: 500, banner: 300, command: 300, tls: 400, quit: 200, whole: 1_500 };
const context = mailContext();
const good = certified([makeCertificate({ name: HOST, names: [HOST] })]);

let server: MailServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

async function probe(behaviour: Behaviour, address = '127.0.0.1'): Promise<{ posture: AddressPosture; ms: number }> {
  server = await mailServer(behaviour, address);
  const from = performance.now();
  const { posture } = await probeAddress(
    { host: HOST, ip: address, tlsa: null, base: HOST },
    {
      guard: addressGuard({ testTargets: true }),
      context,
      helo: 'probe.example.net',
      patience: PATIENCE,
      port: server.port,
      now: Date.now,
    },
  );
  return { posture, ms: performance.now() - from };
}

/** Writes again and again, until the other side has had enough. */
const forever =
  (text: string, every = 0) =>
  (socket: Socket): void => {
    const timer = setInterval(() => socket.write(text), every);
    socket.on('close', () => clearInterval(timer));
  };
const drip = (text: string) => (socket: Socket) => {
  let at = 0;
  forever('', 60)(socket);
  const timer = setInterval(() => socket.write(text[at++ % text.length] ?? ''), 60);
  socket.on('close', () => clearInterval(timer));
};
const close = (socket: Socket): void => void socket.end();
const reset = (socket: Socket): void => void socket.resetAndDestroy();
/** A ServerHello of TLS 1.2, and the first octets of a certificate of a megabyte. */
const hugeCertificate = (socket: Socket): void => {
  const hello = Buffer.concat([Buffer.from('0303', 'hex'), Buffer.alloc(32, 9), Buffer.from('00c02f00', 'hex')]);
  const header = (octets: string, length: number) => Buffer.from(octets + length.toString(16).padStart(4, '0'), 'hex');
  socket.write(Buffer.concat([header('160303', hello.length + 4), header('0200', hello.length), hello]));
  socket.write(
    Buffer.concat([header('160303', 16_384), Buffer.from('0b0f42400f423d0f423a', 'hex'), Buffer.alloc(16_374)]),
  );
};
const silence = (): void => undefined;

const CASES: readonly (readonly [string, Behaviour, Partial<AddressPosture>])[] = [
  ['silent', { banner: silence }, { outcome: 'silent' }],
  [
    'banner after too long',
    { banner: (socket) => void setTimeout(() => socket.write('220 hi\r\n'), 900) },
    { outcome: 'silent' },
  ],
  ['one octet at a time', { banner: drip('220 slow\r\n'.repeat(9)) }, { outcome: 'silent' }],
  ['EHLO, one octet at a time', { ehlo: drip('250-a\r\n') }, { outcome: 'untested', detail: 'timeout-ehlo' }],
  ['a banner without end', { banner: forever('220-and on\r\n') }, { outcome: 'not-smtp', detail: 'too-many-lines' }],
  [
    'EHLO without end',
    { ehlo: forever('250-CAPABILITY\r\n'.repeat(30)) },
    { outcome: 'not-smtp', detail: 'too-many-lines' },
  ],
  [
    'EHLO of 64 kB',
    { ehlo: `250-${'x'.repeat(1_500)}\r\n`.repeat(60) },
    { outcome: 'not-smtp', detail: 'reply-too-big' },
  ],
  ['a line of 10 MB', { banner: 'x'.repeat(10_000_000) }, { outcome: 'not-smtp', detail: 'line-too-long' }],
  ['a line of 2049 octets', { banner: `220 ${'x'.repeat(2_043)}\r\n` }, { outcome: 'starttls-works' }],
  [
    'a line of 2050 octets',
    { banner: `220 ${'x'.repeat(2_045)}\r\n` },
    { outcome: 'not-smtp', detail: 'line-too-long' },
  ],
  ['zeros', { banner: '\0'.repeat(100) }, { outcome: 'silent' }],
  ['SSH', { banner: 'SSH-2.0-OpenSSH_9.2\r\n' }, { outcome: 'not-smtp', detail: 'not-smtp' }],
  ['HTTP', { banner: 'HTTP/1.1 400 Bad Request\r\n\r\n' }, { outcome: 'not-smtp' }],
  ['two numbers in one reply', { banner: '220-a\r\n554 b\r\n' }, { outcome: 'not-smtp' }],
  [
    'a second reply that nobody asked for',
    { banner: '220 a\r\n250-b\r\n250 STARTTLS\r\n' },
    { outcome: 'not-smtp', detail: 'unasked' },
  ],
  ['421', { banner: '421 too many connections\r\n' }, { outcome: 'busy', detail: 'reply-421' }],
  ['450', { banner: '450 later\r\n' }, { outcome: 'busy', detail: 'reply-450' }],
  ['554', { banner: '554 not you\r\n' }, { outcome: 'rejected', detail: 'reply-554' }],
  ['421 to EHLO', { ehlo: '421 later\r\n' }, { outcome: 'busy' }],
  ['550 to EHLO', { ehlo: '550 no\r\n' }, { outcome: 'rejected' }],
  ['EHLO unknown, HELO known', { ehlo: '502 what?\r\n' }, { outcome: 'no-starttls', detail: null }],
  ['no STARTTLS', { ehlo: '250-mx\r\n250 SIZE\r\n' }, { outcome: 'no-starttls', detail: null }],
  ['STARTTLS in the greeting alone', { ehlo: '250-STARTTLS\r\n250 SIZE\r\n' }, { outcome: 'no-starttls' }],
  ['STARTTLS rubbed out', { ehlo: '250-mx\r\n250 XXXXXXXA\r\n' }, { outcome: 'untested', detail: 'masked' }],
  ['454 to STARTTLS', { starttls: '454 not now\r\n' }, { outcome: 'starttls-broken', detail: 'reply-454' }],
  ['502 to STARTTLS', { starttls: '502 what?\r\n' }, { outcome: 'starttls-broken', detail: 'reply-502' }],
  ['421 to STARTTLS', { starttls: '421 enough\r\n' }, { outcome: 'busy', detail: 'reply-421' }],
  ['silent after STARTTLS', { starttls: silence }, { outcome: 'untested', detail: 'timeout-starttls' }],
  ['plaintext after 220', { starttls: '220 go\r\n250-mx\r\n250 AUTH PLAIN\r\n' }, { outcome: 'injected-plaintext' }],
  ['one octet after 220', { starttls: '220 go\r\n2' }, { outcome: 'injected-plaintext' }],
  [
    'TLS garbage',
    { handshake: (socket) => void socket.write('\x16\x03\x03\x00\x10garbagegarbage!!') },
    { outcome: 'starttls-broken' },
  ],
  [
    'plaintext instead of TLS',
    { handshake: (socket) => void socket.write('250 not TLS\r\n') },
    { outcome: 'starttls-broken', detail: 'wrong-version-number' },
  ],
  [
    'TLS alert',
    { handshake: (socket) => void socket.write(Buffer.from([21, 3, 3, 0, 2, 2, 40])) },
    { outcome: 'starttls-broken', detail: expect.stringMatching(/handshake-failure/) },
  ],
  ['a handshake that never goes on', { handshake: silence }, { outcome: 'untested', detail: 'timeout-tls' }],
  ['no certificate', { tls: {} }, { outcome: 'starttls-broken' }],
  ['closes: at once', { banner: close }, { outcome: 'closed', detail: 'banner' }],
  [
    'closes: amid the banner',
    { banner: (socket) => void socket.end('220-half') },
    { outcome: 'closed', detail: 'banner' },
  ],
  ['resets: at once', { banner: reset }, { reach: 'reset' }],
  ['closes: at EHLO', { ehlo: close }, { outcome: 'closed', detail: 'ehlo' }],
  ['resets: at EHLO', { ehlo: reset }, { outcome: 'closed', detail: 'ehlo' }],
  ['closes: at STARTTLS', { starttls: close }, { outcome: 'starttls-broken', detail: 'closed' }],
  ['closes: in the handshake', { handshake: close }, { outcome: 'starttls-broken', detail: 'closed' }],
  ['resets: in the handshake', { handshake: reset }, { outcome: 'starttls-broken', detail: 'closed' }],
  ['closes: after the handshake', { again: close }, { outcome: 'starttls-broken', detail: 'closed-after-tls' }],
  ['silent after the handshake', { again: silence }, { outcome: 'untested', detail: 'timeout-again' }],
  ['421 after the handshake', { again: '421 later\r\n' }, { outcome: 'busy' }],
  ['502 after the handshake', { again: '502 what?\r\n' }, { outcome: 'starttls-broken', detail: 'reply-502' }],
  [
    'no end inside TLS',
    { again: forever('250-x\r\n'.repeat(40)) },
    { outcome: 'starttls-broken', detail: 'too-many-lines' },
  ],
];

describe('hostile servers', () => {
  it.each(CASES)('%s', async (_, behaviour, expected) => {
    const { posture, ms } = await probe({ tls: good, ...behaviour });
    expect(posture).toMatchObject({ reach: 'reached', ...expected });
    expect(ms).toBeLessThan(PATIENCE.whole + 500);
    await expect.poll(() => server?.open(), { timeout: 1_500 }).toBe(0);
  });

  it('a dozen slow steps end with the time for all of them', async () => {
    const late = (text: string) => (socket: Socket) => void setTimeout(() => socket.write(text), 250);
    server = await mailServer({
      tls: good,
      banner: late('220 a\r\n'),
      ehlo: late('250-a\r\n250 STARTTLS\r\n'),
      starttls: silence,
    });
    const parts = {
      guard: addressGuard({ testTargets: true }),
      context,
      helo: 'a.example',
      port: server.port,
      now: Date.now,
    };
    const from = performance.now();
    const { posture } = await probeAddress(
      { host: HOST, ip: '127.0.0.1', tlsa: null, base: HOST },
      { ...parts, patience: { ...PATIENCE, command: 60_000, banner: 60_000, whole: 700 } },
    );
    expect(posture).toMatchObject({ outcome: 'untested', detail: 'timeout-starttls' });
    expect(performance.now() - from).toBeLessThan(1_500);
  });
});

describe('hostile certificates', () => {
  it('of a megabyte', async () => {
    const { posture } = await probe({ handshake: hugeCertificate });
    expect(posture).toMatchObject({ outcome: 'starttls-broken', detail: 'excessive-message-size' });
  });

  it('of 90 kB is read', async () => {
    const large = makeCertificate({ name: HOST, names: [HOST], padding: 90_000 });
    const { posture } = await probe({ tls: certified([large]) });
    expect(posture).toMatchObject({ outcome: 'starttls-works', certificate: { names: [HOST] } });
  });

  it('with a hundred and more names full of control characters', async () => {
    const names = Array.from({ length: 120 }, (_, index) => `\x1b[31m${index}\0.example\r\n, DNS:mx.example.com`);
    const { posture } = await probe({ tls: certified([makeCertificate({ name: 'a\u202eb\x07', names })]) });
    expect(posture.outcome).toBe('starttls-works');
    expect(posture.certificate?.names).toHaveLength(100);
    expect(JSON.stringify(posture)).not.toMatch(/[\p{Cc}\p{Cf}]|\\u00/u);
    expect(posture.certificate?.names).not.toContain(HOST);
    expect(posture.certificate?.subject).toMatch(/^CN=a\?b(?:\?|\\07)$/);
  });

  it('for "mx.example.com", a zero octet and more is not for mx.example.com', async () => {
    const own = makeCertificate({ name: 'root', ca: true });
    const leaf = makeCertificate({ name: 'x', names: ['mx.example.com\0.evil.example'], by: own });
    server = await mailServer({ tls: certified([leaf]) });
    const { posture } = await probeAddress(
      { host: HOST, ip: '127.0.0.1', tlsa: null, base: HOST },
      {
        guard: addressGuard({ testTargets: true }),
        context: mailContext([own.pem]),
        helo: 'a.example',
        patience: PATIENCE,
        port: server.port,
        now: Date.now,
      },
    );
    expect(posture.certificate?.webpki).toBe('name-mismatch');
  });

  it('words with control characters are shown without them', async () => {
    const { posture } = await probe({
      tls: good,
      banner: '220 \x1b[2J\x7f\x00hi\r\n',
      ehlo: '250-a\r\n250 \x07BELL\r\n',
    });
    expect(posture).toMatchObject({ outcome: 'no-starttls', banner: '?[2J??hi', capabilities: ['?BELL'] });
  });
});

describe('the way there', () => {
  const target = (ip: string) => ({ host: HOST, ip, tlsa: null, base: HOST });
  const parts = {
    guard: addressGuard({ testTargets: true }),
    context,
    helo: 'a.example',
    patience: PATIENCE,
    port: 1,
    now: Date.now,
  };

  it('IPv6', async () => {
    const { posture } = await probe({ tls: good }, '::1');
    expect(posture).toMatchObject({ family: 6, outcome: 'starttls-works' });
  });

  it('refused', async () => {
    const { posture } = await probeAddress(target('127.0.0.1'), parts);
    expect(posture).toMatchObject({ reach: 'refused', outcome: 'untested', tls: null });
  });

  it('not allowed: no socket is opened, and nothing tells open from closed', async () => {
    const guarded = { ...parts, guard: addressGuard({ testTargets: false }) };
    server = await mailServer({ tls: good });
    const { posture: open } = await probeAddress(target('127.0.0.1'), { ...guarded, port: server.port });
    const { posture: shut } = await probeAddress(target('127.0.0.1'), guarded);
    expect(open).toMatchObject({ reach: 'not-allowed', outcome: 'untested', detail: null, phases: {} });
    expect({ ...open, observedAt: 0 }).toEqual({ ...shut, observedAt: 0 });
    expect(server.heard).toEqual([]);
  });

  it('timeout: a full backlog', async () => {
    // 192.0.2.0/24 is for documents: either nobody answers or no way leads there
    const { posture } = await probeAddress(target('192.0.2.1'), { ...parts, port: 25 });
    expect(['timeout', 'unreachable', 'blocked-here', 'refused']).toContain(posture.reach);
    expect(posture.outcome).toBe('untested');
  });
});
