/**
 * `node bench/open.ts chromium|firefox`: from Roundcube showing a mail to the mark standing with its verdict. Hoplock's own
 * share is the time from the first paint of the mail's header to the verdict, less what of it the webmail took for its own answer
 * to the request for the source; none where the verdict is there first. Then the work on the page's main
 * thread, and long tasks, beside those of Roundcube alone. What is measured is the build that ships.
 */
import type { BrowserName } from '../test/e2e/drivers/browser.ts';
import { enter } from '../test/stack/enter.ts';
import { HUGE } from '../test/stack/mails.ts';
import { withStack } from '../test/stack/stack.ts';
import type { DeliveredMail, Stack } from '../test/stack/stack.ts';
import { mainThread } from './main-thread.ts';
import { median } from './median.ts';
import { part } from './part.ts';
import { reader } from './reader.ts';
import type { Reader, Showing, Times } from './reader.ts';
import { beside, most } from './row.ts';
import type { Row } from './row.ts';
import { LONG } from './tasks.ts';
import type { Work } from './tasks.ts';
import { workDuring } from './work.ts';

const OPENINGS = 20;
/** The first ones compile and fill caches. */
const WARM_UP = 2;
const TRACED = 10;
const HUGE_OPENINGS = 5;

/** ms. */
const AWAKE = { chromium: 50, firefox: 100 } as const;
const STOPPED = 250;
const MAIN_THREAD = 15;

type Say = (detail: string) => void;

/** An opening that nothing traced. */
interface Plainly extends Showing {
  /** CPU of the main threads of the pages' processes, whoever's work, ms. */
  readonly cpu: number;
}

async function measure(name: BrowserName, stack: Stack, say: Say): Promise<readonly Row[]> {
  say('sending a mail of 25 MB');
  const huge = await stack.send(HUGE);
  // A large mail among them would be none of the twenty.
  const mails = stack.mails.filter(({ folder, id }) => folder === 'INBOX' && id !== 'large');
  const next = around(mails);
  const { plain, plainHuge, without, withoutHuge } = await roundcubeAlone(name, stack, next, huge, say);
  const reading = await reader(name, stack);
  try {
    for (let n = 0; n < WARM_UP; n++) await timed(reading, next());
    const awake: (Times & Plainly)[] = [];
    for (let n = 1; n <= OPENINGS; n++) {
      say(`${n} of ${OPENINGS} with the background awake`);
      if (!(await reading.browser.background.running())) throw new Error('the background is not awake');
      awake.push(await plainly(reading, next(), (mail) => reading.times(mail)));
    }
    const stopped: Times[] = [];
    for (let n = 1; n <= OPENINGS; n++) {
      say(`${n} of ${OPENINGS} with the background stopped`);
      // Leaving a mail wakes the background; this is the first mail of the day.
      await reading.empty();
      await reading.browser.background.stop();
      stopped.push(await timed(reading, next()));
    }
    const hugeTimes: (Times & Plainly)[] = [];
    for (let n = 1; n <= HUGE_OPENINGS; n++) {
      say(`${n} of ${HUGE_OPENINGS} of 25 MB`);
      await timed(reading, next());
      hugeTimes.push(await plainly(reading, huge, (mail) => reading.times(mail)));
    }
    const ours = await work(reading, next, TRACED, (n) => say(`${n} of ${TRACED} traced`));
    const oursHuge = await hugeWork(reading, next, huge, (n) => say(`${n} of ${HUGE_OPENINGS} of 25 MB traced`));
    return [
      ...timeRows('background awake', awake, AWAKE[name]),
      ...besideAlone('mail', awake, plain),
      ...timeRows('background stopped', stopped, STOPPED),
      ...timeRows('25 MB, background awake', hugeTimes, AWAKE[name]),
      ...besideAlone('25 MB', hugeTimes, plainHuge),
      ...workRows(name, 'mail', ours, without),
      ...workRows(name, '25 MB', oursHuge, withoutHuge),
    ];
  } finally {
    await reading.close();
  }
}

/** Roundcube without Hoplock. */
interface Alone {
  readonly plain: readonly Plainly[];
  readonly plainHuge: readonly Plainly[];
  readonly without: readonly Work[];
  readonly withoutHuge: readonly Work[];
}

async function roundcubeAlone(
  name: BrowserName,
  stack: Stack,
  next: () => DeliveredMail,
  huge: DeliveredMail,
  say: Say,
): Promise<Alone> {
  const reading = await reader(name, stack, false);
  try {
    for (let n = 0; n < WARM_UP; n++) await reading.open(next());
    const plain: Plainly[] = [];
    for (let n = 1; n <= OPENINGS; n++) {
      say(`${n} of ${OPENINGS} without Hoplock`);
      plain.push(await plainly(reading, next(), () => reading.showing()));
    }
    const plainHuge: Plainly[] = [];
    for (let n = 1; n <= HUGE_OPENINGS; n++) {
      say(`${n} of ${HUGE_OPENINGS} of 25 MB without Hoplock`);
      await reading.open(next());
      plainHuge.push(await plainly(reading, huge, () => reading.showing()));
    }
    const without = await work(reading, next, TRACED, (n) => say(`${n} of ${TRACED} traced without Hoplock`));
    const withoutHuge = await hugeWork(reading, next, huge, (n) =>
      say(`${n} of ${HUGE_OPENINGS} of 25 MB traced without it`),
    );
    const marks = await reading.frame.look('hoplock-mark', (found) => found.length);
    if (marks > 0) throw new Error('Hoplock was on where it should not be');
    return { plain, plainHuge, without, withoutHuge };
  } finally {
    await reading.close();
  }
}

function around<T>(items: readonly T[]): () => T {
  let at = 0;
  return () => items[at++ % items.length] as T;
}

async function timed(reading: Reader, mail: DeliveredMail): Promise<Times> {
  await reading.open(mail);
  return reading.times(mail);
}

async function plainly<T extends Showing>(
  reading: Reader,
  mail: DeliveredMail,
  read: (mail: DeliveredMail) => Promise<T>,
): Promise<T & Plainly> {
  const { pages } = await reading.browser.processes();
  const before = mainThread(pages);
  await reading.open(mail);
  const cpu = mainThread(pages) - before;
  return { ...(await read(mail)), cpu };
}

async function work(
  reading: Reader,
  next: () => DeliveredMail,
  count: number,
  say: (n: number) => void,
): Promise<Work[]> {
  const all: Work[] = [];
  for (let n = 1; n <= count; n++) {
    say(n);
    all.push(await workDuring(reading.browser, reading.tab, () => reading.open(next())));
  }
  return all;
}

async function hugeWork(
  reading: Reader,
  next: () => DeliveredMail,
  huge: DeliveredMail,
  say: (n: number) => void,
): Promise<Work[]> {
  const all: Work[] = [];
  for (let n = 1; n <= HUGE_OPENINGS; n++) {
    say(n);
    // Roundcube does not open anew what is open.
    await reading.open(next());
    all.push(await workDuring(reading.browser, reading.tab, () => reading.open(huge)));
  }
  return all;
}

/** How long the webmail's answer was still waited for after a moment, ms. */
const waited = ({ asked, answer }: Times, since: number): number =>
  Math.max(0, asked + (answer ?? 0) - Math.max(asked, since));

/** From a moment to the verdict, less that waiting; nothing where the verdict was first. */
const own = (times: Times, since: number): number => Math.max(0, times.shown - since - waited(times, since));

function timeRows(what: string, times: readonly Times[], limit: number): Row[] {
  if (times.some(({ answer }) => answer === null)) throw new Error('the request for the source was not seen');
  const of = (read: (times: Times) => number): number => median(times.map(read));
  const shares = times.map((one) => own(one, one.painted));
  const step = (words: string, read: (times: Times) => number) =>
    beside(`  ${words}`, of(read), 'ms', 'median, the same openings', 0);
  return [
    most(
      `own share, ${what}`,
      median(shares),
      limit,
      'ms',
      `first paint of the header to verdict, less waiting for the answer; median of ${times.length}, ${Math.min(...shares).toFixed(0)} to ${Math.max(...shares).toFixed(0)}`,
      0,
    ),
    step('the same from the header in the document', (one) => own(one, one.header)),
    step("the webmail's answer", ({ answer }) => answer ?? 0),
    step('header there to first paint of it', ({ painted, header }) => painted - header),
    step('first paint to verdict', ({ painted, shown }) => shown - painted),
    step('first paint to answer there', (one) => waited(one, one.painted)),
    step('source sent for to header there', ({ asked, header }) => header - asked),
    step('header there to header seen', ({ found, header }) => found - header),
    step('seen to mark placed', ({ placed, found }) => placed - found),
    step('placed to head read, less the answer', (one) => one.fetched - one.placed - waited(one, one.placed)),
    step('head read to verdict', ({ shown, fetched }) => shown - fetched),
  ];
}

/** All that differs where Hoplock is: what begins the count, and the main thread's CPU, whoever spends it. */
function besideAlone(what: string, ours: readonly Plainly[], alone: readonly Plainly[]): Row[] {
  const of = (all: readonly Plainly[], read: (one: Plainly) => number): number => median(all.map(read));
  const paint = ({ painted, begun }: Showing): number => painted - begun;
  const how = `median of ${ours.length} and of ${alone.length}`;
  return [
    beside(`  first paint of the header, ${what}`, of(ours, paint), 'ms', `from the document's first octet; ${how}`, 0),
    beside('  the same without Hoplock', of(alone, paint), 'ms', '', 0),
    beside(
      `  all CPU of the main thread, ${what}`,
      of(ours, ({ cpu }) => cpu),
      'ms',
      `by the kernel; ${how}`,
    ),
    beside(
      '  the same without Hoplock',
      of(alone, ({ cpu }) => cpu),
      'ms',
      '',
    ),
  ];
}

function workRows(name: BrowserName, what: string, ours: readonly Work[], without: readonly Work[]): Row[] {
  const by = name === 'chromium' ? 'trace' : 'profiler';
  // What the same counting finds without Hoplock is the bench's own and the page's.
  const none = median(without.map((work) => work.ours));
  const worst = Math.max(...ours.map((work) => work.ours)) - none;
  const sum = (all: readonly Work[], read: (work: Work) => number) => all.reduce((total, one) => total + read(one), 0);
  return [
    most(
      `main-thread work of ours, ${what}`,
      median(ours.map((work) => work.ours)) - none,
      MAIN_THREAD,
      'ms',
      `CPU by the browser's ${by}, too high rather than too low, less ${none.toFixed(1)} without Hoplock; median of ${ours.length}, worst ${worst.toFixed(1)}`,
    ),
    most(
      `tasks over ${LONG} ms caused by us, ${what}`,
      sum(ours, ({ caused }) => caused),
      0,
      '',
      `CPU of tasks in ${ours.length} openings: without our part no long task, or our part alone one`,
      0,
    ),
    beside(
      `  tasks over ${LONG} ms, whoever's`,
      sum(ours, ({ long }) => long),
      '',
      `in the same ${ours.length} openings`,
      0,
    ),
    beside(
      '  the same without Hoplock',
      sum(without, ({ long }) => long),
      '',
      `in ${without.length} openings`,
      0,
    ),
  ];
}

await enter();
await part((say) => {
  const [name] = process.argv.slice(2);
  if (name !== 'chromium' && name !== 'firefox') throw new Error('usage: node bench/open.ts chromium|firefox');
  return withStack((stack) => measure(name, stack, say));
});
