import { readFileSync } from 'node:fs';

/** CPU that the main threads of these processes have used so far, ms, by the kernel's own count; a process that is gone has none. */
export function mainThread(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + nanoseconds(pid) / 1e6, 0);
}

function nanoseconds(pid: number): number {
  try {
    // a process's first thread bears its number
    return Number(readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'latin1').split(' ')[0]);
  } catch {
    return 0;
  }
}
