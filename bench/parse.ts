/**
 * CPU time of reading a head of 3.5 kB: fields, every Received line, the author's domain. Beside it, in the same process and
 * on the same octets, postal-mime reads the headers, which is less than what is asked of us. Ratios travel between machines,
 * absolute times do not.
 */
import '../scripts/extensionless.ts';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import PostalMime from 'postal-mime';

const { readFields } = await import('../lib/verify/rfc/fields.ts');
const { readReceived } = await import('../lib/verify/rfc/received.ts');
const { authorDomain } = await import('../lib/verify/rfc/address.ts');

/** Heads read per measurement, so that the clock's tick (1 µs) does not count. */
const BATCH = 200;
const ROUNDS = 60;
const WARM_UP = 20;

/** Reads the head as the core does and answers how many Received lines it saw. */
function parse(head: string): number {
  const { fields } = readFields(head);
  let seen = 0;
  fields.forEach((field, index) => {
    if (field.name.length !== 8 || field.name.toLowerCase() !== 'received') return;
    if (readReceived(field, index).state !== 'unknown') seen++;
  });
  return authorDomain(fields) === 'news.shop.example' ? seen : 0;
}

/** CPU microseconds of one `work`, by a batch of them. */
async function cpu(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  for (let turn = 0; turn < BATCH; turn++) await work();
  const used = process.cpuUsage(before);
  return (used.user + used.system) / BATCH;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** Measures; `passed` is 1 if the head was read right and we are no slower than postal-mime. Never throws. */
export async function run(): Promise<{ passed: number; failed: number; lines: string[] }> {
  const text = readFileSync(fileURLToPath(new URL('parse.head.txt', import.meta.url)), 'latin1').replaceAll(
    '\n',
    '\r\n',
  );
  const right = parse(text) === 4;
  const ours: number[] = [];
  const theirs: number[] = [];
  // In turns, so that a busy machine is busy for both.
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    const one = await cpu(() => parse(text));
    const other = await cpu(() => PostalMime.parse(text));
    if (round < 0) continue;
    ours.push(one);
    theirs.push(other);
  }
  const ratio = median(ours) / median(theirs);
  const lines = [
    `parse, a head of ${text.length} octets with 4 Received lines: ${median(ours).toFixed(1)} µs CPU median (least ${Math.min(...ours).toFixed(1)})`,
    `postal-mime, the same headers: ${median(theirs).toFixed(1)} µs CPU median (least ${Math.min(...theirs).toFixed(1)}); ratio ${ratio.toFixed(2)}, at most 1`,
  ];
  if (!right) lines.push('parse: the head was not read right, so the figures mean nothing');
  const good = right && ratio <= 1;
  return { passed: good ? 1 : 0, failed: good ? 0 : 1, lines };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { failed, lines } = await run();
  for (const line of lines) console.log(line);
  process.exitCode = failed;
}
