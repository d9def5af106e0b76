import { beforeEach, afterEach, describe, expect, it, vi } from 'vitest';
import { ask, PATIENCE, TRIES } from './ask';

const wake = { kind: 'wake' } as const;
const alive = (sendMessage: () => Promise<unknown>) => ({
  id: 'x' as string | undefined,
  sendMessage: vi.fn(sendMessage),
});
const never = new AbortController().signal;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function finish<T>(asking: Promise<T>): Promise<T> {
  await vi.runAllTimersAsync();
  return asking;
}

describe('asking', () => {
  it('gives the answer', async () => {
    const runtime = alive(async () => ({ ok: true }));
    expect(await finish(ask(runtime, { kind: 'panel' }, never))).toEqual({ ok: true });
    expect(runtime.sendMessage).toHaveBeenCalledTimes(1);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['nobody there', () => Promise.reject(new Error('Receiving end does not exist.'))],
    [
      'stopped while answering',
      () => Promise.reject(new Error('The message port closed before a response was received.')),
    ],
    ['an answer of nothing', () => Promise.resolve(undefined)],
    ['silence', () => new Promise(() => {})],
  ])('again after %s', async (_, fault) => {
    const faults = [fault, fault];
    const runtime = alive(() => (faults.pop() ?? (async () => ({ ok: true })))());
    expect(await finish(ask(runtime, { kind: 'panel' }, never))).toEqual({ ok: true });
    expect(runtime.sendMessage).toHaveBeenCalledTimes(3);
  });

  it('not without end', async () => {
    const runtime = alive(() => Promise.reject(new Error()));
    expect(await finish(ask(runtime, wake, never))).toBeNull();
    expect(runtime.sendMessage).toHaveBeenCalledTimes(TRIES);
    expect(PATIENCE * TRIES).toBeLessThanOrEqual(60_000);
  });

  it('not once the mail is gone', async () => {
    const gone = new AbortController();
    const runtime = alive(async () => {
      gone.abort();
      return undefined;
    });
    expect(await finish(ask(runtime, wake, gone.signal))).toBeNull();
    expect(runtime.sendMessage).toHaveBeenCalledTimes(1);
  });
});

describe('an extension that was replaced', () => {
  it.each([
    ['without an id', { id: undefined, sendMessage: vi.fn() }],
    [
      'with an id that throws',
      {
        get id(): string {
          throw new Error('Extension context invalidated.');
        },
        sendMessage: vi.fn(),
      },
    ],
  ])('%s is not asked, and told', async (_, runtime) => {
    const lost = vi.fn();
    expect(await finish(ask(runtime, wake, never, lost))).toBeNull();
    expect(lost).toHaveBeenCalledTimes(1);
    expect(runtime.sendMessage).not.toHaveBeenCalled();
  });
});
