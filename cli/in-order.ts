/**
 * Works at several things at once and gives each result on in the order of the things, as soon as it and all before it are
 * there. `emit` is waited for, so that whoever reads slowly slows the work down; where it answers false, no more is begun.
 */
export async function inOrder<T, R>(
  things: readonly T[],
  atOnce: number,
  work: (thing: T) => Promise<R>,
  emit: (result: R) => Promise<boolean>,
): Promise<void> {
  const under: Promise<R>[] = [];
  let begun = 0;
  const begin = (): void => {
    while (begun < things.length && under.length < atOnce) under.push(work(things[begun++] as T));
  };
  for (begin(); under.length > 0; begin()) {
    const next = await (under.shift() as Promise<R>);
    begin();
    if (!(await emit(next))) {
      await Promise.allSettled(under);
      return;
    }
  }
}
