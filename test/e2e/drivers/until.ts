/** How long a condition may take to come true, ms. Long: a loaded machine is slow, and a wait ends as soon as it may. */
const PATIENCE = 30_000;
const STEP = 25;

/**
 * Asks again until the answer is neither null, undefined nor false, and gives it. `what` is said when it never comes, with the
 * last trouble. An exception counts as "not yet": the document may just be going away.
 */
export async function until<T>(
  what: string,
  ask: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  patience = PATIENCE,
): Promise<T> {
  const end = performance.now() + patience;
  let trouble: unknown = null;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== null && answer !== undefined && answer !== false) return answer;
      trouble = null;
    } catch (error) {
      trouble = error;
    }
    if (performance.now() > end) throw new Error(`Waited ${patience} ms for: ${what}`, { cause: trouble });
    await new Promise((resolve) => setTimeout(resolve, STEP));
  }
}
