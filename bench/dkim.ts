/**
 * CPU time of verifying one DKIM signature (RSA-2048, relaxed/relaxed, its key at hand and imported), from the mail's octets to
 * the result. Beside it, in the same process and on the same octets, mailauth does the same, in turns.
 */
import '../scripts/extensionless.ts';
import { dkimVerify } from 'mailauth';
import { cpu } from './cpu.ts';
import { median } from './median.ts';
import { part } from './part.ts';
import { beside, faster, most } from './row.ts';
import type { Row } from './row.ts';

const { hashBodies, wantedBodies } = await import('../lib/verify/rfc/dkim/body-hash.ts');
const { indexFields } = await import('../lib/verify/rfc/dkim/header-data.ts');
const { readSignatures } = await import('../lib/verify/rfc/dkim/signature.ts');
const { verifyDkim } = await import('../lib/verify/rfc/dkim/verify-dkim.ts');
const { readFields } = await import('../lib/verify/rfc/fields.ts');
const { keyRecord, testKey } = await import('../test/signer/keys.ts');
const { signDkim } = await import('../test/signer/sign-dkim.ts');
const { keyName, zone } = await import('../test/signer/zone.ts');

const ROUNDS = 30;
const WARM_UP = 10;

const KEY = testKey('rsa-2048');
const RECORD = keyRecord(KEY);
const NAME = keyName('s', 'a.example');

const HEAD = [
  ...Array.from({ length: 4 }, (_, at) => `Received: from h${at}.example (h${at}.example [192.0.2.${at}])`),
  'From: "A. B" <x@a.example>',
  'To: y@b.example',
  'Subject: What is new this month, and what is not',
  'Date: Thu, 01 Jan 2026 00:00:00 +0000',
  'Message-ID: <1234@a.example>',
  'MIME-Version: 1.0',
  'Content-Type: text/plain; charset=utf-8',
];
const LINE = 'Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod';
const NAMES = ['from', 'to', 'subject', 'date', 'message-id', 'mime-version', 'content-type'];

/** A signed mail of about so many octets. */
function mail(octets: number, line: string): Buffer {
  const body = `${line}\r\n`.repeat(Math.floor((octets - 1500) / (line.length + 2)));
  const options = { key: KEY, domain: 'a.example', selector: 's', names: NAMES, signedAt: 1_767_225_600 };
  return Buffer.from(signDkim(`${HEAD.join('\r\n')}\r\n\r\n${body}`, options), 'latin1');
}

const world = zone({ [NAME]: RECORD });

async function ours(source: Buffer): Promise<string> {
  const bodyAt = source.indexOf('\r\n\r\n') + 4;
  const { fields } = readFields(source.toString('latin1', 0, bodyAt));
  const signatures = readSignatures(fields);
  const octets = new Uint8Array(source.buffer as ArrayBuffer, source.byteOffset + bodyAt, source.length - bodyAt);
  const body = {
    size: octets.length,
    slice: (start: number, end: number) => Promise.resolve(octets.subarray(start, end)),
  };
  const hashes = await hashBodies(body, wantedBodies(signatures));
  const { results } = await verifyDkim(signatures, indexFields(fields), hashes, world, 1_767_225_600);
  return results[0]?.result ?? 'none';
}

const resolver = () => Promise.resolve([[RECORD]]);

async function theirs(source: Buffer): Promise<string> {
  const { results } = await dkimVerify(source, { resolver });
  return results[0]?.status?.result ?? 'none';
}

interface Figures {
  readonly ours: number;
  readonly theirs: number;
  readonly least: number;
}

/** Milliseconds, medians of rounds in turns: a busy machine is busy for both. */
async function compare(source: Buffer, turns: number): Promise<Figures> {
  if ((await ours(source)) !== 'pass' || (await theirs(source)) !== 'pass') throw new Error('a signature did not hold');
  const [our, their]: [number[], number[]] = [[], []];
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    const one = await cpu(() => ours(source), turns);
    const other = await cpu(() => theirs(source), turns);
    if (round < 0) continue;
    our.push(one / 1000);
    their.push(other / 1000);
  }
  return { ours: median(our), theirs: median(their), least: Math.min(...our) };
}

async function measure(say: (detail: string) => void): Promise<readonly Row[]> {
  const how = (source: Buffer, { least }: Figures) =>
    `process CPU, median of ${ROUNDS} rounds in turns, ${source.length} octets; least ${least.toFixed(3)}`;
  say('a mail of 10 kB');
  const small = mail(10_000, LINE);
  const smallFigures = await compare(small, 300);
  say('a mail of 1 MB');
  const large = mail(1_000_000, LINE);
  const largeFigures = await compare(large, 6);
  say('a mail of 1 MB that changes in every line');
  const odd = mail(1_000_000, `${LINE.replaceAll(' ', '  ')} \t`);
  const oddFigures = await compare(odd, 4);
  return [
    most('10 kB', smallFigures.ours, 0.25, 'ms', how(small, smallFigures), 3),
    beside('mailauth, the same mail', smallFigures.theirs, 'ms', 'the same', 3),
    faster('10 kB, than mailauth', smallFigures.ours, smallFigures.theirs, 2.5, 'of the medians'),
    most('1 MB', largeFigures.ours, 2.5, 'ms', how(large, largeFigures), 2),
    beside('mailauth, the same mail', largeFigures.theirs, 'ms', 'the same', 2),
    faster('1 MB, than mailauth', largeFigures.ours, largeFigures.theirs, 2, 'of the medians'),
    beside('1 MB, every line changes', oddFigures.ours, 'ms', how(odd, oddFigures), 2),
    beside('mailauth, the same mail', oddFigures.theirs, 'ms', 'the same', 2),
  ];
}

await part(measure);
