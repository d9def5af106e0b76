/**
 * CPU time of all that stands between a head and its verdict: reading, border, checks, fold. The head is the one that
 * parse.ts reads; postal-mime reads its headers in the same process, in turns, and judges nothing.
 */
import '../scripts/extensionless.ts';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import PostalMime from 'postal-mime';

const { digest } = await import('../lib/verify/digest.ts');
const { verify } = await import('../lib/verify/verify.ts');
const { offline } = await import('../lib/verify/world.ts');

/** Microseconds of CPU that a verdict may take, reading included. */
const BUDGET = 60;

const BATCH = 200;
const ROUNDS = 60;
const WARM_UP = 20;

async function cpu(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  for (let turn = 0; turn < BATCH; turn++) await work();
  const used = process.cpuUsage(before);
  return (used.user + used.system) / BATCH;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** Measures; `passed` is 1 if the verdict was right and within the budget, and no slower than postal-mime. Never throws. */
export async function run(): Promise<{ passed: number; failed: number; lines: string[] }> {
  const path = fileURLToPath(new URL('parse.head.txt', import.meta.url));
  const head = readFileSync(path, 'latin1').replaceAll('\n', '\r\n');
  const first = digest(head, receiver(null), 'exact');
  const by = first.hops[0]?.by ?? null;
  const mailbox = receiver(by === null ? null : by.slice(by.indexOf('.') + 1));
  const world = offline(0);
  const report = await verify(digest(head, mailbox, 'exact'), world);
  const right = report.border.kind === 'shown' && report.findings.every(({ code }) => code !== 'crashed');

  const whole: number[] = [];
  const judging: number[] = [];
  const theirs: number[] = [];
  const ready = digest(head, mailbox, 'exact');
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    const one = await cpu(() => verify(digest(head, mailbox, 'exact'), world));
    const part = await cpu(() => verify(ready, world));
    const other = await cpu(() => PostalMime.parse(head));
    if (round < 0) continue;
    whole.push(one);
    judging.push(part);
    theirs.push(other);
  }
  const ratio = median(whole) / median(theirs);
  const lines = [
    `read and judge, a head of ${head.length} octets: ${median(whole).toFixed(1)} µs CPU median (least ${Math.min(...whole).toFixed(1)}), at most ${BUDGET}; judging alone ${median(judging).toFixed(1)} (least ${Math.min(...judging).toFixed(1)})`,
    `postal-mime, reading the same headers: ${median(theirs).toFixed(1)} µs CPU median (least ${Math.min(...theirs).toFixed(1)}); ratio ${ratio.toFixed(2)}, at most 1`,
  ];
  if (!right) lines.push('judge: the verdict was not right, so the figures mean nothing');
  const good = right && median(whole) <= BUDGET && ratio <= 1;
  return { passed: good ? 1 : 0, failed: good ? 0 : 1, lines };
}

function receiver(mailbox: string | null) {
  return { mailbox, preset: null, names: [], networks: [], gateways: [], learned: [], folder: null };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { failed, lines } = await run();
  for (const line of lines) console.log(line);
  process.exitCode = failed;
}
