/**
 * Chromium's own trace of the page's main thread. Our scripts' evaluations and calls name their address; what runs in promise
 * continuations names none and is told by the CPU profiler's samples. The profiler slows scripts down, so figures are too high
 * rather than too low.
 */
import type { Browser, Tab } from '../test/e2e/drivers/browser.ts';
import { pageOf } from '../test/e2e/drivers/chromium.ts';
import { fold } from './work.ts';
import type { Work } from './work.ts';

const CATEGORIES = [
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'disabled-by-default-v8.cpu_profiler',
  'v8',
];
/** Samples come every 0.2 ms or so; where the sampler was kept waiting, the time between tells nothing, µs. */
const LONGEST_SAMPLE = 1_000;

/** Times in µs; `tdur` is CPU of the thread. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly id?: string;
  readonly args: {
    readonly name?: string;
    readonly fileName?: string;
    readonly data?: {
      readonly url?: string;
      readonly startTime?: number;
      readonly cpuProfile?: {
        readonly nodes?: readonly { id: number; parent?: number; callFrame: { url?: string } }[];
        readonly samples?: readonly number[];
      };
      readonly timeDeltas?: readonly number[];
    };
    readonly beginData?: { readonly url?: string };
  };
}

interface Span {
  readonly start: number;
  readonly end: number;
  /** CPU in it, µs. */
  readonly cpu: number;
}

export async function traceInChromium(browser: Browser, tab: Tab, open: () => Promise<void>): Promise<Work> {
  const page = pageOf(tab);
  await page.tracing.start({ categories: CATEGORIES });
  await open();
  const octets = await page.tracing.stop();
  const { traceEvents } = JSON.parse(Buffer.from(octets ?? []).toString()) as { traceEvents: TraceEvent[] };
  return readTrace(traceEvents, `${browser.extension}/`, new URL(await tab.url()).origin);
}

function readTrace(events: readonly TraceEvent[], ours: string, origin: string): Work {
  const parsed = events.find(({ name, args }) => name === 'ParseHTML' && args.beginData?.url?.startsWith(origin));
  if (!parsed) throw new Error('the trace has no document of the webmail');
  const { pid, tid } = parsed;
  const here = events.filter((event) => event.pid === pid && event.tid === tid && event.ph === 'X');
  const isOurs = ({ args }: TraceEvent) => (args.data?.url ?? args.fileName ?? '').startsWith(ours);
  const called = outermost(here.filter(isOurs).map(spanOf));
  const sampled = samplesOf(
    events.filter((event) => event.pid === pid),
    ours,
  ).filter(({ start }) => !isWithin(start, called));
  const tasks = outermost(here.filter(({ name }) => name === 'RunTask').map(spanOf));
  // Both lists are in order of time, and tasks do not overlap.
  const parts = tasks.map(({ cpu }) => ({ cpu: cpu / 1000, ours: 0 }));
  let at = 0;
  for (const span of [...called, ...sampled].toSorted((a, b) => a.start - b.start)) {
    while (at < tasks.length && (tasks[at]?.end ?? 0) <= span.start) at++;
    const part = parts[at];
    if (part && (tasks[at]?.start ?? Infinity) <= span.start) part.ours += span.cpu / 1000;
  }
  return fold(parts);
}

const spanOf = ({ ts, dur = 0, tdur = dur }: TraceEvent): Span => ({ start: ts, end: ts + dur, cpu: tdur });

function outermost(spans: readonly Span[]): Span[] {
  const kept: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (span.start >= (kept.at(-1)?.end ?? 0)) kept.push(span);
  }
  return kept;
}

/** `spans` in order, none overlapping. */
function isWithin(moment: number, spans: readonly Span[]): boolean {
  let low = 0;
  for (let high = spans.length; low < high;) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.start ?? 0) <= moment) low = middle + 1;
    else high = middle;
  }
  return moment < (spans[low - 1]?.end ?? 0);
}

/** The profiler's samples with a script of ours on the stack. */
function samplesOf(events: readonly TraceEvent[], ours: string): Span[] {
  const profiles = new Map<string, { clock: number; nodes: Map<number, boolean> }>();
  const spans: Span[] = [];
  for (const { name, id = '', args } of events.toSorted((a, b) => a.ts - b.ts)) {
    if (name === 'Profile') profiles.set(id, { clock: args.data?.startTime ?? 0, nodes: new Map() });
    const profile = profiles.get(id);
    if (name !== 'ProfileChunk' || !profile) continue;
    for (const node of args.data?.cpuProfile?.nodes ?? []) {
      const below = node.parent !== undefined && profile.nodes.get(node.parent) === true;
      profile.nodes.set(node.id, below || (node.callFrame.url ?? '').startsWith(ours));
    }
    const samples = args.data?.cpuProfile?.samples ?? [];
    args.data?.timeDeltas?.forEach((delta, index) => {
      profile.clock += delta;
      const cpu = Math.min(delta, LONGEST_SAMPLE);
      if (profile.nodes.get(samples[index] ?? -1)) spans.push({ start: profile.clock, end: profile.clock, cpu });
    });
  }
  return spans;
}
