import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { addressGuard } from './address-guard';
import { PATIENCE, probeAddress, type ProbeParts } from './probe-address';
import { mailContext } from './start-tls';
import { makeCertificate } from './testing/make-certificate';
import { certified, mailServer, type Behaviour, type MailServer } from './testing/mail-server';

const HOST = 'mx.example.com';
const DAY = 86_400_000;
const root = makeCertificate({ name: 'Test root', ca: true });
const middle = makeCertificate({ name: 'Test issuer', ca: true, by: root });
const good = makeCertificate({ name: HOST, names: [HOST], by: middle });
const context = mailContext([root.pem]);

let server: MailServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

async function probe(behaviour: Behaviour, more: Partial<{ tlsa: Parameters<typeof probeAddress>[0]['tlsa'] }> = {}) {
  server = await mailServer(behaviour);
  const parts: ProbeParts = {
    guard: addressGuard({ testTargets: true }),
    context,
    helo: 'probe.example.net',
    patience: { ...PATIENCE, command: 1_000, quit: 500 },
    port: server.port,
    now: Date.now,
  };
  return probeAddress({ host: HOST, ip: '127.0.0.1', tlsa: null, base: HOST, ...more }, parts);
}

const sha256 = (octets: Buffer) => createHash('sha256').update(octets).digest();
const sha512 = (octets: Buffer) => createHash('sha512').update(octets).digest();

describe('a good server', () => {
  it('is told in full, and is left politely', async () => {
    const { posture } = await probe({ tls: certified([good, middle]) });
    expect(posture).toMatchObject({
      reach: 'reached',
      outcome: 'starttls-works',
      detail: null,
      family: 4,
      banner: 'mx.test ESMTP',
      capabilities: ['REQUIRETLS'],
      tls: { version: '1.3', cipher: expect.stringMatching(/^TLS_/) },
      dane: 'none',
      certificate: {
        names: [HOST],
        issuer: 'CN=Test issuer',
        webpki: 'valid',
        keyType: 'ec',
        keyBits: 256,
        sha256: sha256(good.der).toString('hex'),
        spki: sha256(good.spki).toString('hex'),
      },
    });
    expect(Object.keys(posture.phases)).toEqual(['connect', 'banner', 'ehlo', 'starttls', 'tls', 'again', 'quit']);
    expect(server?.heard).toEqual([
      '--',
      'EHLO probe.example.net',
      'STARTTLS',
      'tls EHLO probe.example.net',
      'tls QUIT',
    ]);
  });

  it.each([
    ['TLSv1.2', '1.2'],
    ['TLSv1.1', '1.1'],
    ['TLSv1', '1.0'],
  ] as const)('that speaks %s alone works', async (version, told) => {
    const tls = { ...certified([good, middle]), minVersion: version, maxVersion: version };
    const { posture } = await probe({ tls });
    expect(posture).toMatchObject({ outcome: 'starttls-works', tls: { version: told } });
  });
});

describe('certificates', () => {
  const make = (wanted: Partial<Parameters<typeof makeCertificate>[0]>) =>
    makeCertificate({ name: HOST, names: [HOST], by: middle, ...wanted });
  const selfSigned = makeCertificate({ name: HOST, names: [HOST] });
  it.each([
    ['valid', [good, middle]],
    ['valid', [make({ names: ['*.example.com'] }), middle]],
    ['self-signed', [selfSigned]],
    [
      'self-signed',
      [makeCertificate({ name: HOST, names: [HOST], until: Date.now() - DAY, from: Date.now() - 9 * DAY })],
    ],
    ['expired', [make({ until: Date.now() - DAY, from: Date.now() - 9 * DAY }), middle]],
    ['not-yet', [make({ from: Date.now() + DAY }), middle]],
    ['untrusted', [good]],
    ['untrusted', [makeCertificate({ name: HOST, names: [HOST], by: makeCertificate({ name: 'Other', ca: true }) })]],
    ['name-mismatch', [make({ names: ['mx.example.net'] }), middle]],
    ['name-mismatch', [make({ names: ['*.com'] }), middle]],
    ['name-mismatch', [make({ names: [] }), middle]],
    ['weak', [make({ rsaBits: 1024 }), middle]],
    ['weak', [make({ hash: 'sha1' }), middle]],
  ] as const)('%s', async (webpki, chain) => {
    const { posture } = await probe({ tls: certified([...chain]) });
    expect(posture).toMatchObject({ outcome: 'starttls-works', certificate: { webpki } });
  });
});

describe('DANE', () => {
  const full = [good, middle, root] as const;
  const sent = [good, middle] as const;
  const record = (usage: number, selector: number, matchingType: number, data: Buffer) => ({
    usage,
    selector,
    matchingType,
    data,
  });
  const wrong = Buffer.alloc(32, 7);
  const expired = makeCertificate({ name: 'x', by: middle, until: Date.now() - DAY, from: Date.now() - 9 * DAY });
  const elsewhere = makeCertificate({ name: 'x', names: ['example.com'], by: middle });
  it.each([
    ['3 1 1', 'matches', [record(3, 1, 1, sha256(good.spki))], sent],
    ['3 0 1', 'matches', [record(3, 0, 1, sha256(good.der))], sent],
    ['3 1 2', 'matches', [record(3, 1, 2, sha512(good.spki))], sent],
    ['3 0 0', 'matches', [record(3, 0, 0, good.der)], sent],
    ['3 1 1, whatever the name and the dates', 'matches', [record(3, 1, 1, sha256(expired.spki))], [expired, middle]],
    ['3 1 1 of another key', 'mismatch', [record(3, 1, 1, wrong)], sent],
    [
      'a rollover: the next key and this one',
      'matches',
      [record(3, 1, 1, wrong), record(3, 1, 1, sha256(good.spki))],
      sent,
    ],
    ['2 1 1 of the issuer', 'matches', [record(2, 1, 1, sha256(middle.spki))], sent],
    ['2 0 1 of a root that was sent', 'matches', [record(2, 0, 1, sha256(root.der))], full],
    [
      '2 0 1 of a root that was not sent, though this machine has it',
      'mismatch',
      [record(2, 0, 1, sha256(root.der))],
      sent,
    ],
    ['2 0 0: the record itself is the anchor', 'matches', [record(2, 0, 0, root.der)], sent],
    ['2 1 0: a bare key is not tried', 'unknown', [record(2, 1, 0, root.spki)], sent],
    ['2 1 1 of the leaf: no anchor', 'mismatch', [record(2, 1, 1, sha256(good.spki))], sent],
    ['2 1 1, expired leaf', 'mismatch', [record(2, 1, 1, sha256(middle.spki))], [expired, middle]],
    ['2 1 1, another name', 'mismatch', [record(2, 1, 1, sha256(middle.spki))], [elsewhere, middle]],
    ['0 and 1: nothing to use', 'unusable', [record(0, 0, 1, wrong), record(1, 1, 1, sha256(good.spki))], sent],
    ['a digest of the wrong length', 'unusable', [record(3, 1, 1, Buffer.alloc(31))], sent],
    [
      'agility: the weaker digest does not count',
      'mismatch',
      [record(3, 1, 1, sha256(good.spki)), record(3, 1, 2, Buffer.alloc(64))],
      sent,
    ],
    ['agility is per usage', 'matches', [record(3, 1, 1, sha256(good.spki)), record(2, 1, 2, Buffer.alloc(64))], sent],
  ] as const)('%s', async (_, dane, tlsa, chain) => {
    const { posture, wantsName } = await probe({ tls: certified([...chain]) }, { tlsa });
    expect(posture).toMatchObject({ outcome: 'starttls-works', dane });
    expect(wantsName).toBe(_ === '2 1 1, another name');
  });

  it('an issuer that may not issue anchors nothing', async () => {
    const lesser = makeCertificate({ name: 'Lesser', by: middle });
    const leaf = makeCertificate({ name: HOST, names: [HOST], by: lesser });
    const { posture } = await probe(
      { tls: certified([leaf, lesser, middle]) },
      { tlsa: [record(2, 1, 1, sha256(lesser.spki))] },
    );
    expect(posture.dane).toBe('mismatch');
  });
});
