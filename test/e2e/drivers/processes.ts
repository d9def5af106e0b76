import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** All processes below one, however deep. */
export function childProcesses(pid: number): readonly number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = parentOf(Number(name));
    if (parent !== null) parents.set(Number(name), parent);
  }
  const below = new Set([pid]);
  for (let grown = true; grown;) {
    grown = false;
    for (const [child, parent] of parents) {
      if (below.has(parent) && !below.has(child)) {
        below.add(child);
        grown = true;
      }
    }
  }
  below.delete(pid);
  return [...below];
}

function parentOf(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name in brackets may hold anything.
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return null;
  }
}

/** Its arguments, joined by blanks; empty once it is gone. */
export function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

/** The full path of a program on the PATH. */
export function program(name: string): string {
  for (const folder of (process.env['PATH'] ?? '').split(':')) {
    const file = join(folder, name);
    if (existsSync(file)) return file;
  }
  throw new Error(`${name} is not installed`);
}
