/**
 * Chromium's own trace of the page's main thread, without its CPU profiler, which would double what scripts take. Our scripts'
 * evaluations and calls name their address. What runs in promise continuations names none: those outside of any call of the page
 * are counted as ours, all of them; what that comes to without Hoplock is measured as well.
 */
import type { Browser, Tab } from '../test/e2e/drivers/browser.ts';
import { pageOf } from '../test/e2e/drivers/chromium.ts';
import { fold } from './tasks.ts';
import type { Work } from './tasks.ts';

const CATEGORIES = ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'v8.execute'];
const CALLS: ReadonlySet<string> = new Set(['EvaluateScript', 'FunctionCall', 'v8.compile', 'v8.compileModule']);
const CONTINUATIONS = 'RunMicrotasks';

/** Times in µs; `tdur` is CPU of the thread. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: { readonly data?: { readonly url?: string }; readonly beginData?: { readonly url?: string } };
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

function readTrace(events: readonly TraceEvent[], extension: string, origin: string): Work {
  const parsed = events.find(({ name, args }) => name === 'ParseHTML' && args.beginData?.url?.startsWith(origin));
  if (!parsed) throw new Error('the trace has no document of the webmail');
  const here = events.filter(({ ph, pid, tid }) => ph === 'X' && pid === parsed.pid && tid === parsed.tid);
  const tasks = outermost(here.filter(({ name }) => name === 'RunTask').map(spanOf));
  if (tasks.length === 0) throw new Error('the trace has no tasks');

  const calls = here.filter(({ name }) => CALLS.has(name));
  const isOurs = ({ args }: TraceEvent) => args.data?.url?.startsWith(extension) ?? false;
  const theirs = outermost(calls.filter((call) => !isOurs(call)).map(spanOf));
  const continuations = outermost(here.filter(({ name }) => name === CONTINUATIONS).map(spanOf))
    .filter((span) => !theirs.some((call) => within(span, call)))
    .map((span) => ({ ...span, cpu: span.cpu - sum(theirs.filter((call) => within(call, span))) }));
  const ours = outermost([...calls.filter(isOurs).map(spanOf), ...continuations]);
  return fold(
    tasks.map((task) => ({ cpu: task.cpu / 1000, ours: sum(ours.filter((span) => within(span, task))) / 1000 })),
  );
}

const spanOf = ({ ts, dur = 0, tdur = dur }: TraceEvent): Span => ({ start: ts, end: ts + dur, cpu: tdur });
const within = (inner: Span, outer: Span): boolean => outer.start <= inner.start && inner.start < outer.end;
const sum = (spans: readonly Span[]): number => spans.reduce((total, { cpu }) => total + cpu, 0);

function outermost(spans: readonly Span[]): Span[] {
  const kept: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (span.start >= (kept.at(-1)?.end ?? 0)) kept.push(span);
  }
  return kept;
}
