/**
 * `npm run conformance`: runs each suite of this folder, a file that exports `run(): Promise<Tally>`, over the reference data
 * beside the repository. A suite that counts no case has failed.
 */
import '../../scripts/extensionless.ts';
import { existsSync, readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { progress } from '../../scripts/progress.ts';
import { sum } from '../../scripts/tally.ts';
import type { Tally } from '../../scripts/tally.ts';
import { dataFolder } from './data-folder.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));

async function suite(path: string): Promise<Tally> {
  const name = basename(path, '.ts');
  try {
    const { run } = (await import(pathToFileURL(path).href)) as { run?: () => Promise<Tally> };
    if (typeof run !== 'function') return { passed: 0, failed: 0, lines: [] };
    const tally = await progress(`conformance: ${name}`, () => run());
    const empty = tally.passed + tally.failed === 0;
    return empty ? { passed: 0, failed: 1, lines: [...tally.lines, `${name}: no case was run`] } : tally;
  } catch (error) {
    return { passed: 0, failed: 1, lines: [`${name}: ${error instanceof Error ? error.stack : String(error)}`] };
  }
}

if (!existsSync(dataFolder())) {
  console.log('conformance: the reference data (../shared/data) is not here, so no suite was run');
  console.log('0 passed, 0 failed');
} else {
  const files = readdirSync(HERE).filter(
    (name) => name.endsWith('.ts') && name !== 'main.ts' && !name.endsWith('.test.ts'),
  );
  const tallies: Tally[] = [];
  for (const name of files.sort()) {
    const tally = await suite(`${HERE}${name}`);
    if (tally.passed + tally.failed > 0)
      console.log(`${basename(name, '.ts')}: ${tally.passed} right, ${tally.failed} wrong`);
    for (const line of tally.lines) console.log(`  ${line}`);
    tallies.push(tally);
  }
  const total = sum(tallies);
  const nothing = total.passed + total.failed === 0;
  if (nothing) console.log('conformance: no suite in test/conformance exports run()');
  console.log(`${total.passed} passed, ${total.failed + (nothing ? 1 : 0)} failed`);
  process.exitCode = total.failed > 0 || nothing ? 1 : 0;
}
