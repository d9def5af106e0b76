import { visit } from '../architecture/modules';
import type { Module, Node } from '../architecture/modules';

/** What a list names: the file it comes from, and the object that stands there. */
export interface Listed {
  readonly path: string;
  readonly id: string;
  /** The codes of a check; empty for all else, or where they are not written out. */
  readonly codes: readonly string[];
}

function property(object: Node, name: string): Node | undefined {
  return object['properties'].find((one: Node) => one['key']?.name === name)?.['value'];
}

function objectIn(module: Module, name: string): Node | null {
  let found: Node | null = null;
  visit(module.program, (node) => {
    if (node.type !== 'VariableDeclarator' || node['id'].name !== name) return;
    const value: Node | null = node['init'];
    const object = value?.type === 'CallExpression' ? value['arguments'][0] : value;
    if (object?.type === 'ObjectExpression') found = object;
  });
  return found;
}

/** Where a check answers a code written out, with the names of the values it gives: none where it gives none. */
export function answers(
  all: readonly Module[],
  one: Listed,
): { readonly code: string; readonly values: readonly string[]; readonly line: number }[] {
  const found: { code: string; values: readonly string[]; line: number }[] = [];
  const module = all.find((candidate) => candidate.path === one.path);
  if (!module) return found;
  visit(module.program, (node) => {
    if (node.type !== 'ObjectExpression') return;
    const code = property(node, 'code');
    const params = property(node, 'params');
    if (code?.type !== 'StringLiteral' || (params && params.type !== 'ObjectExpression')) return;
    const names: Node[] = params?.['properties'] ?? [];
    if (names.some((name) => name.type === 'SpreadElement')) return;
    found.push({ code: code['value'], values: names.map((name) => name['key'].name), line: node.loc.start.line });
  });
  return found;
}

/**
 * Reads a list from the source of its `index.ts`, so that it can be read of any tree. Throws where it is not an exported
 * array of imported names.
 */
export function listed(all: readonly Module[], path: string): Listed[] {
  const index = all.find((module) => module.path === path);
  let elements: Node[] = [];
  if (index) {
    visit(index.program, (node) => {
      if (node.type === 'ArrayExpression' && elements.length === 0) elements = node['elements'];
    });
  }
  if (elements.length === 0) throw new Error(`${path}: no list`);
  return elements.map((element) => {
    const name: string = element['name'];
    const from = index?.imports.find((one) => one.names.includes(name))?.file;
    const module = all.find((one) => one.path === from);
    const object = module ? objectIn(module, name) : null;
    const id = object ? property(object, 'id') : undefined;
    if (!module || !object || id?.type !== 'StringLiteral')
      throw new Error(`${path}: ${name} has no object with an id`);
    const codes: Node[] = property(object, 'codes')?.['elements'] ?? [];
    return { path: module.path, id: id['value'], codes: codes.flatMap((one) => one['value'] ?? []) };
  });
}
