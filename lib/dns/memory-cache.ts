import type { Flight } from './flight';
import type { Link } from './read-answer';

/** Answers kept, whichever cache keeps them. */
export const MAX_KEPT = 2_000;

/** An answer, and until when it may be given: milliseconds since 1970-01-01 UTC. */
export interface Kept {
  readonly link: Link;
  readonly until: number;
}

/** Who shares a cache shares its answers, and the questions that are under way. A cache never throws: it may forget. */
export interface Cache {
  get(key: string): Kept | undefined | Promise<Kept | undefined>;
  set(key: string, kept: Kept): void;
  readonly flights: Map<string, Flight<Link>>;
}

/** Keeps answers as long as this object lives; of more than `limit`, those used last. `forgot` is told the keys of the others. */
export function memoryCache(limit: number = MAX_KEPT, forgot: (key: string) => void = () => undefined): Cache {
  const all = new Map<string, Kept>();
  const put = (key: string, kept: Kept): void => {
    all.delete(key);
    all.set(key, kept);
    for (const oldest of all.keys()) {
      if (all.size <= limit) break;
      all.delete(oldest);
      forgot(oldest);
    }
  };
  return {
    get(key) {
      const kept = all.get(key);
      if (kept) put(key, kept);
      return kept;
    },
    set: put,
    flights: new Map(),
  };
}
