import type { Module, Node } from './modules';
import { isTest, visit } from './modules';

/**
 * The compiler keeps `fetch`, `document`, `process`, timers and `performance` out of the core, but `Date`, `Intl` and `Math`
 * are in the language itself. Of these the core may use what gives the same answer on every call.
 */
const DATE_METHODS = new Set(['UTC']);

const isName = (node: Node | undefined, name: string): boolean => node?.type === 'Identifier' && node['name'] === name;

function fault(node: Node, above: readonly Node[]): string | null {
  const parent = above.at(-1);
  if (isName(node, 'globalThis')) return 'globalThis reaches everything the compiler keeps out';
  if (node.type === 'MemberExpression' && isName(node['object'], 'Math') && isName(node['property'], 'random'))
    return 'Math.random is different each time';
  if (isName(node, 'Intl')) return 'Intl depends on the machine: its zone, its language, its clock';
  if (!isName(node, 'Date') || !parent) return null;
  // A property or a type of that name is no clock.
  if (parent.type.startsWith('TS')) return null;
  if (parent.type === 'ObjectProperty' && parent['key'] === node && !parent['computed'] && parent['value'] !== node)
    return null;
  if (parent.type === 'MemberExpression' && parent['object'] === node) {
    const method = parent['computed'] ? '[…]' : parent['property'].name;
    return DATE_METHODS.has(method) ? null : `Date.${method}`;
  }
  if (parent.type === 'MemberExpression' && !parent['computed']) return null;
  if (parent.type === 'NewExpression' && parent['callee'] === node) {
    const first: Node | undefined = parent['arguments'][0];
    return first && first.type !== 'SpreadElement' ? null : 'new Date() without a time';
  }
  return 'Date, by a name or a call that may read the clock';
}

/** Places in lib/verify that may read a clock, chance or the machine. */
export function clocks(all: readonly Module[]): string[] {
  const faults: string[] = [];
  for (const module of all.filter((one) => one.path.startsWith('lib/verify/') && !isTest(one.path))) {
    visit(module.program, (node, above) => {
      const what = fault(node, above);
      if (what) faults.push(`${module.path}:${node.loc.start.line}: ${what}`);
    });
  }
  return faults;
}
