/**
 * `npm run bench`: every figure that Hoplock has a budget for, in one table: what, figure, budget, whether it was kept, how it
 * was measured, and the load of the machine meanwhile. Each part is a process of its own. `npm run bench -- open judge` runs only
 * those; `open-firefox` one browser of a part. Exit code 0 if every part ran and every budget was kept.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { command, endAll } from '../scripts/command.ts';
import { ensure } from '../scripts/install.ts';
import { progress } from '../scripts/progress.ts';
import { ROOT } from '../test/stack/place.ts';
import { built } from './built.ts';
import { ROWS } from './part.ts';
import type { Row } from './row.ts';
import { table } from './table.ts';

interface Part {
  readonly id: string;
  /** Arguments of Node. */
  readonly run: readonly string[];
  readonly needs: 'nothing' | 'builds' | 'browsers';
}

const PARTS: readonly Part[] = [
  { id: 'parse', run: ['bench/parse.ts'], needs: 'nothing' },
  { id: 'judge', run: ['bench/judge.ts'], needs: 'nothing' },
  { id: 'dkim', run: ['bench/dkim.ts'], needs: 'nothing' },
  { id: 'message', run: ['bench/message.ts'], needs: 'nothing' },
  { id: 'dns', run: ['bench/dns.ts'], needs: 'nothing' },
  { id: 'large', run: ['bench/large.ts'], needs: 'nothing' },
  { id: 'sizes', run: ['bench/sizes.ts'], needs: 'builds' },
  { id: 'open-chromium', run: ['bench/open.ts', 'chromium'], needs: 'browsers' },
  { id: 'open-firefox', run: ['bench/open.ts', 'firefox'], needs: 'browsers' },
  { id: 'memory-chromium', run: ['bench/memory.ts', 'chromium'], needs: 'browsers' },
  { id: 'memory-firefox', run: ['bench/memory.ts', 'firefox'], needs: 'browsers' },
];

let stopped = 0;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    stopped = signal === 'SIGINT' ? 130 : 143;
    endAll();
  });
}

const load = (): string => (loadavg()[0] ?? 0).toFixed(1);

const failure = (what: string, why: string): Row => ({
  what,
  figure: 'failed',
  budget: '',
  kept: false,
  how: why.trim().split('\n').slice(-1)[0] ?? '',
});

async function run(part: Part, folder: string): Promise<readonly Row[]> {
  const file = join(folder, `${part.id}.json`);
  const before = load();
  const done = await progress(part.id, (say) =>
    command(process.execPath, part.run, { cwd: ROOT, env: { ...process.env, [ROWS]: file }, onLine: say }),
  );
  const meanwhile = `${before}–${load()}`;
  if (done.code !== 0) {
    if (!stopped) console.error(done.output.trimEnd());
    return [failure(part.id, `ended with code ${done.code}`)];
  }
  const rows = JSON.parse(readFileSync(file, 'utf8')) as Row[];
  return rows.map((row) => ({ ...row, what: `${part.id}: ${row.what}`, load: meanwhile }));
}

/** What the parts need; null, or why they cannot run. */
async function prepare(parts: readonly Part[]): Promise<string | null> {
  if (parts.some(({ needs }) => needs === 'browsers')) {
    const ensured = await ensure(['servers', 'webmail', 'chromium', 'firefox']);
    if (!ensured.ok) return ensured.words;
  }
  if (parts.every(({ needs }) => needs === 'nothing')) return null;
  return progress('building the extension', built);
}

const wanted = process.argv.slice(2);
const chosen = PARTS.filter(
  ({ id }) => wanted.length === 0 || wanted.some((name) => id === name || id.startsWith(`${name}-`)),
);
if (chosen.length === 0) {
  console.error(`usage: npm run bench -- [${PARTS.map(({ id }) => id).join('] [')}]`);
  process.exit(2);
}
const why = await prepare(chosen);
if (why !== null) console.error(why);
const folder = mkdtempSync(join(tmpdir(), 'hoplock-bench-'));
const rows: Row[] = [];
for (const part of chosen) {
  if (stopped) break;
  if (why !== null && part.needs !== 'nothing') rows.push(failure(part.id, 'what it needs is not here'));
  else rows.push(...(await run(part, folder)));
}
rmSync(folder, { recursive: true });
console.log(`\n${table(rows)}`);
const over = rows.filter(({ kept }) => kept === false).length;
console.log(`\n${rows.filter(({ kept }) => kept === true).length} kept, ${over} over budget or failed`);
process.exitCode = stopped || (over === 0 ? 0 : 1);
