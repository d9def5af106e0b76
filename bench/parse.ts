/**
 * CPU time of reading a head of 3.5 kB: fields, every Received line, the author's domain. Beside it, in the same process and
 * on the same octets, postal-mime reads the headers, which is less than what is asked of us. Ratios travel between machines,
 * absolute times do not.
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

const { readFields } = await import('../lib/verify/rfc/fields.ts');
const { readReceived } = await import('../lib/verify/rfc/received.ts');
const { authorOf } = await import('../lib/verify/author.ts');
const { indexFields } = await import('../lib/verify/rfc/dkim/header-data.ts');

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
  return authorOf(indexFields(fields)).host === 'news.shop.example' ? seen : 0;
}

async function measure(): Promise<readonly Row[]> {
  const path = fileURLToPath(new URL('parse.head.txt', import.meta.url));
  const text = readFileSync(path, 'latin1').replaceAll('\n', '\r\n');
  if (parse(text) !== 4) throw new Error('the head was not read right, so figures would mean nothing');
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
  const how = `process CPU, median of ${ROUNDS} rounds in turns, ${text.length} octets, 4 Received lines`;
  return [
    beside('read a head', median(ours), 'µs', `${how}; least ${Math.min(...ours).toFixed(1)}`),
    beside('postal-mime, the same headers', median(theirs), 'µs', `the same; least ${Math.min(...theirs).toFixed(1)}`),
    most('ratio of the two', median(ours) / median(theirs), 1, '', 'of the medians', 2),
  ];
}

await part(measure);
