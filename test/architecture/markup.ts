import type { Module, Node } from './modules';
import { isProduct, visit } from './modules';

/** Ways from a string to markup or to code. What they are given may come from a mail. */
const PROPERTIES = new Set([
  'innerHTML',
  'outerHTML',
  'insertAdjacentHTML',
  'createContextualFragment',
  'srcdoc',
  'setHTMLUnsafe',
  'parseHTMLUnsafe',
  'parseFromString',
]);
const DOCUMENT_METHODS = new Set(['write', 'writeln', 'execCommand']);
const ATTRIBUTES = new Set(['dangerouslySetInnerHTML', 'srcdoc', 'srcDoc']);
const CALLS = new Set(['eval', 'Function', 'GeneratorFunction', 'AsyncFunction']);
const TIMERS = new Set(['setTimeout', 'setInterval']);

function fault(node: Node): string | null {
  switch (node.type) {
    case 'MemberExpression':
    case 'OptionalMemberExpression': {
      const name: string | undefined = node.computed ? node.property.value : node.property.name;
      if (name === undefined) return null;
      if (PROPERTIES.has(name)) return name;
      const object: string | undefined = node.object.name ?? node.object.property?.name;
      if (CALLS.has(name) && ['globalThis', 'window', 'self'].includes(object ?? '')) return name;
      return DOCUMENT_METHODS.has(name) && /document/i.test(object ?? '') ? `document.${name}` : null;
    }
    case 'CallExpression':
    case 'NewExpression':
      if (CALLS.has(node.callee.name)) return node.callee.name;
      return TIMERS.has(node.callee.name) && /String|Template/.test(node.arguments[0]?.type ?? '')
        ? node.callee.name
        : null;
    case 'JSXAttribute':
      return ATTRIBUTES.has(node.name.name) ? node.name.name : null;
    default:
      return null;
  }
}

/** Places in shipped code that make markup or code from a string. */
export function markupFromStrings(all: readonly Module[]): string[] {
  const faults: string[] = [];
  for (const module of all.filter((one) => isProduct(one.path))) {
    visit(module.program, (node) => {
      const name = fault(node);
      if (name) faults.push(`${module.path}:${node.loc.start.line}: ${name}`);
    });
  }
  return faults;
}
