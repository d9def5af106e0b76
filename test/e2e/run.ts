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
import { enter, isInside } from '../stack/enter.ts';
import { openImap } from '../stack/imap.ts';
import { READER } from '../stack/network.ts';
import { withStack, type Stack } from '../stack/stack.ts';
import { ATTACHED_ID, mailWithAttachedMail } from './attached-mail.ts';
import { GIVEN, type Given } from './given.ts';
import { OUT, buildFolder } from './place.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const VITEST = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
const CONFIG = join(ROOT, 'test', 'e2e', 'vitest.config.ts');

if (!isInside()) {
  const ensured = await ensure(['servers', 'webmail', 'chromium', 'firefox', 'screen']);
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
  const report = join(OUT, 'report.json');
  const code = await vitest(file, report, process.argv.slice(2));
  return close(report, code);
}, console.log);

async function describe({ webmailUrl, user, password, mails }: Stack): Promise<Given> {
  const imap = await openImap(READER);
  try {
    await imap.append('INBOX', mailWithAttachedMail());
    const uid = (await imap.uids('INBOX')).get(ATTACHED_ID);
    if (uid === undefined) throw new Error('The mail with an attached mail did not arrive');
    return { webmailUrl, user, password, mails, withAttachedMail: uid };
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

/** Says how many passed and failed; a run without a test, or that broke off, is a failure. */
function close(file: string, code: number): number {
  const tally = existsSync(file)
    ? countCases(JSON.parse(readFileSync(file, 'utf8')) as VitestReport, 'e2e', code)
    : { passed: 0, failed: 1, lines: [`vitest ended with code ${code} and no report`] };
  for (const line of tally.lines) console.log(line);
  if (existsSync(join(OUT, 'failed'))) console.log(`What the failed tests saw: ${join(OUT, 'failed')}`);
  console.log(`${tally.passed} passed, ${tally.failed} failed`);
  return tally.failed === 0 ? 0 : 1;
}
