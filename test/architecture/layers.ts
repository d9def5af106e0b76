import type { Module } from './modules';
import { isTest } from './modules';

/** A row of the table "Who may import whom" in docs/architecture.md, which is the rule itself. */
export interface Layer {
  /** Folder or file, from the root. */
  readonly place: string;
  readonly may: readonly string[];
  /** Of these, only types. */
  readonly types: readonly string[];
  /** Names of packages; `node:` for all of Node's own. */
  readonly packages: readonly string[];
}

/** Cells of the row's `code spans`; all else in a cell is said to people. */
const spans = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');

/** Reads the table. Throws if it is not there: a guard without a rule would pass everything. */
export function layers(document: string): Layer[] {
  const section = document.split(/^## Who may import whom$/m)[1]?.split(/^## /m)[0] ?? '';
  const rows = section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').slice(1, -1).map(spans));
  if (rows.length === 0) throw new Error('docs/architecture.md has no table "Who may import whom"');
  return rows.map(([place = [], may = [], types = [], packages = []]) => ({
    place: place[0] ?? '',
    may,
    types,
    packages,
  }));
}

const within = (path: string, place: string): boolean =>
  path === place || path.startsWith(`${place}/`) || path.replace(/(?:\.d)?\.tsx?$/, '') === place;

/** The row that rules a file: the one with the longest place. Tests may do what `test` may. */
function layerOf(path: string, table: readonly Layer[]): Layer | undefined {
  const ruled = isTest(path) ? 'test/' : path;
  return table
    .filter((layer) => within(ruled, layer.place) || (isTest(path) && layer.place === 'test'))
    .sort((a, b) => b.place.length - a.place.length)[0];
}

/** `preact/hooks` → `preact`, `node:fs` → `node:`. */
const packageOf = (specifier: string): string =>
  specifier.startsWith('node:')
    ? 'node:'
    : specifier
        .split('/')
        .slice(0, specifier.startsWith('@') ? 2 : 1)
        .join('/');

/** Imports that the table does not allow, rows that rule no file, and files that no row rules. */
export function forbiddenImports(all: readonly Module[], table: readonly Layer[]): string[] {
  const seen = new Set<Layer>();
  const faults: string[] = [];
  for (const module of all) {
    const layer = layerOf(module.path, table);
    if (!layer) {
      if (module.path.includes('/')) faults.push(`${module.path}: no row of the table rules it`);
      continue;
    }
    seen.add(layer);
    for (const one of module.imports) {
      const where = `${module.path}:${one.line}`;
      if (one.file === null && /^[.@~]{1,2}\//.test(one.specifier)) {
        faults.push(`${where}: ${one.specifier} is not there`);
      } else if (one.file === null) {
        const name = packageOf(one.specifier);
        if (!layer.packages.includes(name) && !layer.packages.includes('any')) {
          faults.push(`${where}: ${layer.place} may not import the package ${name}`);
        }
      } else {
        const { file } = one;
        if (isTest(file) && !isTest(module.path)) faults.push(`${where}: ${file} is for tests alone`);
        const allowed = layer.may.some((place) => within(file, place));
        const asType = layer.types.some((place) => within(file, place));
        const own = isTest(module.path) && layerOf(file, table)?.place !== 'entrypoints';
        if (allowed || own || (asType && one.typeOnly)) continue;
        faults.push(`${where}: ${layer.place} may not import ${file}${asType ? ' but for its types' : ''}`);
      }
    }
  }
  for (const layer of table)
    if (!seen.has(layer)) faults.push(`${layer.place}: the table has it, but no file was seen there`);
  return faults;
}

/** Every ring of imports; those of types alone leave nothing behind when the program runs, and are not counted. */
export function cycles(all: readonly Module[]): string[] {
  const byPath = new Map(all.map((module) => [module.path, module]));
  const done = new Set<string>();
  const found: string[] = [];
  const walk = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path);
    if (at >= 0) found.push([...trail.slice(at), path].join(' → '));
    if (at >= 0 || done.has(path)) return;
    for (const one of byPath.get(path)?.imports ?? []) if (one.file && !one.typeOnly) walk(one.file, [...trail, path]);
    done.add(path);
  };
  for (const path of byPath.keys()) walk(path, []);
  return found;
}
