import type { Module, Node } from './modules';
import { isProduct, visit } from './modules';
import type { Tree } from './tree';

/** Attributes that people read or hear. */
const SPOKEN = new Set([
  'title',
  'alt',
  'placeholder',
  'label',
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'aria-valuetext',
  'summary',
]);
/** The product's own name is not translated. */
const NAME = 'Hoplock';
const LETTER = /\p{Letter}/u;
const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;

/** What a field takes, shown in it: a host, an address, a network. The same in every language. */
const EXAMPLE = /^[a-z0-9]+[.:][a-z0-9.:/-]+$/;
/** Languages are called by their own names in every language. */
const OWN_NAMES = new Set(['English', '日本語']);
/** Proper nouns, and words that are looked for in mails: data, the same whatever language the reader has. */
const DATA = /^lib\/verify\/(?:services\/|hints\/trust-words\.ts$)/;

const isProse = (text: string): boolean =>
  LETTER.test(text.replaceAll(NAME, '')) && !EXAMPLE.test(text) && !OWN_NAMES.has(text);

function spoken(node: Node): string | null {
  if (node.type === 'JSXText') return node.value.trim();
  if (node.type === 'JSXExpressionContainer' && node.expression.type === 'StringLiteral') return node.expression.value;
  if (node.type !== 'JSXAttribute' || !SPOKEN.has(node.name.name) || !node.value) return null;
  const value: Node = node.value.type === 'JSXExpressionContainer' ? node.value.expression : node.value;
  if (value.type === 'StringLiteral') return value.value;
  return value.type === 'TemplateLiteral' ? value.quasis.map((one: Node) => one.value.cooked).join('') : null;
}

/** Words for people that stand in code and not in `_locales`. */
export function proseInCode(all: readonly Module[]): string[] {
  const faults: string[] = [];
  for (const module of all.filter((one) => isProduct(one.path))) {
    const add = (node: Node, text: string) => faults.push(`${module.path}:${node.loc.start.line}: "${text}"`);
    const isData = DATA.test(module.path);
    visit(module.program, (node, above) => {
      const text = spoken(node);
      const inside = above.at(-1)?.type;
      // `class={'x'}` is not for people; a text child written as `{'x'}` is.
      if (text !== null && isProse(text) && !(node.type === 'JSXExpressionContainer' && inside === 'JSXAttribute'))
        add(node, text);
      else if (node.type === 'StringLiteral' && JAPANESE.test(node.value) && isProse(node.value) && !isData)
        add(node, node.value);
      else if (node.type === 'TemplateElement' && JAPANESE.test(node.value.raw)) add(node, node.value.raw);
    });
  }
  return faults;
}

/** The same for pages: text between tags of entrypoints' HTML, comments, styles and scripts left out. */
export function proseInPages(pages: Tree): string[] {
  return [...pages].flatMap(([path, html]) => {
    const bare = html.replace(/<!--[\s\S]*?-->/g, '').replace(/<(style|script)\b[^>]*>[\s\S]*?<\/\1>/g, '');
    return bare
      .split(/<[^>]*>/)
      .map((text) => text.trim())
      .filter(isProse)
      .map((text) => `${path}: "${text}"`);
  });
}
