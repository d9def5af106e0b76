import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Screenshots, and what a failed test saw. `HOPLOCK_E2E_OUT` names another folder; it is emptied at each run. */
export const OUT = process.env['HOPLOCK_E2E_OUT'] ?? join(ROOT, 'test', 'e2e', 'out');

/** Folder of a build that ships. `HOPLOCK_E2E_BUILDS` names another folder than `.output`. */
export function buildFolder(browser: 'chromium' | 'firefox'): string {
  const folder = process.env['HOPLOCK_E2E_BUILDS'] ?? join(ROOT, '.output');
  return join(folder, browser === 'chromium' ? 'chrome-mv3' : 'firefox-mv3');
}

/** A file in OUT; its folder is made. */
export function outFile(...parts: readonly string[]): string {
  const file = join(OUT, ...parts.map((part) => part.replaceAll(/[^\w. -]/g, '_').slice(-120)));
  mkdirSync(join(file, '..'), { recursive: true });
  return file;
}
