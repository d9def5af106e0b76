import type { CDPSession, Protocol } from 'puppeteer-core';

/** Where scripts of an extension run in a tab's frames. */
export interface Worlds {
  /** Runs an expression in the extension's living world of a frame; null where it has none. */
  evaluate(frame: string, expression: string): Promise<{ readonly value: unknown } | null>;
}

/**
 * Follows the worlds of one extension in a tab. Once it was updated, Chromium makes two in each frame, in either order; in the
 * one of the version before, the extension's interfaces are dead.
 */
export async function followWorlds(session: CDPSession, extension: string): Promise<Worlds> {
  const worlds = new Map<number, Protocol.Runtime.ExecutionContextDescription>();
  session.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.origin === extension && context.auxData?.['type'] === 'isolated') worlds.set(context.id, context);
  });
  session.on('Runtime.executionContextDestroyed', ({ executionContextId }) => worlds.delete(executionContextId));
  session.on('Runtime.executionContextsCleared', () => worlds.clear());
  await session.send('Runtime.enable');
  return {
    async evaluate(frame, expression) {
      const here = [...worlds.values()].filter((one) => one.auxData?.['frameId'] === frame).toReversed();
      for (const { id } of here) {
        if (here.length > 1 && (await evaluateIn(session, id, LIVES)) !== true) continue;
        return { value: await evaluateIn(session, id, expression) };
      }
      return null;
    },
  };
}

const LIVES = 'Boolean(globalThis.chrome?.dom && globalThis.chrome.runtime?.id)';

async function evaluateIn(session: CDPSession, contextId: number, expression: string): Promise<unknown> {
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
    expression,
    contextId,
    awaitPromise: true,
    returnByValue: true,
  });
  if (exceptionDetails === undefined) return result.value;
  throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
}
