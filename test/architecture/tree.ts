import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root, with a slash at its end. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Folders that hold what is built, installed or written by running the project. */
const NOT_OURS = new Set(['node_modules', '.git', '.output', 'dist', '.wxt', '.stack', 'demo', 'coverage', 'out']);

/** Path from the root, with slashes → text. A guard takes one, so that a test can hand it a tree with a fault. */
export type Tree = ReadonlyMap<string, string>;

/** Paths, from `root`, of all files of the project; sorted. */
export function paths(root: string = ROOT, folder = ''): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => !NOT_OURS.has(entry.name) && !entry.name.endsWith('.log'))
    .flatMap((entry) => {
      const path = folder ? `${folder}/${entry.name}` : entry.name;
      return entry.isDirectory() ? paths(root, path) : [path];
    })
    .sort();
}

/** Reads the files whose path `wanted` accepts. */
export function tree(wanted: (path: string) => boolean, root: string = ROOT): Tree {
  return new Map(
    paths(root)
      .filter(wanted)
      .map((path) => [path, readFileSync(join(root, path), 'utf8')]),
  );
}

/** `tree` with some files added or replaced: how a seeded fault is made. */
export function withFiles(base: Tree, files: Readonly<Record<string, string>>): Tree {
  return new Map([...base, ...Object.entries(files)]);
}
