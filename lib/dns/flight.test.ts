import { describe, expect, it } from 'vitest';
import type { Flight } from './flight';
import { flight } from './flight';

function setUp() {
  const flights = new Map<string, Flight<string>>();
  const started: AbortSignal[] = [];
  const landings: PromiseWithResolvers<string>[] = [];
  const start = (signal: AbortSignal) => {
    started.push(signal);
    const landing = Promise.withResolvers<string>();
    landings.push(landing);
    return landing.promise;
  };
  const board = (key: string, signal?: AbortSignal) => flight(flights, key, start, signal);
  return { flights, started, landings, board };
}

describe('flights', () => {
  it('are shared by all who come before they land', async () => {
    const { flights, started, landings, board } = setUp();
    const all = [board('a'), board('a'), board('b')];
    expect(started).toHaveLength(2);
    landings[0]!.resolve('x');
    landings[1]!.resolve('y');
    expect(await Promise.all(all)).toEqual(['x', 'x', 'y']);
    expect(flights.size).toBe(0);
  });

  it('are begun anew after they landed', async () => {
    const { started, landings, board } = setUp();
    const first = board('a');
    landings[0]!.resolve('x');
    await first;
    const second = board('a');
    landings[1]!.resolve('y');
    expect(await second).toBe('y');
    expect(started).toHaveLength(2);
  });

  it('go on as long as one waits', async () => {
    const { started, landings, board } = setUp();
    const leaving = new AbortController();
    const [gone, stays] = [board('a', leaving.signal), board('a')];
    leaving.abort();
    expect(await gone).toBeNull();
    expect(started[0]!.aborted).toBe(false);
    landings[0]!.resolve('x');
    expect(await stays).toBe('x');
  });

  it('are stopped when nobody waits, and not joined any more', async () => {
    const { started, landings, board } = setUp();
    const leaving = new AbortController();
    const gone = board('a', leaving.signal);
    leaving.abort();
    expect(await gone).toBeNull();
    expect(started[0]!.aborted).toBe(true);
    const next = board('a');
    landings[1]!.resolve('y');
    expect(await next).toBe('y');
  });

  it('fail for all', async () => {
    const { flights, landings, board } = setUp();
    const all = [board('a'), board('a')];
    landings[0]!.reject(new Error('a bug'));
    await expect(Promise.all(all)).rejects.toThrow('a bug');
    await Promise.allSettled(all);
    expect(flights.size).toBe(0);
  });
});
