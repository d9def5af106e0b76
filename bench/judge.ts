/**
 * CPU time of all that stands between a head and its lock: reading, border, checks, fold; and, beside it, with the seal as far as
 * the head alone tells it. The head is the one that parse.ts reads; postal-mime reads its headers in the same process, in turns,
 * and judges nothing.
 */
import '../scripts/extensionless.ts';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import PostalMime from 'postal-mime';
import { cpu } from './cpu.ts';
import { median } from './median.ts';
import { part } from './part.ts';
import { beside, most } from './row.ts';
import type { Row } from './row.ts';

const { digest } = await import('../lib/verify/digest.ts');
const { verify, verifyTransit } = await import('../lib/verify/verify.ts');
const { offline } = await import('../lib/verify/world.ts');

/** Microseconds of CPU that a verdict may take, reading included. */
const BUDGET = 60;

const ROUNDS = 60;
const WARM_UP = 20;

async function measure(): Promise<readonly Row[]> {
  const path = fileURLToPath(new URL('parse.head.txt', import.meta.url));
  const head = readFileSync(path, 'latin1').replaceAll('\n', '\r\n');
  const first = digest(head, receiver(null), 'exact');
  const by = first.hops[0]?.by ?? null;
  const mailbox = receiver(by === null ? null : by.slice(by.indexOf('.') + 1));
  const world = offline(0);
  const ready = digest(head, mailbox, 'exact');
  const report = await verifyTransit(ready, world);
  if (report.border.kind !== 'shown' || report.findings.some(({ code }) => code === 'crashed')) {
    throw new Error('the verdict was not right, so figures would mean nothing');
  }
  const whole: number[] = [];
  const judging: number[] = [];
  const sender: number[] = [];
  const theirs: number[] = [];
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    const one = await cpu(() => verifyTransit(digest(head, mailbox, 'exact'), world));
    const part = await cpu(() => verifyTransit(ready, world));
    const both = await cpu(() => verify(digest(head, mailbox, 'exact'), world));
    const other = await cpu(() => PostalMime.parse(head));
    if (round < 0) continue;
    whole.push(one);
    judging.push(part);
    sender.push(both);
    theirs.push(other);
  }
  const least = (values: readonly number[]) => `least ${Math.min(...values).toFixed(1)}`;
  const how = `process CPU, median of ${ROUNDS} rounds in turns, ${head.length} octets`;
  return [
    most('read and judge a head', median(whole), BUDGET, 'µs', `${how}; ${least(whole)}`),
    beside('of which judging', median(judging), 'µs', `the same, on a head already read; ${least(judging)}`),
    beside('the same with the seal, asking nobody', median(sender), 'µs', `${how}; ${least(sender)}`),
    beside('postal-mime, the same headers', median(theirs), 'µs', `the same; ${least(theirs)}`),
    most('ratio of read and judge to postal-mime', median(whole) / median(theirs), 1, '', 'of the medians', 2),
  ];
}

function receiver(mailbox: string | null) {
  return {
    mailbox,
    preset: null,
    names: [],
    networks: [],
    gateways: [],
    learned: [],
    folder: null,
    sealers: [],
    vouched: true,
  };
}

await part(measure);
