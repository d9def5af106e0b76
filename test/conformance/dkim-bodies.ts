/**
 * Canonical forms: what mailauth and dkimpy state of bodies, header fields and c=, and the bodies of signed mails whose keys are
 * no longer to be had, against their own bh=. Run by the conformance command.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findBodyHash, hashBodies, wantedBodies } from '../../lib/verify/rfc/dkim/body-hash';
import { canonicalBody } from '../../lib/verify/rfc/dkim/canonical-body';
import { headerData, indexFields } from '../../lib/verify/rfc/dkim/header-data';
import { readSignatures } from '../../lib/verify/rfc/dkim/signature';
import type { BodyWanted } from '../../lib/verify/rfc/dkim/signature';
import { readCanonicalizations } from '../../lib/verify/rfc/dkim/tag-values';
import type { Canonicalization } from '../../lib/verify/rfc/dkim/tag-values';
import { readFields } from '../../lib/verify/rfc/fields';
import { fromOctets, toOctets } from '../../lib/verify/rfc/octets';
import { bodyOf, readMail } from '../signer/read-mail';
import { dataFolder } from './data-folder';
import type { Outcome } from './received-chains';
import { keepScore } from './score';
import type { Score } from './score';

const LONE_LF = 'RFC 6376 3.4.3: an empty line ends in CRLF; here a lone LF stands between some, and is content';

const DEVIATIONS: Readonly<Record<string, string>> = {
  'mailauth relaxed Should calculate sha256 body hash for an empty message': LONE_LF,
  'mailauth relaxed Should calculate sha1 body hash for an empty message': LONE_LF,
  'mailauth simple Should calculate sha256 body hash for an empty message': LONE_LF,
  'mailauth simple Should calculate sha1 body hash for an empty message': LONE_LF,
};

type Arg = string | { readonly $ref?: string } | readonly Arg[];

interface MailauthCase {
  readonly name: string;
  readonly calls: readonly {
    readonly id: string;
    readonly fn?: string;
    readonly new?: string;
    readonly args: readonly Arg[];
  }[];
  readonly expect: readonly {
    readonly subject: { readonly $ref?: string };
    readonly op: string;
    readonly args: readonly unknown[];
  }[];
}

/** The cases that hash one text and state the hash: `Buffer.from(text)`, `new Hash(algorithm, length?)`, `update`, `digest`. */
async function runMailauth(score: Score, kind: Canonicalization): Promise<void> {
  const path = join(dataFolder(), '03-dkim/mailauth/body', `${kind}-test.json`);
  const { cases } = JSON.parse(readFileSync(path, 'utf8')) as { cases: readonly MailauthCase[] };
  for (const { name, calls, expect } of cases) {
    const text = calls.find(({ fn }) => fn === 'buffer.Buffer.from')?.args[0];
    const [algorithm, length] = calls.find((call) => call.new !== undefined)?.args ?? [];
    const stated = expect.find(({ op, args }) => op === 'to.equal' && typeof args[0] === 'string')?.args[0];
    if (typeof text !== 'string' || typeof algorithm !== 'string' || typeof stated !== 'string') continue;
    const wanted: BodyWanted = {
      canonicalization: kind,
      length: typeof length === 'number' ? length : null,
      hash: algorithm.endsWith('sha1') ? 'sha-1' : 'sha-256',
    };
    const hashes = await hashBodies(bodyOf(Buffer.from(text).toString('latin1')), [wanted]);
    const value = findBodyHash(hashes, wanted)?.value ?? 'none';
    score.say(`mailauth ${kind} ${name}`, value === stated, `${stated}, got ${value}`);
  }
}

interface Bytes {
  readonly $bytes: string;
}

interface DkimpyCase {
  readonly suite: string;
  readonly name: string;
  readonly expect: readonly { readonly op: string; readonly args: readonly unknown[] }[];
}

const isBytes = (value: unknown): value is Bytes => typeof value === 'object' && value !== null && '$bytes' in value;

function runDkimpy(score: Score): void {
  const path = join(dataFolder(), '03-dkim/dkimpy/test_canonicalization.json');
  const { cases } = JSON.parse(readFileSync(path, 'utf8')) as { cases: readonly DkimpyCase[] };
  for (const { suite, name, expect } of cases) {
    const kind: Canonicalization = suite.includes('Relaxed') ? 'relaxed' : 'simple';
    for (const [place, { op, args }] of expect.entries()) {
      const key = `dkimpy ${suite} ${name} ${place}`;
      const [first, second, third] = args;
      if (op === 'assertCanonicalForm' && isBytes(first) && isBytes(second)) {
        const got = fromOctets(canonicalBody(toOctets(second.$bytes), kind));
        score.say(key, got === first.$bytes, JSON.stringify(got));
      } else if (op === 'assertCanonicalForm') {
        const fields = (given: unknown): string[] =>
          (given as readonly (readonly [Bytes, Bytes])[]).map(([field, value]) => `${field.$bytes}:${value.$bytes}`);
        const wanted = fields(first).join('');
        const { fields: read } = readFields(fields(second).join(''));
        const index = indexFields(read);
        const got = read.map(
          (field, at) => `${fromOctets(headerData(index, kind, [], at, [field.raw.length, field.raw.length]))}\r\n`,
        );
        score.say(key, got.join('') === wanted, JSON.stringify(got));
      } else if (op === 'assertValueDoesNotParse' && isBytes(first)) {
        const value = first.$bytes;
        score.say(key, readCanonicalizations(value) === null, `${value} was read`);
      } else if (op === 'assertCValue' && isBytes(first)) {
        const word = (given: unknown): string => String((given as { readonly $expr: string }).$expr).toLowerCase();
        const got = readCanonicalizations(first.$bytes);
        score.say(key, got?.join() === [word(second), word(third)].join(), String(got));
      }
    }
  }
}

/** Mails whose keys are gone: how their body compares with bh=, by what the file's name says was done to it. */
const MAILS: readonly (readonly [folder: string, choose: RegExp, holds: boolean])[] = [
  ['spamassassin', /^test-pass-.*msg$/, true],
  ['stalwart-server', /^dkim\.eml$/, true],
  [
    'zk-email-verify/helpers/tests/test-data',
    /^email-(?:good|good-large|different-domain|invalid-domain|invalid-selector)\.eml$/,
    true,
  ],
  ['zk-email-verify/helpers/tests/test-data', /^email-body(?:-tampered|less)\.eml$/, false],
  ['zk-email-verify/circuits/tests/test-emails', /\.eml$/, true],
  ['dkim_verifier/original', /\.eml$/, true],
];

async function runMails(score: Score): Promise<void> {
  for (const [folder, choose, holds] of MAILS) {
    const path = join(dataFolder(), '03-dkim', folder);
    for (const file of readdirSync(path).filter((name) => choose.test(name))) {
      const mail = readFileSync(join(path, file), 'latin1').replace(/\r?\n/g, '\r\n');
      const { fields, body } = readMail(mail);
      const signatures = readSignatures(fields).filter(({ fault }) => fault === null);
      const hashes = await hashBodies(body, wantedBodies(signatures));
      const same = signatures.map((one) => findBodyHash(hashes, one.body)?.value === one.bodyHash);
      const right = same.length > 0 && same.every((one) => one === holds);
      score.say(`${folder} ${file}`, right, `bh= holds: ${same.join()}`);
    }
  }
}

export async function run(): Promise<Outcome> {
  const score = keepScore(DEVIATIONS);
  await score.part('texts of mailauth, relaxed', () => runMailauth(score, 'relaxed'));
  await score.part('texts of mailauth, simple', () => runMailauth(score, 'simple'));
  await score.part('assertions of dkimpy', () => runDkimpy(score));
  await score.part('bodies of mails without their keys', () => runMails(score));
  return score.finish();
}
