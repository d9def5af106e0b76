/**
 * Firefox's own profiler on the page's process: samples of the main thread with the CPU spent since the one before, and its
 * markers for long tasks. A sample is ours if a script of ours is on its stack, or the browser's own code that runs such scripts.
 */
import type { Browser } from '../test/e2e/drivers/browser.ts';
import { windowOf } from '../test/e2e/drivers/firefox.ts';
import { LONG, fold } from './tasks.ts';
import type { Work } from './tasks.ts';

const ENTRIES = 4_000_000;
/** Between samples, ms. The profiler slows the page: at 0.5 ms its CPU doubles, at 3 ms it grows by a third. */
const INTERVAL = 3;
/** In names of code on a stack. */
const OURS = ['moz-extension://', 'ExtensionContent', 'ExtensionChild', 'ExtensionCommon', 'ExtensionProcessScript'];

export async function profileInFirefox(browser: Browser, open: () => Promise<void>): Promise<Work> {
  const inWindow = windowOf(browser);
  await inWindow(start, ENTRIES, INTERVAL);
  await open();
  const { pages } = await browser.processes();
  const { tasks, rest } = await inWindow<{ tasks: { cpu: number; ours: number }[]; rest: number }>(
    read,
    OURS,
    LONG,
    pages,
  );
  return fold(tasks, rest);
}

/* What follows runs in the window of the browser itself: each function is self-contained, and its source travels. */

declare const Services: any;

async function start(entries: number, interval: number): Promise<void> {
  await Services.profiler.StartProfiler(entries, interval, ['js', 'cpu'], ['GeckoMain']);
}

/** The long tasks of the pages' processes by the browser's markers, and our CPU outside of them, ms. */
async function read(names: readonly string[], long: number, pids: readonly number[]): Promise<unknown> {
  const profile = await Services.profiler.getProfileDataAsync();
  await Services.profiler.StopProfiler();
  const threads = profile.processes
    .flatMap((one: any) => one.threads)
    .filter((one: any) => one.name === 'GeckoMain' && pids.includes(Number(one.pid)));
  if (threads.length === 0) throw new Error('the profile has no process of a page');
  const all: { start: number; end: number; cpu: number; ours: number }[] = [];
  let rest = 0;
  for (const { stringTable, frameTable, stackTable, samples, markers } of threads) {
    const told = new Map<number, boolean>();
    const isOurs = (stack: number | null): boolean => {
      if (stack === null) return false;
      const known = told.get(stack);
      if (known !== undefined) return known;
      const [prefix, frame] = stackTable.data[stack];
      const text: string = stringTable[frameTable.data[frame][0]];
      const ours = names.some((name) => text.includes(name)) || isOurs(prefix);
      told.set(stack, ours);
      return ours;
    };
    const { name, startTime, endTime } = markers.schema;
    const tasks = markers.data
      .filter((one: any) => /^Long(?:Idle)?Task$/.test(stringTable[one[name]]) && one[endTime] - one[startTime] > long)
      .map((one: any) => ({ start: one[startTime], end: one[endTime], cpu: 0, ours: 0 }));
    const { stack, time, threadCPUDelta } = samples.schema;
    for (const sample of samples.data) {
      const cpu = (sample[threadCPUDelta] ?? 0) / 1e6;
      const ours = isOurs(sample[stack]);
      const task = tasks.find((one: any) => one.start <= sample[time] && sample[time] <= one.end);
      if (task) task.cpu += cpu;
      if (task && ours) task.ours += cpu;
      if (!task && ours) rest += cpu;
    }
    all.push(...tasks);
  }
  return { tasks: all, rest };
}
