/**
 * `npm run differential`: thousands of generated and changed mails, SPF and DMARC questions are put to this engine and to
 * mailauth in its strict mode. Every difference has a reason in a table, or is a failure.
 *
 * HOPLOCK_DIFFERENTIAL_SEED  other mails (a number; the same for the same number, but for keys and signatures)
 * HOPLOCK_DIFFERENTIAL_ONLY  one case alone, "dkim 17" say, which is printed
 */
import '../../scripts/extensionless.ts';
import { progress } from '../../scripts/progress.ts';
import { sum } from '../../scripts/tally.ts';
import type { Done } from './compare.ts';

const SEED = 20_260_101;

const seed = Number(process.env['HOPLOCK_DIFFERENTIAL_SEED'] ?? SEED);
if (!Number.isSafeInteger(seed)) throw new Error('HOPLOCK_DIFFERENTIAL_SEED must be a whole number');
const only = process.env['HOPLOCK_DIFFERENTIAL_ONLY'] ?? null;

const { compareDkim } = await import('./dkim.ts');
const { compareArc } = await import('./arc.ts');
const { compareSpf } = await import('./spf.ts');
const { compareDmarc } = await import('./dmarc.ts');

const PARTS = { dkim: compareDkim, arc: compareArc, spf: compareSpf, dmarc: compareDmarc };

console.log(`seed ${seed}`);
const done: Done[] = [];
for (const [id, run] of Object.entries(PARTS)) {
  const [wanted, which] = only?.split(' ') ?? [id, undefined];
  if (wanted !== id) continue;
  const part = await progress(`differential: ${id}`, () => run(seed, which === undefined ? null : Number(which)));
  for (const line of part.tally.lines) console.log(line);
  done.push(part);
}
const total = sum(done.map(({ tally }) => tally));
const add = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
const excused = done.flatMap((part) => [...part.excused].map(([id, count]) => `${count} by ${id}`));
console.log(
  `${add(done.map(({ mails }) => mails))} mails and questions: ${add(done.map(({ agreed }) => agreed))} results agree; ` +
    `explained: ${excused.join(', ') || 'none'}`,
);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
