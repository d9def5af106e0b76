import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { postureOf } from '../../companion/src/testing/posture-of';
import type { ReportAnswer } from './ask-report';
import { followReport } from './follow-report';

const REPORT: ReportAnswer = { kind: 'report', posture: postureOf('example.com') };
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it.each([
  [2, 2_000],
  [0, 1_000],
  [3_600, 15_000],
])('told to come again in %i s, it asks after %i ms', async (seconds, later) => {
  const ask = vi.fn(async (first: boolean): Promise<ReportAnswer> => (first ? { kind: 'pending', seconds } : REPORT));
  const waiting = vi.fn();
  const found = followReport(ask, new AbortController().signal, waiting);
  await vi.advanceTimersByTimeAsync(later - 1);
  expect(ask.mock.calls).toEqual([[true]]);
  expect(waiting).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(1);
  expect(await found).toBe(REPORT);
  expect(ask.mock.calls).toEqual([[true], [false]]);
});

it('gives up after 200 s', async () => {
  const ask = vi.fn(async (): Promise<ReportAnswer> => ({ kind: 'pending', seconds: 15 }));
  const found = followReport(ask, new AbortController().signal);
  await vi.advanceTimersByTimeAsync(211_000);
  expect(await found).toMatchObject({ kind: 'failed', code: 'timeout' });
});

it('ends with who asks', async () => {
  const gone = new AbortController();
  const ask = vi.fn(async (): Promise<ReportAnswer> => ({ kind: 'pending', seconds: 15 }));
  const found = followReport(ask, gone.signal);
  await vi.advanceTimersByTimeAsync(10);
  gone.abort();
  expect(await found).toMatchObject({ kind: 'failed' });
  expect(ask).toHaveBeenCalledOnce();
});
