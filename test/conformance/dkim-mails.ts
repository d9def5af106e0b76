/**
 * Signed mails with their keys and verdicts: the examples of RFC 6376 (A) and RFC 8463 (A) with dkim_verifier's variants, and the
 * mails of dkimpy, go-msgauth, mailauth and MimeKit; dkim_verifier's signatures on their own. Run by the conformance command.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFields } from '../../lib/verify/rfc/fields';
import { readKeyRecord } from '../../lib/verify/rfc/dkim/key-record';
import { prove } from '../../lib/verify/rfc/dkim/prove';
import type { DkimResult } from '../../lib/verify/rfc/dkim/verify-signature';
import { readDate } from '../../lib/verify/rfc/date';
import { toOctets } from '../../lib/verify/rfc/octets';
import { zone } from '../signer/zone';
import type { ZoneRecords } from '../signer/zone';
import { dataFolder } from './data-folder';
import { judgeDkim, tellDkim } from './judge-dkim';
import type { Outcome } from './received-chains';
import type { Recorded } from './recorded';
import { reference } from './recorded';
import { keepScore } from './score';
import type { Score } from './score';

const data = (...path: string[]): string => join(dataFolder(), '03-dkim', ...path);
const text = (...path: string[]): string => readFileSync(data(...path), 'latin1');

/** "-----BEGIN PUBLIC KEY-----": the lines between are p=. */
function pem(...path: string[]): string {
  const lines = text(...path)
    .split('\n')
    .filter((line) => !line.startsWith('-----'));
  return `v=DKIM1; k=rsa; p=${lines.map((line) => line.trim()).join('')}`;
}

/** The keys that the mails of several sets share. */
function records(): ZoneRecords {
  const football = JSON.parse(text('mailauth/dkim/ec/fixtures/dns.json')) as Record<string, { TXT: string[][] }>;
  const test = text('dkimpy/test.txt').trim();
  return {
    ...Object.fromEntries(
      Object.entries(football).map(([name, { TXT }]) => [name, TXT.map((strings) => strings.join(''))]),
    ),
    'brisbane._domainkey.example.com': exampleKey(),
    // In dkim_verifier's zone, which the set lacks: the same key with a flag.
    's.flags._domainkey.example.com': exampleKey().replace(';n=;', ';t=s;'),
    'test._domainkey.example.com': test,
    '20120113._domainkey.gmail.com': pem('mimekit/gmail.pub'),
    'sed._domainkey.test.ex': text('dkimpy/eximtest.dns').trim(),
  };
}

/** RFC 6376's own key, as dkim_verifier's cases carry it. */
function exampleKey(): string {
  for (const { calls } of spec().cases)
    for (const { fn, args } of calls) {
      const [given] = args as [{ $map?: [string, string][] }?];
      const record = fn === 'dnsStub.createTxtQueryCallback' ? given?.$map?.[0]?.[1] : undefined;
      if (record?.includes(';n=;')) return record;
    }
  return '';
}

function spec(): { readonly cases: readonly Recorded[] } {
  return JSON.parse(text('dkim_verifier/verifierSpec.json')) as { readonly cases: readonly Recorded[] };
}

/** dkim_verifier's words for what went wrong, as our reasons. */
const REASONS: Readonly<Record<string, string>> = {
  DKIM_SIGERROR_MISSING_V: 'missing-tag',
  DKIM_SIGERROR_KEY_REVOKED: 'key-revoked',
  DKIM_SIGERROR_KEY_HASHNOTINCLUDED: 'key-hash-mismatch',
  DKIM_SIGERROR_KEY_MISMATCHED_K: 'key-type-mismatch',
  DKIM_SIGERROR_KEY_NOTEMAILKEY: 'key-service-mismatch',
  DKIM_SIGERROR_DOMAIN_I: 'key-domain-mismatch',
  DKIM_SIGERROR_CORRUPT_BH: 'body-changed',
  DKIM_SIGERROR_BADSIG: 'header-changed',
};

/** What one assertion of dkim_verifier says of one signature; null where it speaks of something else (alignment, its options). */
function agrees(field: string, wanted: unknown, one: DkimResult, fieldNames: readonly string[]): boolean | null {
  const { signature, result, reason, weaknesses, coverage } = one;
  switch (field) {
    case 'result':
      // An unsigned copy of a field is a failure there; here it is a weakness that no seal may be whole with.
      return wanted === 'SUCCESS' ? result === 'pass' : result !== 'pass' || weaknesses.includes('unsigned-copy');
    case 'errorType':
      return wanted === 'DKIM_POLICYERROR_UNSIGNED_HEADER_ADDED'
        ? weaknesses.includes('unsigned-copy')
        : REASONS[String(wanted)] === reason;
    case 'errorStrParams':
      return coverage?.copies.map((index) => fieldNames[index]).join() === (wanted as string[]).join();
    case 'sdid':
      return wanted === undefined || signature.domain === wanted;
    case 'auid':
      return (signature.identity ?? `@${signature.domain ?? ''}`) === wanted;
    case 'selector':
      return signature.selector === wanted;
    case 'timestamp':
      return signature.signedAt === wanted;
    case 'expiration':
      return signature.expiresAt === wanted;
    case 'algorithmSignature':
      return signature.algorithm?.key === wanted;
    case 'algorithmHash':
      return signature.algorithm?.hash.replace('-', '') === wanted;
    case 'signedHeaders':
      return signature.names.join() === (wanted as string[]).join();
    case 'warnings': {
      const { name, params } = (wanted ?? {}) as { name?: string; params?: string[] };
      if (name === 'DKIM_SIGWARNING_FUTURE') return weaknesses.includes('signed-after-receipt');
      if (name === 'DKIM_SIGWARNING_UNSIGNED_HEADER')
        return params?.every((param) => coverage?.unsigned.some((index) => fieldNames[index] === param)) === true;
      return null;
    }
    default:
      return null;
  }
}

async function runVerifier(score: Score): Promise<void> {
  for (const { name, calls, expect } of spec().cases) {
    const made = new Map<string, { results: readonly DkimResult[]; names: readonly string[] }>();
    let mail = '';
    let given: ZoneRecords = {};
    for (const { id, fn, args } of calls) {
      if (fn === 'testUtils.readTestFile') mail = text('dkim_verifier', String(args[0]));
      const [map] = args as [{ $map?: [string, string][] }?];
      if (fn === 'dnsStub.createTxtQueryCallback') given = Object.fromEntries(map?.$map ?? []);
      if (!fn?.endsWith('.verify')) continue;
      const { fields } = readFields(mail);
      // It takes the date of the newest Received line for the time of receipt.
      const received = fields.find((field) => field.name === 'Received')?.raw ?? '';
      const date = readDate(received, received.lastIndexOf(';') + 1);
      const results = await judgeDkim(mail, zone({ ...records(), ...given }), date);
      made.set(id, { results, names: fields.map((field) => field.name) });
    }
    for (const [place, { subject, op, args }] of expect.entries()) {
      const at = reference(subject);
      const run = at && made.get(at.call);
      if (!at || !run) continue;
      const [, which = '', field = ''] = at.path;
      const key = `dkim_verifier ${name} ${place}`;
      if (which === 'length') {
        score.say(key, run.results.length === args?.[0], String(run.results.length));
        continue;
      }
      // It sorts signatures of one verdict in its own way: the RSA one first.
      const one = run.results.toSorted(
        (a, b) => Number(b.signature.algorithm?.key === 'rsa') - Number(a.signature.algorithm?.key === 'rsa'),
      )[Number(which)];
      const wanted = field === 'warnings' ? (args?.[0] as unknown[] | undefined)?.[0] : args?.[0];
      const right = one ? agrees(field, wanted, one, run.names) : false;
      if (right !== null) score.say(key, right, `${op} ${JSON.stringify(args)}, got ${tellDkim(run.results)}`);
    }
  }
}

/** Its signatures on their own: a key, the hash, the signature, what was signed. */
async function runCrypto(score: Score): Promise<void> {
  const { cases } = JSON.parse(text('dkim_verifier/cryptoSpec.json')) as { readonly cases: readonly Recorded[] };
  for (const { name, calls, expect } of cases)
    for (const { id, fn, args } of calls) {
      if (fn !== 'crypto.verifyRSA' && fn !== 'crypto.verifyEd25519') continue;
      const [p, hash, value, signed] = args as [string, string, string, string];
      const type = fn === 'crypto.verifyRSA' ? 'rsa' : 'ed25519';
      const reading = readKeyRecord(`k=${type}; p=${p}`);
      const algorithm = { key: type, hash: hash === 'sha1' ? 'sha-1' : 'sha-256' } as const;
      // RFC 8463 knows no ed25519-sha1; a field that says so is faulty before this.
      const proof =
        reading.ok && !(type === 'ed25519' && hash === 'sha1')
          ? await prove(reading.key, algorithm, value, toOctets(signed))
          : 'none';
      const holds = expect.some(({ subject, op }) => op === 'to.be.true' && reference(subject)?.call === id);
      score.say(`dkim_verifier ${fn} ${name} ${id}`, (proof === 'holds') === holds, proof);
    }
}

/** File, time of receipt, and each signature's result and reason. */
const MAILS: readonly (readonly [path: string, wanted: string])[] = [
  ['dkim_verifier/rfc6376-A.2.eml', 'pass (valid)'],
  ['dkim_verifier/rfc8463-A.3.eml', 'pass (valid), pass (valid)'],
  ['dkim_verifier/rfc6376-A.2-ill_formed-list_id.eml', 'pass (valid)'],
  ['mimekit/rfc8463-example.msg', 'pass (valid), pass (valid)'],
  ['mimekit/gmail.msg', 'pass (valid)'],
  ['mimekit/multipart-no-end-boundary.msg', 'pass (valid)'],
  ['dkimpy/rfc6376.signed.msg', 'pass (valid), pass (valid)'],
  ['dkimpy/ed25519test2.msg', 'pass (valid)'],
  // Its header is that of a mail of Gmail's; its point is how it is folded.
  ['dkimpy/test2.message', 'pass (valid)'],
  ['dkimpy/test.message', 'no signature'],
  ['mailauth/dkim/ec/fixtures/signed.eml', 'pass (valid), pass (valid)'],
];

async function runMails(score: Score): Promise<void> {
  for (const [path, wanted] of MAILS) {
    const results = tellDkim(await judgeDkim(text(path), zone(records()), null));
    score.say(path, results === wanted, `${wanted}, got ${results}`);
  }
}

/** go-msgauth's mails, by name. One has a key that its set lacks. */
const GO: Readonly<Record<string, string>> = {
  unsignedMailString: 'no signature',
  verifiedMailString: 'pass (valid)',
  verifiedRawRSAMailString: 'permerror (no-key)',
  verifiedEd25519MailString: 'pass (valid), pass (valid)',
  tooManySignaturesMailString: 'pass (valid), pass (valid), pass (valid)',
};

async function runGo(score: Score): Promise<void> {
  const { cases } = JSON.parse(text('go-msgauth/verify_messages.json')) as {
    readonly cases: readonly { readonly name: string; readonly message: string }[];
  };
  for (const { name, message } of cases) {
    const results = tellDkim(await judgeDkim(message, zone(records()), null));
    score.say(`go-msgauth ${name}`, results === GO[name], `${GO[name] ?? 'nothing'}, got ${results}`);
  }
}

export async function run(): Promise<Outcome> {
  const score = keepScore({});
  await score.part('assertions of dkim_verifier', () => runVerifier(score));
  await score.part('signatures of dkim_verifier', () => runCrypto(score));
  await score.part('mails with their keys', () => runMails(score));
  await score.part('mails of go-msgauth', () => runGo(score));
  return score.finish();
}
