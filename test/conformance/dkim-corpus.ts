/**
 * Mail::DKIM's corpus, with its keys: mails of 2005 to 2023, signed by drafts and by the RFC. Run by the conformance command.
 *
 * The corpus knows good and bad. Nearly all its good mails are signed with SHA-1, short keys or keys in testing, which RFC 8301
 * and RFC 6376 3.6.1 do not let count: what is asked for is that the cryptography holds, and that none of these passes.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DkimResult, Weakness } from '../../lib/verify/rfc/dkim/verify-signature';
import { zone } from '../signer/zone';
import type { ZoneRecords } from '../signer/zone';
import { dataFolder } from './data-folder';
import { isProven, judgeDkim, tellDkim } from './judge-dkim';
import type { Outcome } from './received-chains';
import { keepScore } from './score';

const NO_VERSION = 'RFC 6376 3.5: v= is required, and drafts of it are not the RFC';
const GRANULARITY = 'RFC 6376 3.6.1 knows no g= (RFC 4871 did): unknown tags are ignored';

/** File: the section that makes the corpus wrong. */
const DEVIATIONS: Readonly<Record<string, string>> = {
  good_ietf00_1: NO_VERSION,
  good_ietf00_2: NO_VERSION,
  good_ietf00_5: NO_VERSION,
  good_ietf01_1: NO_VERSION,
  good_ietf01_2: NO_VERSION,
  mine_ietf01_1: NO_VERSION,
  mine_ietf01_2: NO_VERSION,
  mine_ietf01_3: NO_VERSION,
  mine_ietf01_4: NO_VERSION,
  badkey_8: GRANULARITY,
  badkey_9: GRANULARITY,
  badkey_13: GRANULARITY,
};

/** Names of files that say nothing of DKIM: DomainKeys (RFC 4870), historic. */
const OTHERS = /^(?:bad_dk|good_dk|dk_headers)_/;

function readRecords(path: string): ZoneRecords {
  const records: Record<string, ZoneRecords[string]> = {};
  for (const line of readFileSync(path, 'latin1').split('\n')) {
    const space = line.search(/\s/);
    if (space <= 0 || line.startsWith('#')) continue;
    const data = line.slice(space).trim();
    const failure = { NXDOMAIN: 'nxdomain', '~~SERVFAIL~~': 'servfail', '~~Query timed out~~': 'timeout' } as const;
    const failed = failure[data as keyof typeof failure];
    records[line.slice(0, space)] = failed ? { failure: failed } : data === '""' ? '' : data;
  }
  return records;
}

/** What must not count, though it may hold. */
const BARRED: readonly Weakness[] = ['sha1', 'short-key', 'testing-key'];

function isGood(results: readonly DkimResult[]): boolean {
  return results.some(isProven) && results.every((one) => one.result !== 'pass' || !barred(one));
}

function barred({ weaknesses }: DkimResult): boolean {
  return weaknesses.some((one) => BARRED.includes(one));
}

export async function run(): Promise<Outcome> {
  const folder = join(dataFolder(), '03-dkim', 'mail-dkim');
  const world = zone(readRecords(join(folder, 'FAKE_DNS.dat')));
  const score = keepScore(DEVIATIONS);
  const files = readdirSync(join(folder, 'corpus')).filter((name) => !OTHERS.test(name));
  await score.part('mails of Mail::DKIM', async () => {
    for (const file of files) {
      const name = file.replace('.txt', '');
      // ignore_7 is expired, which is judged at the time of receipt: any after its x=.
      const results = await judgeDkim(readFileSync(join(folder, 'corpus', file), 'latin1'), world, 1_700_000_000);
      const wanted = /^(?:good|mine|multiple)/.test(name);
      const bad = results.every(
        (one) => one.result !== 'pass' && (!isProven(one) || one.weaknesses.includes('expired')),
      );
      score.say(name, wanted ? isGood(results) : bad, tellDkim(results));
    }
  });
  return score.finish();
}
