import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { OUTPUT, BUILDS } from '../scripts/steps/sizes.ts';
import { makeZips } from '../scripts/zip.ts';
import { ROOT } from '../test/stack/place.ts';

const SOURCES = ['components', 'entrypoints', 'lib', 'public', 'wxt.config.ts', 'package-lock.json'];

/** Sees to it that builds and zips in `.output` are there and no older than the sources. Null, or what the tool said. */
export async function built(say: (detail: string) => void): Promise<string | null> {
  const newest = Math.max(...SOURCES.map((path) => newestIn(join(ROOT, path))));
  const made = [...BUILDS.map((name) => join(OUTPUT, name, 'manifest.json')), ...zipFiles()];
  if (made.length === 2 * BUILDS.length && made.every((file) => changed(file) >= newest)) return null;
  const done = await makeZips(say);
  return 'failure' in done ? done.failure : null;
}

function zipFiles(): string[] {
  try {
    const names = readdirSync(OUTPUT).filter((name) => name.endsWith('.zip') && !name.endsWith('-sources.zip'));
    return names.map((name) => join(OUTPUT, name));
  } catch {
    return [];
  }
}

function newestIn(path: string): number {
  if (!statSync(path).isDirectory()) return changed(path);
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && !entry.name.includes('.test.'),
  );
  return Math.max(...files.map((entry) => changed(join(entry.parentPath, entry.name))));
}

function changed(file: string): number {
  try {
    return statSync(file).mtimeMs;
  } catch {
    return 0;
  }
}
