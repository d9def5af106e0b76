import { posix } from 'node:path';
import type { Module } from './modules';
import { isProduct, isTest, visit } from './modules';

/** Where a tool demands a default export: WXT's entrypoints, and configurations. */
const DEFAULT_DEMANDED = /^entrypoints\/|\.config\.(?:ts|js)$/;
/** The ordered lists. Any other `index` would be a barrel. */
const LISTS = new Set([
  'lib/verify/checks/index.ts',
  'lib/verify/receivers/index.ts',
  'lib/verify/services/index.ts',
  'lib/webmail/index.ts',
]);
/** What the package offers other programs: the one place that hands on what other files export. */
const DOOR = 'lib/engine.ts';
const SAYS_NOTHING = new Set([
  'util',
  'utils',
  'helper',
  'helpers',
  'common',
  'misc',
  'shared',
  'lib',
  'tools',
  'stuff',
]);

/** Names and shapes of files and exports that the house style refuses. */
export function houseRules(all: readonly Module[]): string[] {
  const faults: string[] = [];
  for (const module of all) {
    const { path } = module;
    const base = posix.basename(path).split('.')[0] ?? '';
    const add = (what: string) => faults.push(`${path}: ${what}`);
    if (module.exports.some((one) => one.name === 'default') && !DEFAULT_DEMANDED.test(path)) add('a default export');
    const saysNothing =
      SAYS_NOTHING.has(base.toLowerCase()) ||
      path
        .split('/')
        .slice(1, -1)
        .some((folder) => SAYS_NOTHING.has(folder));
    if (saysNothing) add('a name that says nothing of what is inside');
    if (base === 'index' && !LISTS.has(path) && !path.startsWith('entrypoints/')) add('a barrel');
    if (isProduct(path) && path !== DOOR && /export\s+(?:type\s+)?(?:\*|\{[^}]*\})\s+from/.test(module.source))
      add('a re-export');
    if (isTest(path) && path.startsWith('entrypoints/')) add('a test in entrypoints, which WXT would build');
    if (isProduct(path) && /^import .*\.test/m.test(module.source)) add('imports a test');
    if (isProduct(path)) {
      visit(module.program, (node) => {
        if ((node.type === 'ClassDeclaration' && !node.declare) || node.type === 'ClassExpression')
          add(`line ${node.loc.start.line}: a class`);
      });
    }
  }
  return faults;
}

/** RFC files that do not open with what they implement and what not. A folder's file of the same name opens for all of it. */
export function rfcOpenings(all: readonly Module[]): string[] {
  return all
    .filter((one) => /^lib\/verify\/rfc\/[^/]+$/.test(one.path) && !isTest(one.path))
    .filter((one) => !/\bImplements\b[\s\S]+\bDoes not implement\b/.test(one.opening))
    .map((one) => `${one.path}: does not open with "Implements … Does not implement …"`);
}
