import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** What is left of an allowance, and seconds until it is whole again. */
export interface Taken {
  readonly ok: boolean;
  readonly name: 'client' | 'domains' | 'target';
  readonly limit: number;
  readonly remaining: number;
  readonly reset: number;
  readonly window: number;
}

export interface Limits {
  /** A request of a client. */
  client(key: string): Promise<Taken>;
  /** A report that a client wants made anew. */
  domains(key: string): Promise<Taken>;
  /** A report on a domain made anew, whoever wants it. */
  target(domain: string): Promise<Taken>;
}

const MINUTE = 60;
const HOUR = 3_600;

export interface LimitOptions {
  readonly clientRequestsPerMinute: number;
  readonly clientDomainsPerHour: number;
  readonly targetProbesPerHour: number;
}

/** Allowances in this process's memory. */
export function memoryLimits(options: LimitOptions): Limits {
  return {
    client: limiter('client', options.clientRequestsPerMinute, MINUTE),
    domains: limiter('domains', options.clientDomainsPerHour, HOUR),
    target: limiter('target', options.targetProbesPerHour, HOUR),
  };
}

function limiter(name: Taken['name'], limit: number, window: number): (key: string) => Promise<Taken> {
  const memory = new RateLimiterMemory({ points: limit, duration: window });
  const taken = (ok: boolean, { remainingPoints, msBeforeNext }: RateLimiterRes): Taken => ({
    ok,
    name,
    limit,
    remaining: Math.max(0, remainingPoints),
    reset: Math.max(0, Math.ceil(msBeforeNext / 1000)),
    window,
  });
  return async (key) => {
    try {
      return taken(true, await memory.consume(key));
    } catch (refused) {
      if (refused instanceof RateLimiterRes) return taken(false, refused);
      throw refused;
    }
  };
}
