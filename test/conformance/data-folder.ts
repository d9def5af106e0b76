import { resolve } from 'node:path';

/** Where the public test sets lie: beside the repository, or where HOPLOCK_DATA says. They are never copied into it. */
export function dataFolder(): string {
  return process.env['HOPLOCK_DATA'] ?? resolve(import.meta.dirname, '../../../shared/data');
}
