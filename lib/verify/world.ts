/**
 * The only way out of the core. A World answers with a value or a named failure and never throws for an expected trouble.
 * What `recording` writes down is the evidence shown, the list of what left this browser, and the fixture that `replay` reads.
 */

import type { Proof } from './rfc/dkim/prove';

export type RecordType = 'A' | 'AAAA' | 'MX' | 'PTR' | 'TXT';

/**
 * Why there is no answer. `nxdomain` alone is a fact about the name; all others say nothing of what DNS holds:
 * timeout: nobody answered in time; refused: the resolver would not, or could not be reached; servfail: it tried and failed;
 * bogus: its DNSSEC check failed; malformed: what came is no whole answer to the question; blocked: not asked, for such a name
 * must not leave this machine, or withheld by the resolver; not-asked: this World asks nobody.
 */
export type Failure = 'timeout' | 'refused' | 'servfail' | 'nxdomain' | 'bogus' | 'malformed' | 'blocked' | 'not-asked';

export type Answer<T> =
  | { readonly ok: true; readonly value: T; readonly dnssec: 'secure' | 'insecure' | 'unknown' }
  | { readonly ok: false; readonly failure: Failure };

export interface World {
  /** Record data in presentation form; MX as "preference host". A name without such records answers an empty list. */
  dns(name: string, type: RecordType): Promise<Answer<readonly string[]>>;
  /** Milliseconds since 1970-01-01 UTC. */
  now(): number;
  /**
   * What cryptography said of a signature, by its b=, when it was recorded: a recording hides addresses, and with them the octets
   * that were signed. No World but a recording's has it.
   */
  readonly proven?: (signature: string) => Proof | undefined;
}

/** One question that was put to a World, with what it answered. */
export interface Asked {
  readonly name: string;
  readonly type: RecordType;
  readonly answer: Answer<readonly string[]>;
}

/** Answers nothing: the pass over the headers alone. */
export function offline(now: number): World {
  return {
    dns: () => Promise.resolve({ ok: false, failure: 'not-asked' }),
    now: () => now,
  };
}

/**
 * Passes every question on and appends it, with its answer, to `asked`; a question that was put before gets that answer. Those
 * who ask do not know of each other.
 */
export function recording(world: World, asked: Asked[]): World {
  const under = new Map<string, Promise<Asked['answer']>>();
  return {
    dns(name, type) {
      const key = `${type} ${name}`;
      const before = under.get(key);
      if (before) return before;
      const answering = world.dns(name, type).then((answer) => {
        asked.push({ name, type, answer });
        return answer;
      });
      under.set(key, answering);
      return answering;
    },
    now: () => world.now(),
    ...(world.proven ? { proven: world.proven } : {}),
  };
}

/**
 * Answers from a recorded list, of two answers to one question the first; throws on a question that was never recorded, for
 * that is a bug in the caller or the fixture.
 */
export function replay(asked: readonly Asked[], now: number): World {
  const answers = new Map<string, Asked['answer']>();
  for (const { name, type, answer } of asked) {
    const key = `${type} ${name}`;
    if (!answers.has(key)) answers.set(key, answer);
  }
  return {
    dns(name, type) {
      const answer = answers.get(`${type} ${name}`);
      if (!answer) throw new Error(`unrecorded question: ${name} ${type}`);
      return Promise.resolve(answer);
    },
    now: () => now,
  };
}
