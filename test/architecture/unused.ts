import type { Module } from './modules';
import { isProduct, isTest, visit } from './modules';

/** What others call: WXT its entrypoints, tools their configurations, node and vitest scripts, the companion's start, other programs the package's door. */
const isStarted = (path: string): boolean =>
  /^(?:entrypoints|test\/conformance)\/|^lib\/engine\.ts$|^companion\/src\/main\.ts$/.test(path) ||
  /\.config\.(?:ts|js)$/.test(path) ||
  !path.includes('/');

/** How often a name stands in a module, as a value or as a type. */
function uses(module: Module): Map<string, number> {
  const count = new Map<string, number>();
  visit(module.program, (node) => {
    if (node.type === 'Identifier' || node.type === 'JSXIdentifier')
      count.set(node.name, (count.get(node.name) ?? 0) + 1);
  });
  return count;
}

/**
 * Exported names that nothing needs. For what ships, a test's need does not count, unless the name's own file uses it too: a
 * limit or a step may be exported so that it can be tested. A type that its own file's other declarations use is part of their shape.
 * `kept` lists `path: name` with a reason; one that is needed after all is a fault too.
 */
export function unusedExports(all: readonly Module[], kept: Readonly<Record<string, string>>): string[] {
  const needed = new Map<string, Set<string>>();
  const tested = new Map<string, Set<string>>();
  for (const module of all) {
    const tool = !isProduct(module.path);
    for (const one of module.imports) {
      if (!one.file) continue;
      const into = tool && isProduct(one.file) ? tested : needed;
      into.set(one.file, new Set([...(into.get(one.file) ?? []), ...one.names]));
    }
  }
  const has = (map: Map<string, Set<string>>, path: string, name: string): boolean =>
    (map.get(path)?.has(name) ?? false) || (map.get(path)?.has('*') ?? false);

  const faults: string[] = [];
  const unused = new Set<string>();
  for (const module of all) {
    if (isStarted(module.path) || isTest(module.path)) continue;
    const inside = uses(module);
    for (const one of module.exports) {
      if (has(needed, module.path, one.name)) continue;
      const usedHere = (inside.get(one.name) ?? 0) > 1;
      if (one.type && usedHere) continue;
      if (usedHere && has(tested, module.path, one.name)) continue;
      const key = `${module.path}: ${one.name}`;
      unused.add(key);
      if (!(key in kept)) faults.push(`${module.path}:${one.line}: nothing needs the export ${one.name}`);
    }
  }
  for (const key of Object.keys(kept))
    if (!unused.has(key)) faults.push(`${key}: kept without need; take it off the list`);
  return faults;
}
