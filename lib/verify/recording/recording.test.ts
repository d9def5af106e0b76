import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lineOf } from '../../../test/fixtures/arrived';
import { keyRecord, testKey } from '../../../test/signer/keys';
import { bodyOf } from '../../../test/signer/read-mail';
import { sealArc } from '../../../test/signer/seal-arc';
import { signDkim } from '../../../test/signer/sign-dkim';
import { zone } from '../../../test/signer/zone';
import { digest, withBody } from '../digest';
import type { Receiver } from '../message';
import { verify } from '../verify';
import { offline, type World } from '../world';
import { replayRecording } from './replay-recording';
import { verdictOf, type Recording } from './recording';
import { writeRecording } from './write-recording';

const REPORTS = new URL('../../../test/fixtures/reports/', import.meta.url);
const NOW = Date.UTC(2026, 0, 5, 11);
const KEY = testKey('rsa-2048');
const OTHER = testKey('rsa-2048', 1);
const CURVE = testKey('ed25519');

const MAIL = [
  'From: Anna <anna.secret@sender.example>',
  'To: Kim Secret <kim.secret@example.com>, "other secret"@x.example',
  'Reply-To: secret@elsewhere.example',
  'Subject: Secret matters',
  'Date: Mon, 5 Jan 2026 09:59:00 +0000',
  'Message-ID: <secret.1@sender.example>',
  'List-Unsubscribe: <https://lists.example/u?who=secret>, <mailto:leave+secret@lists.example>',
  'Content-Type: text/plain; name="secret.txt"',
  'X-Thread: secret',
  '',
  'A secret text.',
  '',
].join('\r\n');
const sign = (given: object = {}, mail = MAIL) =>
  signDkim(mail, {
    key: KEY,
    domain: 'sender.example',
    selector: 's1',
    identity: 'anna.secret@sender.example',
    ...given,
  });
const RECORDS = {
  's1._domainkey.sender.example': keyRecord(KEY),
  'e1._domainkey.sender.example': keyRecord(CURVE),
  's1._domainkey.mailer.test': keyRecord(KEY),
  's1._domainkey.lists.test': keyRecord(KEY),
  'sender.example': 'v=spf1 ip4:203.0.113.10 -all',
  '_dmarc.sender.example': 'v=DMARC1; p=reject',
};

const receiver: Receiver = {
  mailbox: 'example.com',
  preset: null,
  names: [],
  networks: [],
  gateways: [],
  learned: [],
  folder: null,
  sealers: ['lists.test'],
  vouched: true,
};

async function record(mail: string, world: World, client = '203.0.113.10'): Promise<Recording> {
  const whole = [
    'Return-Path: <bounce+kim.secret=example.com@sender.example>',
    lineOf(client, 'mail.sender.example').replace(' id 1;', ' id 1 for <kim.secret@example.com>;'),
    mail,
  ].join('\r\n');
  const end = whole.indexOf('\r\n\r\n') + 4;
  const read = await withBody(digest(whole.slice(0, end), receiver, 'exact'), bodyOf(whole.slice(end)));
  return writeRecording(read, await verify(read, world), NOW);
}

async function verdictAgain(recording: unknown) {
  const report = await replayRecording(recording);
  return report && verdictOf(report);
}

const arc = (mail: string) =>
  sealArc(`${mail}Footer\r\n`, {
    key: KEY,
    domain: 'lists.test',
    selector: 's1',
    results: 'lists.test; dmarc=pass header.from=sender.example',
  });

interface Case {
  readonly what: string;
  readonly mail: string;
  readonly world: World;
  readonly client?: string;
}
const CASES: readonly Case[] = (
  [
    ['signed by the author', sign(), zone(RECORDS, NOW)],
    ['signed twice, on a curve too', sign({ key: CURVE, selector: 'e1' }, sign()), zone(RECORDS, NOW)],
    ['a third party’s signature', sign({ domain: 'mailer.test', identity: '@mailer.test' }), zone(RECORDS, NOW)],
    ['a header that was changed', sign().replace('Secret matters', 'Other matters'), zone(RECORDS, NOW)],
    ['a body that was changed', `${sign()}More.\r\n`, zone(RECORDS, NOW)],
    ['another’s key', sign({ key: OTHER }), zone(RECORDS, NOW)],
    ['another’s server', MAIL, zone(RECORDS, NOW), '198.51.100.66'],
    ['sealed by a list', arc(sign()), zone(RECORDS, NOW), '198.51.100.66'],
    ['a sealed chain that was broken', arc(sign()).replace('dmarc=pass', 'dmarc=fail'), zone(RECORDS, NOW)],
    ['nobody was asked', sign(), offline(NOW)],
    ['several From fields', `From: b@other.example\r\n${sign()}`, zone(RECORDS, NOW)],
  ] as readonly (readonly [string, string, World, string?])[]
).map(([what, mail, world, client]) => ({ what, mail, world, ...(client === undefined ? {} : { client }) }));

describe('a recording', () => {
  it.each(CASES)('leads to the verdict again, through a file: $what', async ({ mail, world, client }) => {
    const recording = await record(mail, world, client);
    expect(await verdictAgain(JSON.parse(JSON.stringify(recording)))).toEqual(recording.verdict);
  });

  it.each(CASES)(
    'holds nothing of the text, of the subject, nor of what stands before an @: $what',
    async ({ mail, world }) => {
      const text = JSON.stringify(await record(mail, world));
      expect(text).not.toMatch(/secret/i);
      expect(text).toContain('sender.example');
    },
  );

  it('rests on what was proven then: without it, no signature holds', async () => {
    const recording = await record(sign(), zone(RECORDS, NOW));
    expect(recording.verdict.seal).toBe('whole');
    const replayed = await replayRecording({ ...recording, proven: {} });
    expect(replayed?.proof?.dkim.results[0]).toMatchObject({ result: 'fail', reason: 'header-changed' });
  });

  it.each([null, 1, 'x', [], {}, { format: 2 }, { format: 1, at: 1 }])(
    'is told from what is none: %j',
    async (value) => {
      expect(await replayRecording(value)).toBeNull();
    },
  );
});

describe('a reader’s report', () => {
  const files = readdirSync(REPORTS).filter((name) => name.endsWith('.json'));

  it('is there', () => expect(files.length).toBeGreaterThan(0));

  it.each(files)('%s: the verdict it holds', async (name) => {
    const recording = JSON.parse(readFileSync(new URL(name, REPORTS), 'utf8')) as Recording;
    expect(await verdictAgain(recording)).toEqual(recording.verdict);
  });
});
