/** How often a measurement repeats the work, so that the clock's tick (1 µs) does not count. */
const BATCH = 200;

/** CPU microseconds of one `work`, those of the engine's own threads included. `turns`: fewer for long work. */
export async function cpu(work: () => unknown, turns = BATCH): Promise<number> {
  const before = process.cpuUsage();
  for (let turn = 0; turn < turns; turn++) await work();
  const used = process.cpuUsage(before);
  return (used.user + used.system) / turns;
}
