/**
 * `node bench/memory.ts chromium|firefox`: memory of the process that runs the background, before, while and after a mail of
 * 25 MB is opened and judged: from its head alone, and with lookups, which need all of its body. Idle is the background awake,
 * after a small mail.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { BrowserName, Surface } from '../test/e2e/drivers/browser.ts';
import { sight } from '../test/e2e/marks.ts';
import { enter } from '../test/stack/enter.ts';
import { HUGE, HUGE_SIGNED } from '../test/stack/mails.ts';
import { withStack } from '../test/stack/stack.ts';
import type { Stack } from '../test/stack/stack.ts';
import { median } from './median.ts';
import { part } from './part.ts';
import { reader } from './reader.ts';
import { beside, most } from './row.ts';
import type { Row } from './row.ts';

const EVERY_MS = 50;
const SETTLE_MS = 5_000;
const IDLE_SAMPLES = 20;
/** How long it may take to give memory back, ms. */
const BACK_MS = 20_000;

/** MB of 1,000,000 octets. */
const MAX_LEFT = 20;
const MAX_RISE = 80;

/** MB, all processes of extensions together. */
interface Memory {
  readonly resident: number;
  /** Neither shared with another process nor with a file. */
  readonly own: number;
}

function memoryOf(pids: readonly number[]): Memory {
  let [resident, own] = [0, 0];
  for (const pid of pids) {
    for (const line of readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1').split('\n')) {
      const [name = '', value] = line.split(/\s+/);
      const megabytes = (Number(value) * 1024) / 1e6;
      if (name === 'Rss:') resident += megabytes;
      if (name === 'Private_Clean:' || name === 'Private_Dirty:') own += megabytes;
    }
  }
  return { resident, own };
}

async function sample(pids: readonly number[], until: () => boolean): Promise<Memory[]> {
  const all: Memory[] = [];
  while (!until()) {
    all.push(memoryOf(pids));
    await pause(EVERY_MS);
  }
  return all;
}

async function measure(
  name: BrowserName,
  stack: Stack,
  lookups: boolean,
  say: (detail: string) => void,
): Promise<readonly Row[]> {
  say('sending a mail of 25 MB');
  const huge = await stack.send(lookups ? HUGE_SIGNED : HUGE);
  const small = stack.mails.filter(({ folder }) => folder === 'INBOX').slice(0, 4);
  const reading = await reader(name, stack, true, lookups);
  try {
    for (const mail of small) {
      await reading.open(mail);
      await reading.times(mail);
    }
    await pause(SETTLE_MS);
    const { extension, pages } = await reading.browser.processes();
    if (extension.length === 0) throw new Error('there is no process of the background');
    let turns = 0;
    const idle = await sample(extension, () => turns++ === IDLE_SAMPLES);
    const page = memoryOf(pages);

    say('opening it');
    let judged = false;
    const begun = performance.now();
    const opening = reading.open(huge).then(() => reading.times(huge));
    const during = sample(extension, () => judged);
    await opening.finally(() => (judged = true));
    const took = performance.now() - begun;
    const meanwhile = await during;

    say('waiting for memory to be given back');
    const idleOwn = median(idle.map(({ own }) => own));
    const idleResident = median(idle.map(({ resident }) => resident));
    const end = Date.now() + BACK_MS;
    const after = await sample(extension, () => Date.now() > end - BACK_MS + SETTLE_MS && (back() || Date.now() > end));
    function back(): boolean {
      return memoryOf(extension).own - idleOwn <= MAX_LEFT;
    }
    const all = [...meanwhile, ...after];
    const peak = Math.max(...all.map(({ resident }) => resident));
    const left = (after.at(-1)?.own ?? Number.NaN) - idleOwn;
    const still = await reading.browser.processes();
    if (extension.some((pid) => !still.extension.includes(pid))) throw new Error('the process of the background ended');
    const how = `smaps_rollup every ${EVERY_MS} ms, ${all.length} samples`;
    const pageAfter = memoryOf(still.pages);
    const rows = [
      beside(
        'idle, private',
        idleOwn,
        'MB',
        `Private_*, median of ${idle.length}, background awake after a small mail`,
      ),
      beside('idle, resident', idleResident, 'MB', 'Rss, the same samples'),
      most('peak above idle, resident', peak - idleResident, MAX_RISE, 'MB', `${how}; peak ${peak.toFixed(1)} MB`),
      beside('peak above idle, private', Math.max(...all.map(({ own }) => own)) - idleOwn, 'MB', 'the same samples'),
      most('left above idle, private', left, MAX_LEFT, 'MB', `last of ${after.length} samples after the verdict`),
      beside(
        'page processes, private, more than before',
        pageAfter.own - page.own,
        'MB',
        "Roundcube's own share included",
      ),
    ];
    if (!lookups) return rows;
    const seal = await sealOf(reading.frame);
    if (seal !== huge.seal) throw new Error(`${huge.id} shows ${seal}, not ${huge.seal}`);
    return [
      ...rows.map((row) => ({ ...row, what: `with lookups: ${row.what}` })),
      beside('with lookups: click to both verdicts', took, 'ms', 'the body fetched, handed over, hashed; DNS asked'),
    ];
  } finally {
    await reading.close();
  }
}

async function sealOf(frame: Surface): Promise<string | undefined> {
  return (await sight(frame)).marks[0]?.seal;
}

await enter();
await part((say) => {
  const [name] = process.argv.slice(2);
  if (name !== 'chromium' && name !== 'firefox') throw new Error('usage: node bench/memory.ts chromium|firefox');
  return withStack(async (stack) => [
    ...(await measure(name, stack, false, say)),
    ...(await measure(name, stack, true, say)),
  ]);
});
