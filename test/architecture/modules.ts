import { posix } from 'node:path';
import { parse } from '@babel/parser';
import type { Tree } from './tree';

/** A node of Babel's syntax tree, read loosely: guards look at few fields of many kinds. */
export type Node = { type: string; loc: { start: { line: number } } } & Record<string, any>;

export interface Import {
  readonly specifier: string;
  /** Path from the root where the specifier names a file of the project; null for a package or a file that is missing. */
  readonly file: string | null;
  /** What is taken: exported names, or `*` for all of them. */
  readonly names: readonly string[];
  readonly typeOnly: boolean;
  readonly line: number;
}

export interface Export {
  readonly name: string;
  readonly type: boolean;
  readonly line: number;
}

export interface Module {
  readonly path: string;
  readonly source: string;
  readonly program: Node;
  readonly imports: readonly Import[];
  readonly exports: readonly Export[];
  /** Text of the comments before the first statement. */
  readonly opening: string;
}

export const isCode = (path: string): boolean => /\.(?:ts|tsx|mjs|js)$/.test(path);
/** A test, or what only tests use: a folder `testing` beside the code. */
export const isTest = (path: string): boolean => /\.test\.tsx?$|\/testing\//.test(path);
/** What ships: neither tests nor tools. */
export const isProduct = (path: string): boolean =>
  /^(?:lib|components|entrypoints|cli|companion)\//.test(path) && !isTest(path);

/** Calls `see` for every node below `node`, itself first, with its ancestors, nearest last. */
export function visit(
  node: Node,
  see: (node: Node, above: readonly Node[]) => void,
  above: readonly Node[] = [],
): void {
  see(node, above);
  const below = [...above, node];
  for (const [key, value] of Object.entries(node)) {
    if (key === 'loc' || key.endsWith('Comments')) continue;
    for (const child of Array.isArray(value) ? value : [value]) {
      if (child && typeof child === 'object' && typeof child.type === 'string') visit(child, see, below);
    }
  }
}

function resolve(from: string, specifier: string, tree: Tree): string | null {
  const bare = specifier.replace(/\?.*$/, '');
  const path = /^[@~]{1,2}\//.test(bare)
    ? bare.replace(/^[@~]{1,2}\//, '')
    : bare.startsWith('.')
      ? posix.join(posix.dirname(from), bare)
      : null;
  if (path === null) return null;
  const tries = [path, `${path}.ts`, `${path}.tsx`, `${path}.d.ts`, `${path}/index.ts`, `${path}/index.tsx`];
  return tries.find((one) => tree.has(one)) ?? null;
}

const nameOf = (node: Node): string => node.name ?? node.value;

function namesBound(pattern: Node): string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name];
    case 'ObjectPattern':
      return pattern.properties.flatMap((property: Node) => namesBound(property.value ?? property.argument));
    case 'ArrayPattern':
      return pattern.elements.flatMap((element: Node | null) => (element ? namesBound(element) : []));
    case 'AssignmentPattern':
      return namesBound(pattern.left);
    default:
      return [];
  }
}

const TYPES = new Set(['TSInterfaceDeclaration', 'TSTypeAliasDeclaration']);

function exportsOf(statement: Node): Export[] {
  const line = statement.loc.start.line;
  if (statement.type === 'ExportDefaultDeclaration') return [{ name: 'default', type: false, line }];
  if (statement.type !== 'ExportNamedDeclaration') return [];
  const declared: Node | null = statement.declaration;
  if (!declared) {
    return statement.specifiers.map((one: Node) => ({
      name: nameOf(one.exported),
      type: statement.exportKind === 'type' || one.exportKind === 'type',
      line,
    }));
  }
  const names: string[] =
    declared.type === 'VariableDeclaration'
      ? declared.declarations.flatMap((one: Node) => namesBound(one.id))
      : [declared.id.name];
  return names.map((name) => ({ name, type: TYPES.has(declared.type), line }));
}

function importsOf(program: Node, path: string, tree: Tree): Import[] {
  const found: Import[] = [];
  const add = (node: Node, specifier: string, names: string[], typeOnly: boolean) =>
    found.push({ specifier, file: resolve(path, specifier, tree), names, typeOnly, line: node.loc.start.line });
  visit(program, (node) => {
    if (node.type === 'ImportDeclaration') {
      const names = node.specifiers.map((one: Node) =>
        one.type === 'ImportSpecifier' ? nameOf(one.imported) : one.type === 'ImportDefaultSpecifier' ? 'default' : '*',
      );
      const typeOnly =
        node.importKind === 'type' ||
        (node.specifiers.length > 0 && node.specifiers.every((one: Node) => one.importKind === 'type'));
      add(node, node.source.value, names, typeOnly);
    } else if (node.type === 'ExportNamedDeclaration' && node.source) {
      const names = node.specifiers.map((one: Node) => (one.local ? nameOf(one.local) : '*'));
      add(node, node.source.value, names, node.exportKind === 'type');
    } else if (node.type === 'ExportAllDeclaration') {
      add(node, node.source.value, ['*'], node.exportKind === 'type');
    } else if (node.type === 'CallExpression' && ['Import', 'require'].includes(node.callee.name ?? node.callee.type)) {
      const argument: Node | undefined = node.arguments[0];
      add(node, argument?.type === 'StringLiteral' ? argument.value : '(computed)', ['*'], false);
    } else if (node.type === 'TSImportType') {
      const argument: Node = node.argument;
      add(node, argument.value ?? argument.literal?.value, [node.qualifier ? nameOf(node.qualifier) : '*'], true);
    }
  });
  return found;
}

/** Reads the code of a tree. Throws, with path and line, on a file that cannot be parsed. */
export function modules(tree: Tree): Module[] {
  return [...tree]
    .filter(([path]) => isCode(path))
    .map(([path, source]) => {
      let program: Node;
      try {
        const plugins = path.endsWith('.ts') ? ['typescript' as const] : ['typescript' as const, 'jsx' as const];
        program = parse(source, { sourceType: 'module', plugins, attachComment: true }).program as unknown as Node;
      } catch (error) {
        throw new Error(`${path}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
      }
      const first: Node | undefined = program.body[0];
      return {
        path,
        source,
        program,
        imports: importsOf(program, path, tree),
        exports: program.body.flatMap(exportsOf),
        opening: (first?.leadingComments ?? program.innerComments ?? [])
          .map((one: { value: string }) => one.value)
          .join('\n'),
      };
    });
}
