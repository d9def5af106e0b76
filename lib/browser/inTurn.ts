/** Runs one task after the other under a name, across all pages and workers of the extension. */
export function inTurn<T>(name: string, task: () => Promise<T>): Promise<T> {
  return navigator.locks.request(name, task) as Promise<T>;
}
