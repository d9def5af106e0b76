/**
 * End to end, in Chromium and Firefox, against a real Roundcube with real mail: `node test/e2e/run.ts [files] [-t name]`.
 * Expects the builds in .output. HOPLOCK_E2E_BROWSER names one browser; all else is handed to vitest. Ends with a closing line
 * `N passed, N failed`.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensure } from '../../scripts/install.ts';
import { countCases, type VitestReport } from '../../scripts/steps/cases.ts';
import type { Tally } from '../../scripts/tally.ts';
import { enter, isInside } from '../stack/enter.ts';
import { openImap } from '../stack/imap.ts';
import { READER } from '../stack/network.ts';
import { authority } from '../stack/pki.ts';
import { withStack, type Stack } from '../stack/stack.ts';
import { ATTACHED_ID, mailWithAttachedMail } from './attached-mail.ts';
import { GIVEN, type Given } from './given.ts';
import { OUT, buildFolder } from './place.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const VITEST = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
const CONFIG = join(ROOT, 'test', 'e2e', 'vitest.config.ts');

if (!isInside()) {
  const ensured = await ensure(['servers', 'webmail', 'sogo', 'chromium', 'firefox', 'screen']);
  if (!ensured.ok) {
    console.log(`${ensured.words}\n0 passed, 1 failed`);
    process.exit(1);
  }
  for (const browser of ['chromium', 'firefox'] as const) {
    if (existsSync(join(buildFolder(browser), 'manifest.json'))) continue;
    console.log(`No build for ${browser} in ${buildFolder(browser)}: run \`npm run build\` first.`);
    console.log('0 passed, 1 failed');
    process.exit(1);
  }
}
await enter();
process.exitCode = await withStack(async (stack) => {
  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(OUT, { recursive: true });
  const file = join(OUT, 'given.json');
  writeFileSync(file, JSON.stringify(await describe(stack)));
  const args = process.argv.slice(2);
  const first = await pass(file, 'first.json', args);
  const again = first.failed.length === 0 || args.length > 0 ? null : await secondTry(file, first);
  return close(again ?? first.tally);
}, console.log);

async function describe({ webmailUrl, user, password, mails, resolver, sealers }: Stack): Promise<Given> {
  const imap = await openImap(READER);
  try {
    await imap.append('INBOX', mailWithAttachedMail());
    const uid = (await imap.uids('INBOX')).get(ATTACHED_ID);
    if (uid === undefined) throw new Error('The mail with an attached mail did not arrive');
    const trusted = readFileSync(authority().chain, 'utf8');
    return { webmailUrl, user, password, mails, resolver, sealers, authority: trusted, withAttachedMail: uid };
  } finally {
    imap.close();
  }
}

function vitest(given: string, report: string, args: readonly string[]): Promise<number> {
  const all = [
    VITEST,
    'run',
    '--config',
    CONFIG,
    '--reporter=verbose',
    '--reporter=json',
    `--outputFile=${report}`,
    ...args,
  ];
  const child = spawn(process.execPath, all, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, [GIVEN]: given } });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

interface Pass {
  readonly tally: Tally;
  /** Test files with a failure, and how many cases each of all files had that passed. */
  readonly failed: readonly string[];
  readonly passedIn: ReadonlyMap<string, number>;
}

/** One run of vitest. A run without a test, or that broke off, is a failure. */
async function pass(given: string, name: string, args: readonly string[]): Promise<Pass> {
  const file = join(OUT, name);
  const code = await vitest(given, file, args);
  if (!existsSync(file)) {
    const tally = { passed: 0, failed: 1, lines: [`vitest ended with code ${code} and no report`] };
    return { tally, failed: [], passedIn: new Map() };
  }
  const report = JSON.parse(readFileSync(file, 'utf8')) as VitestReport;
  const passed = report.testResults.map(({ name: path, assertionResults }) => {
    return [path, assertionResults.filter(({ status }) => status === 'passed').length] as const;
  });
  return {
    tally: countCases(report, 'e2e', code),
    failed: report.testResults.filter(({ status }) => status === 'failed').map(({ name: path }) => path),
    passedIn: new Map(passed),
  };
}

/**
 * Two browsers on a busy machine lose a click now and then. A file that failed is run once more, whole and in new browsers; what
 * fails again has failed. What needed the second try is named, so that it is looked into.
 */
async function secondTry(given: string, first: Pass): Promise<Tally> {
  console.log(`once more, in new browsers: ${first.failed.map((path) => path.replace(ROOT, '')).join(', ')}`);
  const again = await pass(given, 'second.json', first.failed);
  const kept = [...first.passedIn].filter(([path]) => !first.failed.includes(path));
  return {
    passed: kept.reduce((sum, [, count]) => sum + count, 0) + again.tally.passed,
    failed: again.tally.failed,
    lines: [...first.tally.lines.map((line) => `at the first try: ${line}`), ...again.tally.lines],
  };
}

/** Says how many passed and failed. */
function close(tally: Tally): number {
  for (const line of tally.lines) console.log(line);
  if (existsSync(join(OUT, 'failed'))) console.log(`What the failed tests saw: ${join(OUT, 'failed')}`);
  console.log(`${tally.passed} passed, ${tally.failed} failed`);
  return tally.failed === 0 ? 0 : 1;
}
