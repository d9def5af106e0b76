import type { Answers, Ask } from './protocol';

/** A background that is stopped while it answers is asked anew; one that stays silent this often is given up. */
export const TRIES = 5;
/** Milliseconds for one answer. */
export const PATIENCE = 8_000;
/** Milliseconds before the second try; twice as long before each further one. */
const PAUSE = 40;

/** The part of `browser.runtime` that asking needs; `id` is gone once the extension was replaced. */
interface Runtime {
  readonly id: string | undefined;
  sendMessage(message: unknown): Promise<unknown>;
}

/**
 * Asks the background. It may be stopped at any moment, so no answer means: ask again. Null if it does not answer at all, if
 * `signal` ends, or if the extension was removed or replaced; then `lost` is told.
 */
export async function ask<A extends Ask>(
  runtime: Runtime,
  question: A,
  signal: AbortSignal,
  lost: () => void = () => {},
): Promise<Answers[A['kind']] | null> {
  for (let tries = 0; tries < TRIES && !signal.aborted; tries++) {
    if (tries > 0) await pause(PAUSE * 2 ** (tries - 1));
    if (!isAlive(runtime)) {
      lost();
      return null;
    }
    const answer = await once(runtime, question);
    if (answer !== undefined) return answer as Answers[A['kind']];
  }
  return null;
}

async function once(runtime: Runtime, question: Ask): Promise<unknown> {
  try {
    return await Promise.race([runtime.sendMessage(question), pause(PATIENCE)]);
  } catch {
    return undefined;
  }
}

/** Once the extension was replaced or removed, `runtime.id` is gone, or reading it throws. */
function isAlive(runtime: Runtime): boolean {
  try {
    return Boolean(runtime.id);
  } catch {
    return false;
  }
}

function pause(milliseconds: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), milliseconds));
}
