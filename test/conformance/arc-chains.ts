/**
 * ARC chains (RFC 8617): ValiMail's suite of validation cases and the copies of it that Mail::DKIM and mailauth keep, and
 * dkimpy's sealed mails. Run by the conformance command; `run` never throws.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { readChain } from '../../lib/verify/rfc/arc/chain';
import { verifyArc } from '../../lib/verify/rfc/arc/verify-arc';
import type { ArcResult } from '../../lib/verify/rfc/arc/verify-arc';
import { hashBodies, wantedBodies } from '../../lib/verify/rfc/dkim/body-hash';
import { indexFields } from '../../lib/verify/rfc/dkim/header-data';
import type { World } from '../../lib/verify/world';
import { readMail } from '../signer/read-mail';
import { zone } from '../signer/zone';
import { dataFolder } from './data-folder';
import type { Outcome } from './received-chains';

interface Suite {
  readonly tests: Readonly<Record<string, { readonly message: string; readonly cv: string | null }>>;
  readonly 'txt-records'?: Readonly<Record<string, string>>;
}

const SUITES = [
  'valimail/tests/arc-draft-validation-tests.yml',
  'mail-dkim/arc-draft-validation-tests.yml',
  'mailauth/arc-draft-validation-tests.yml',
];

/** `folder test`: where a suite is wrong, and the section that says so. One that passes fails the run. */
const DISPUTED: Readonly<Record<string, string>> = {
  'valimail ams_fields_c_na':
    'RFC 6376 3.5: c= left off means simple/simple, not relaxed/relaxed; Mail::DKIM’s copy fails it too',
  'mailauth ams_fields_c_na': 'the same case',
  'mail-dkim ams_fields_a_sha1': 'RFC 8301 3.1: rsa-sha1 must not be used for verifying; ValiMail fails it',
  'mail-dkim as_fields_a_sha1': 'the same for a seal',
};

async function judge(mail: string, world: World): Promise<ArcResult> {
  const { fields, body } = readMail(mail);
  const chain = readChain(fields);
  const hashes = await hashBodies(body, wantedBodies(chain.sets.flatMap(({ message }) => message ?? [])));
  return verifyArc(chain, indexFields(fields), hashes, world, null);
}

/** The suite's words. It leaves the word empty where the newest seal says cv=fail, which 5.2 step 2 makes a failure. */
function wordOf(cv: string | null): string {
  return cv === null || cv === '' ? 'fail' : cv.toLowerCase();
}

async function runSuite(path: string, disputed: Set<string>, outcome: Outcome): Promise<void> {
  const folder = path.split('/', 1)[0] ?? '';
  const text = readFileSync(join(dataFolder(), '02-arc', path), 'latin1');
  let count = 0;
  for (const document of parseAllDocuments(text)) {
    const suite = document.toJS() as Suite;
    for (const [name, { message, cv }] of Object.entries(suite.tests)) {
      count++;
      const { result, reason } = await judge(message.replaceAll('\n', '\r\n'), zone(suite['txt-records'] ?? {}));
      const right = result === wordOf(cv);
      const known = disputed.delete(`${folder} ${name}`);
      if (right !== known) outcome.passed++;
      else {
        outcome.failed++;
        outcome.lines.push(
          `${folder} ${name}: ${String(cv)}, got ${result} (${reason})${known ? ', disputed but right' : ''}`,
        );
      }
    }
  }
  outcome.lines.push(`${count} chains of ${folder}`);
  if (count === 0) outcome.failed++;
}

interface Recorded {
  readonly cases: readonly {
    readonly name: string;
    readonly inputs: Readonly<Record<'expected_sig' | 'sig_lines', readonly { $bytes: string }[] | undefined>>;
  }[];
}

/** dkimpy seals one message; its key is in the set of DKIM. */
async function runDkimpy(outcome: Outcome): Promise<void> {
  const { cases } = JSON.parse(readFileSync(join(dataFolder(), '02-arc/dkimpy/test_arc.json'), 'utf8')) as Recorded;
  const data = join(dataFolder(), '03-dkim/dkimpy');
  const message = readFileSync(join(data, 'test.message'), 'latin1').replace(/\r?\n/g, '\r\n');
  const world = zone({ 'test._domainkey.example.com': readFileSync(join(data, 'test.txt'), 'latin1').trim() });
  for (const [name, key, wanted] of [
    ['test_signs_and_verifies', 'expected_sig', 'pass'],
    ['test_fails_h_in_as', 'sig_lines', 'fail'],
  ] as const) {
    const lines = cases.find((one) => one.name === name)?.inputs[key];
    const { result, reason } = await judge((lines ?? []).map(({ $bytes }) => $bytes).join('') + message, world);
    if (result === wanted) outcome.passed++;
    else {
      outcome.failed++;
      outcome.lines.push(`dkimpy ${name}: ${wanted}, got ${result} (${reason})`);
    }
  }
}

export async function run(): Promise<Outcome> {
  const outcome: Outcome = { passed: 0, failed: 0, lines: [] };
  const disputed = new Set(Object.keys(DISPUTED));
  for (const path of SUITES) await runSuite(path, disputed, outcome);
  await runDkimpy(outcome);
  for (const key of disputed) {
    outcome.failed++;
    outcome.lines.push(`${key}: disputed, but not in the suite`);
  }
  return outcome;
}
