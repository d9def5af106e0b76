/** Signs and seals by either signer: mailauth's own, or the tests'. */
import { dkimSign, sealMessage } from 'mailauth';
import { keyRecord, testKey } from '../signer/keys';
import type { TestKey } from '../signer/keys';
import { sealArc } from '../signer/seal-arc';
import { signDkim } from '../signer/sign-dkim';
import type { Failure } from '../../lib/verify/world';
import { AUTHOR } from './mails';
import type { Random } from './random';

export const NOW = 1_767_225_600;
const HOUR = 3600;

const KINDS = ['rsa-1024', 'rsa-2048', 'ed25519'] as const;
const FORMS = ['relaxed/relaxed', 'relaxed/simple', 'simple/relaxed', 'simple/simple'] as const;
const EDGES = ['relaxed', 'simple'] as const;

const NAMES: readonly (readonly string[])[] = [
  ['from'],
  ['From', 'Subject', 'To', 'Date'],
  ['from', 'from', 'subject', 'subject', 'to', 'cc', 'reply-to'],
  ['date', 'x-words', 'from', 'x-none', 'received', 'received', 'content-type'],
  ['from', 'from', 'x-words', 'x-words'],
  ['from', 'received'],
  ['received', 'subject', 'from', 'list-id', 'x-empty', 'message-id'],
];

const GAPS = ['\r\n ', '\r\n\t', ' ', '', '  \r\n \t'] as const;

const pem = (key: TestKey): string => key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

/** What a selector may publish instead of what it should. */
const ODD: readonly ((key: TestKey, kind: (typeof KINDS)[number]) => readonly string[] | Failure)[] = [
  (key) => [keyRecord(key, '; t=y')],
  (key) => [keyRecord(key, '; t=s')],
  (key) => [keyRecord(key, '; t=y:s')],
  (key) => [keyRecord(key, '; h=sha1')],
  (key) => [keyRecord(key, '; h=sha1:sha256')],
  (key) => [keyRecord(key, '; s=email')],
  (key) => [keyRecord(key, '; s=other')],
  (key) => [keyRecord(key, '; n=a note')],
  (key) => [`v=DKIM1; k=${key.type}; p=`],
  (key) => [`k=${key.type}; p=${key.data}`],
  (key) => [`p=${key.data}; v=DKIM1`],
  (key) => [`v=DKIM1; p=${key.data}`],
  (key) => [`v=DKIM2; k=${key.type}; p=${key.data}`],
  (key) => [`v=DKIM1; k=dsa; p=${key.data}`],
  (key) => [`v=DKIM1;; k=${key.type}; p=${key.data};`],
  (key) => [` v = DKIM1 ; k = ${key.type} ; p = ${key.data.replace(/(.{30})/g, '$1 ')}`],
  (key) => [`v=DKIM1; k=${key.type}; p=${key.data.slice(0, 40)}`],
  (key) => [`v=DKIM1; k=${key.type}; p=${key.data}; p=${key.data}`],
  (key) => [`v=DKIM1; k=${key.type}; p=!${key.data}`],
  (key) => [`v=DKIM1; k=${key.type}; no tag; p=${key.data}`],
  (_, kind) => [keyRecord(testKey(kind, 1))],
  (_, kind) => [keyRecord(testKey(kind === 'ed25519' ? 'rsa-1024' : 'ed25519'))],
  (key, kind) => [keyRecord(testKey(kind, 1)), keyRecord(key)],
  (key, kind) => [keyRecord(key), keyRecord(testKey(kind, 1))],
  (key) => ['v=spf1 -all', keyRecord(key)],
  () => ['v=spf1 -all'],
  () => ['some words'],
  () => [],
  () => 'nxdomain',
  () => 'timeout',
  () => 'servfail',
];

/** Who signs: a key under a selector of its own, and what is published there. */
export interface Signer {
  readonly key: TestKey;
  readonly domain: string;
  readonly selector: string;
  readonly record: readonly string[] | Failure;
}

/** One in `odd` publishes something else than its key, or has a small one. */
export function signer(random: Random, domain: string, selector: string, odd: number): Signer {
  const kind = random.once(odd * 12) ? 'rsa-512' : random.pick(KINDS);
  const key = testKey(kind);
  const other = random.pick(ODD)(key, kind === 'rsa-512' ? 'rsa-1024' : kind);
  return { key, domain, selector, record: random.once(odd) ? other : [keyRecord(key)] };
}

/** The mail with one more signature. */
export async function sign(random: Random, mail: string, by: Signer): Promise<string> {
  const { key, domain, selector } = by;
  const names = random.pick(NAMES);
  const length = random.once(6) ? random.pick([0, 1, 10, 40, 2000]) : undefined;
  const canonicalization = random.pick(FORMS);
  const signedAt = NOW - HOUR;
  // Before, at and after the time of receipt, and before it was signed.
  const expiresAt = random.once(6) ? NOW + random.pick([-HOUR + 1, -1, 0, HOUR, -2 * HOUR]) : undefined;
  const identity = random.once(8) ? random.pick([`x@${domain}`, `@sub.${domain}`, '@other.example']) : undefined;
  // mailauth's signer refuses what its verifier does.
  const refused = identity === '@other.example' || (expiresAt !== undefined && expiresAt <= signedAt);
  if (random.once(2) && !refused && by.key.privateKey.asymmetricKeyDetails?.modulusLength !== 512) {
    const { signatures, errors } = await dkimSign(Buffer.from(mail, 'latin1'), {
      canonicalization,
      signTime: new Date(signedAt * 1000),
      ...(expiresAt === undefined ? {} : { expires: new Date(expiresAt * 1000) }),
      headerList: [...names],
      signatureData: [
        {
          signingDomain: domain,
          selector,
          privateKey: pem(key),
          ...(length === undefined ? {} : { maxBodyLength: length }),
          ...(identity === undefined ? {} : { identity }),
        },
      ],
    } as Parameters<typeof dkimSign>[1]);
    if (errors.length > 0 || signatures === '') throw new Error(`mailauth did not sign: ${JSON.stringify(errors)}`);
    return signatures + mail;
  }
  return signDkim(mail, {
    key,
    domain: random.once(20) ? domain.toUpperCase() : domain,
    selector,
    names,
    canonicalization: random.once(12) ? random.pick(EDGES) : canonicalization,
    ...(key.type === 'rsa' && random.once(12) ? { algorithm: 'rsa-sha1' as const } : {}),
    ...(length === undefined ? {} : { length }),
    ...(random.once(2) ? { signedAt } : {}),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(identity === undefined ? {} : { identity }),
    ...(random.once(10) ? { more: [random.pick(['z=From:x=40a.example', 'q=dns/txt', 'foo=bar'])] } : {}),
    gap: random.pick(GAPS),
  });
}

/** The mail with one more set of ARC. `broken` says of the chain before what is not so, or leaves out a number. */
export async function seal(
  random: Random,
  mail: string,
  by: Signer,
  instance: number,
  broken: boolean,
): Promise<string> {
  const { key, domain, selector } = by;
  const results = `${domain}; spf=pass smtp.mailfrom=${AUTHOR}`;
  const short = key.privateKey.asymmetricKeyDetails?.modulusLength === 512;
  if (!broken && !short && random.once(2)) {
    const head = await sealMessage(Buffer.from(mail, 'latin1'), {
      signingDomain: domain,
      selector,
      privateKey: pem(key),
      authResults: results,
      cv: instance === 1 ? 'none' : 'pass',
      signTime: new Date((NOW - HOUR) * 1000),
    } as Parameters<typeof sealMessage>[1]);
    // It seals no chain that it finds broken; ours does.
    if (head.length > 0) return head.toString('latin1') + mail;
  }
  return sealArc(mail, {
    key,
    domain,
    selector,
    results,
    signedAt: NOW - HOUR,
    canonicalization: random.pick(FORMS),
    gap: random.pick(GAPS),
    ...(random.once(5) ? { names: random.pick([...NAMES, ['subject', 'to']]) } : {}),
    ...(broken
      ? random.pick([{ cv: 'fail' }, { cv: 'none' }, { cv: 'pass' }, { instance: instance + 1 }, { instance: 1 }])
      : {}),
    ...(random.once(20) ? { length: random.pick([0, 10, 2000]) } : {}),
    ...(random.once(20) ? { expiresAt: NOW + random.pick([-1, HOUR]) } : {}),
    ...(key.type === 'rsa' && random.once(25) ? { algorithm: 'rsa-sha1' as const } : {}),
  });
}
