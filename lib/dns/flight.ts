/** A question under way, and how many wait for its answer. */
export interface Flight<T> {
  readonly landing: Promise<T>;
  readonly stop: AbortController;
  waiting: number;
}

/**
 * Joins the flight under `key`, or starts one. Answers null as soon as `signal` aborts; the flight is stopped once nobody waits
 * for it any more. Rejects only as `start` does.
 */
export async function flight<T>(
  flights: Map<string, Flight<T>>,
  key: string,
  start: (signal: AbortSignal) => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T | null> {
  const own = flights.get(key) ?? begin(flights, key, start);
  own.waiting++;
  const { promise: left, resolve } = Promise.withResolvers<null>();
  const leave = () => resolve(null);
  if (signal?.aborted) leave();
  signal?.addEventListener('abort', leave, { once: true });
  try {
    return await Promise.race([own.landing, left]);
  } finally {
    signal?.removeEventListener('abort', leave);
    if (--own.waiting === 0) {
      if (flights.get(key) === own) flights.delete(key);
      own.stop.abort();
    }
  }
}

function begin<T>(flights: Map<string, Flight<T>>, key: string, start: (signal: AbortSignal) => Promise<T>): Flight<T> {
  const stop = new AbortController();
  const own: Flight<T> = { landing: start(stop.signal), stop, waiting: 0 };
  flights.set(key, own);
  return own;
}
