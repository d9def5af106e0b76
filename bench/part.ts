/** A part of the bench is a process of its own: nothing that one has warmed up or left behind reaches another. */
import { writeFileSync } from 'node:fs';
import type { Row } from './row.ts';
import { table } from './table.ts';

/** Name of the variable with the path of the file for the rows; without it they are printed. */
export const ROWS = 'HOPLOCK_BENCH_ROWS';

/** Runs a part and ends the process: code 0 if it came to its end, whatever it found. `say` tells what is under way. */
export async function part(run: (say: (detail: string) => void) => Promise<readonly Row[]>): Promise<never> {
  try {
    const rows = await run((detail) => console.log(detail));
    const file = process.env[ROWS];
    if (file === undefined) console.log(table(rows));
    else writeFileSync(file, JSON.stringify(rows));
    process.exit(0);
  } catch (error) {
    console.error(error);
    process.exit(1);
  }
}
