/**
 * `npm test`: everything, in order, each step whether or not an earlier one failed. `npm test -- unit types` runs only those
 * steps. The last line is `N passed, N failed`, over all test cases and steps; the exit code agrees with it.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { command, endAll } from './command.ts';
import { ensure } from './install.ts';
import { progress } from './progress.ts';
import { cases } from './steps/cases.ts';
import { sizes } from './steps/sizes.ts';
import { webExtLint } from './steps/web-ext-lint.ts';
import { zips } from './steps/zips.ts';
import { closingTally, isClosing, one, sum } from './tally.ts';
import type { Tally } from './tally.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DATA = join(ROOT, '..', 'shared', 'data');
const BIN = join(ROOT, 'node_modules', '.bin');

/** The exit code after a signal; no further step is begun then. */
let stopped = 0;

type Say = (detail: string) => void;

interface Step {
  readonly id: string;
  readonly what: string;
  run(say: Say): Promise<Tally>;
}

/** A tool that says by its exit code whether all is well. */
function tool(id: string, what: string, ...commands: readonly (readonly [string, ...string[]])[]): Step {
  return {
    id,
    what,
    async run() {
      const tallies: Tally[] = [];
      for (const [name, ...args] of commands) {
        const done = await command(join(BIN, name), args, { cwd: ROOT });
        const words = `${[name, ...args].join(' ')} ended with code ${done.code}\n${done.output.trimEnd()}`;
        tallies.push(one(done.code === 0 ? null : words));
      }
      return sum(tallies);
    },
  };
}

const project = (id: string, what: string): Step => ({ id, what, run: (say) => cases(id, say) });

/** A script of ours that ends with a closing line. What it says is shown as it comes. */
function script(id: string, what: string, path: string): Step {
  return {
    id,
    what,
    async run(say) {
      if (!existsSync(join(ROOT, path))) return one(`${id}: ${path} is missing`);
      const onLine = (line: string) => {
        if (isClosing(line)) return;
        say(line.trim().slice(0, 80));
        console.log(`  ${line}`);
      };
      const done = await command(process.execPath, [path], { cwd: ROOT, onLine });
      return closingTally(id, done.code, done.output);
    },
  };
}

/** Vitest's project that asks real resolvers. */
const resolvers: Step = {
  id: 'dns',
  what: 'DNS over HTTPS, by real resolvers',
  async run(say) {
    const ensured = await ensure(['resolvers']);
    return ensured.ok ? cases('dns', say) : one(ensured.words);
  },
};

/** Vitest's project that packs the npm package, installs it, and runs it, in a page too. */
const packaged: Step = {
  id: 'package',
  what: 'the npm package, packed and installed',
  async run(say) {
    const ensured = await ensure(['chromium']);
    return ensured.ok ? cases('package', say) : one(ensured.words);
  },
};

/** A step that cannot be run here, said in one line. */
const nothing = (id: string, why: string): Step => ({
  id,
  what: id,
  run: async () => ({ passed: 0, failed: 0, lines: [why] }),
});

const STEPS: readonly Step[] = [
  tool('format', 'formatting', ['prettier', '--check', '--log-level', 'warn', '.']),
  tool('lint', 'lint', ['eslint', '--max-warnings', '0', '.']),
  tool('types', 'types', ['tsc', '--noEmit'], ['tsc', '-p', 'lib/verify'], ['tsc', '-p', 'companion']),
  project('unit', 'unit tests'),
  project('architecture', 'architecture'),
  project('registry', 'registry'),
  project('companion', 'the companion, on loopback'),
  resolvers,
  existsSync(DATA)
    ? script('conformance', 'conformance', 'test/conformance/main.ts')
    : nothing('conformance', 'not run: the reference data (../shared/data) is not here'),
  script('differential', 'thousands of mails, compared with mailauth', 'test/differential/main.ts'),
  tool('build', 'builds', ['wxt', 'build', '-b', 'chrome'], ['wxt', 'build', '-b', 'firefox']),
  packaged,
  { id: 'zips', what: 'zips for the stores, made twice', run: zips },
  { id: 'web-ext-lint', what: 'web-ext lint', run: webExtLint },
  { id: 'sizes', what: 'sizes', run: sizes },
  script('e2e', 'end to end, in Chromium and Firefox', 'test/e2e/run.ts'),
];

async function main(wanted: readonly string[]): Promise<number> {
  const unknown = wanted.filter((id) => !STEPS.some((step) => step.id === id));
  if (unknown.length > 0) {
    console.error(`no such step: ${unknown.join(', ')}. Steps: ${STEPS.map((step) => step.id).join(', ')}`);
    return 2;
  }
  // Types, tests and builds all read what this writes.
  const prepared = await progress('wxt prepare', () => command(join(BIN, 'wxt'), ['prepare'], { cwd: ROOT }));
  const tallies: Tally[] = prepared.code === 0 ? [] : [one(`wxt prepare failed\n${prepared.output}`)];
  for (const line of tallies.flatMap((tally) => tally.lines)) console.log(line);
  const failed: string[] = [];
  for (const step of STEPS) {
    if (stopped || (wanted.length > 0 && !wanted.includes(step.id))) continue;
    const began = Date.now();
    let tally: Tally;
    try {
      tally = await progress(step.what, (say) => step.run(say));
    } catch (error) {
      tally = one(`${step.id}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
    tallies.push(tally);
    const seconds = ((Date.now() - began) / 1000).toFixed(1);
    const count = tally.failed === 0 ? `${tally.passed} passed` : `${tally.passed} passed, ${tally.failed} FAILED`;
    console.log(`${tally.failed === 0 ? 'ok  ' : 'FAIL'} ${step.id.padEnd(14)} ${count}, ${seconds} s`);
    for (const line of tally.lines) console.log(`     ${line.replaceAll('\n', '\n     ')}`);
    if (tally.failed > 0) failed.push(step.id);
  }
  const total = sum(tallies);
  if (failed.length > 0) console.log(`\nFailed: ${failed.join(', ')}. One step alone: npm test -- ${failed[0]}`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}

process.env['NO_COLOR'] = '1';
delete process.env['FORCE_COLOR'];
process.env['CI'] = '1';
process.env['WXT_TELEMETRY'] = '0';

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.on(signal, () => {
    console.log(`\n${signal}: ending what still runs`);
    stopped = code;
    endAll();
  });
}
const code = await main(process.argv.slice(2));
process.exitCode = stopped || code;
