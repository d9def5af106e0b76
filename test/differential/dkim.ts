/** DKIM: each signature of each mail, by both. */
import { dkimVerify } from 'mailauth';
import { findBodyHash, hashBodies, wantedBodies } from '../../lib/verify/rfc/dkim/body-hash';
import type { BodyHash } from '../../lib/verify/rfc/dkim/body-hash';
import { indexFields } from '../../lib/verify/rfc/dkim/header-data';
import { readSignatures } from '../../lib/verify/rfc/dkim/signature';
import { verifyDkim } from '../../lib/verify/rfc/dkim/verify-dkim';
import type { DkimResult } from '../../lib/verify/rfc/dkim/verify-signature';
import type { Failure } from '../../lib/verify/world';
import { readMail } from '../signer/read-mail';
import { keyName } from '../signer/zone';
import { resolverOf, worldOf } from './answers';
import type { Data } from './answers';
import { change } from './change';
import { compare } from './compare';
import type { Done } from './compare';
import { DKIM_RULES } from './dkim-rules';
import { ourWord, theirWord } from './dkim-word';
import type { Theirs } from './dkim-word';
import { AUTHOR, plainMail } from './mails';
import { random } from './random';
import { NOW, sign, signer } from './sign';

const MAILS = 4000;

export interface DkimCase {
  readonly mail: string;
  readonly ours: DkimResult;
  /** What is published for this signature. */
  readonly record: readonly string[] | Failure;
  /** Whether its bh= is that of the body, key or no key. */
  readonly bodyHolds: boolean;
}

async function made(seed: number): Promise<{ mail: string; data: Data }> {
  const one = random(seed);
  const data = new Map<string, readonly string[] | Failure>();
  let mail = plainMail(one);
  const count = one.pick([1, 1, 1, 1, 2, 2, 3]);
  for (let at = 0; at < count; at++) {
    const by = signer(one, one.once(4) ? 'b.example' : AUTHOR, `s${at}`, 2);
    data.set(`TXT ${keyName(by.selector, by.domain)}`, by.record);
    mail = await sign(one, mail, by);
  }
  return { mail: change(one, mail), data };
}

interface Ours {
  readonly results: readonly DkimResult[];
  readonly hashes: readonly BodyHash[] | null;
}

async function judgeOurs(mail: string, data: Data): Promise<Ours> {
  const { fields, body } = readMail(mail);
  const signatures = readSignatures(fields);
  const hashes = await hashBodies(body, wantedBodies(signatures));
  const { results } = await verifyDkim(signatures, indexFields(fields), hashes, worldOf(data), NOW);
  return { hashes, results: results.toSorted((one, other) => one.signature.index - other.signature.index) };
}

async function judgeTheirs(mail: string, data: Data): Promise<readonly Theirs[]> {
  const resolver = resolverOf(data);
  const { results } = await dkimVerify(Buffer.from(mail, 'latin1'), {
    resolver,
    strict: true,
    curTime: new Date(NOW * 1000),
  } as Parameters<typeof dkimVerify>[1]);
  const found = results as unknown as readonly Theirs[];
  return found.filter(({ status }) => status.result !== 'none');
}

export async function compareDkim(seed: number, only: number | null): Promise<Done> {
  const comparison = compare<DkimCase>('DKIM signatures', DKIM_RULES, only);
  let mails = 0;
  for (let at = 0; at < MAILS; at++) {
    if (only !== null && at !== only) continue;
    const { mail, data } = await made(seed * MAILS + at);
    const [{ results: ours, hashes }, theirs] = await Promise.all([judgeOurs(mail, data), judgeTheirs(mail, data)]);
    mails++;
    if (only !== null) show(mail, data, ours, theirs);
    if (ours.length !== theirs.length)
      throw new Error(`dkim ${at}: ${ours.length} signatures, theirs ${theirs.length}`);
    for (const [place, our] of ours.entries()) {
      const { selector, domain, body, bodyHash } = our.signature;
      const record = data.get(`TXT ${keyName(selector ?? '', domain ?? '')}`) ?? 'nxdomain';
      const bodyHolds = findBodyHash(hashes, body)?.value === bodyHash;
      const their = theirs[place] as Theirs;
      comparison.say(`dkim ${at}`, { mail, ours: our, record, bodyHolds }, ourWord(our), theirWord(their));
    }
  }
  return comparison.finish(mails);
}

function show(mail: string, data: Data, ours: readonly DkimResult[], theirs: readonly Theirs[]): void {
  console.log(Buffer.from(mail, 'latin1').toString(), data);
  for (const { result, reason, signature } of ours) console.log(`ours ${result} ${reason} ${signature.tag ?? ''}`);
  for (const { status } of theirs) console.log(`theirs ${status.result} ${status.comment ?? ''}`);
}
