/** ARC: the chain of each mail, by both. */
import { arc, dkimVerify } from 'mailauth';
import { verifyArc } from '../../lib/verify/rfc/arc/verify-arc';
import type { ArcResult } from '../../lib/verify/rfc/arc/verify-arc';
import { readChain } from '../../lib/verify/rfc/arc/chain';
import { hashBodies, wantedBodies } from '../../lib/verify/rfc/dkim/body-hash';
import { indexFields } from '../../lib/verify/rfc/dkim/header-data';
import type { Failure } from '../../lib/verify/world';
import { readMail } from '../signer/read-mail';
import { keyName } from '../signer/zone';
import { resolverOf, worldOf } from './answers';
import type { Data } from './answers';
import { ARC_RULES } from './arc-rules';
import { change } from './change';
import { compare } from './compare';
import type { Done } from './compare';
import { AUTHOR, plainMail } from './mails';
import { random } from './random';
import type { Random } from './random';
import { NOW, seal, sign, signer } from './sign';

const MAILS = 2500;
const MAX_SETS = 5;

export interface ArcCase {
  readonly mail: string;
  readonly data: Data;
  readonly ours: ArcResult;
}

async function made(one: Random): Promise<{ mail: string; data: Data }> {
  const data = new Map<string, readonly string[] | Failure>();
  const known = (domain: string, selector: string) => {
    const by = signer(one, domain, selector, 12);
    data.set(`TXT ${keyName(selector, domain)}`, by.record);
    return by;
  };
  let mail = plainMail(one);
  if (one.once(3)) mail = await sign(one, mail, known(AUTHOR, 's0'));
  const sets = one.below(MAX_SETS + 1);
  for (let set = 1; set <= sets; set++) {
    // On its way a mail gets lines of trace, and lists change it.
    if (one.once(2)) mail = `Received: by h${set}.example; Thu, 01 Jan 2026 00:00:00 +0000\r\n${mail}`;
    if (one.once(8)) mail = change(one, mail);
    mail = await seal(one, mail, known(`h${set}.example`, 'arc'), set, one.once(25));
  }
  return { mail: one.once(2) ? change(one, mail) : mail, data };
}

async function judgeOurs(mail: string, data: Data): Promise<ArcResult> {
  const { fields, body } = readMail(mail);
  const chain = readChain(fields);
  const hashes = await hashBodies(body, wantedBodies(chain.sets.flatMap(({ message }) => message ?? [])));
  return verifyArc(chain, indexFields(fields), hashes, worldOf(data), NOW);
}

interface Theirs {
  readonly result: string;
  readonly comment?: string;
}

async function judgeTheirs(mail: string, data: Data): Promise<Theirs> {
  const options = { resolver: resolverOf(data), strict: true, curTime: new Date(NOW * 1000) };
  const verified = await dkimVerify(Buffer.from(mail, 'latin1'), options as Parameters<typeof dkimVerify>[1]);
  // Hidden from the result's type, and what its own `authenticate` hands on.
  const chain = (verified as unknown as { readonly arc: Parameters<typeof arc>[0] }).arc;
  const { status } = (await arc(chain, options)) as { readonly status: Theirs };
  return status;
}

export async function compareArc(seed: number, only: number | null): Promise<Done> {
  const comparison = compare<ArcCase>('ARC chains', ARC_RULES, only);
  let mails = 0;
  for (let at = 0; at < MAILS; at++) {
    if (only !== null && at !== only) continue;
    const { mail, data } = await made(random(seed * MAILS + at));
    const [ours, theirs] = await Promise.all([judgeOurs(mail, data), judgeTheirs(mail, data)]);
    mails++;
    if (only !== null)
      console.log(Buffer.from(mail, 'latin1').toString(), data, ours.result, ours.reason, ours.at, theirs);
    comparison.say(`arc ${at}`, { mail, data, ours }, ours.result, theirs.result);
  }
  return comparison.finish(mails);
}
