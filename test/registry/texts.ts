import { isProduct, visit } from '../architecture/modules';
import type { Module, Node } from '../architecture/modules';

/** One text of `public/_locales/<language>/messages.json`. */
export interface Text {
  readonly message: string;
  readonly description?: string;
  readonly placeholders?: Readonly<Record<string, { readonly content: string }>>;
}
export type Texts = Readonly<Record<string, Text>>;

/** What `npm run new` writes where a text is still missing. */
export const TO_BE_WORDED = 'TO BE WORDED';

/** Texts that are the same in every language, by their nature. */
const SAME_EVERYWHERE = new Set(['name']);
/** We say what was seen; these words promise more. */
const PROMISES: Readonly<Record<string, RegExp>> = {
  en: /\b(?:in)?secure[ds]?\b|\bsecurely\b|\b(?:un)?safe(?:ly|r|st)?\b|\bverified\b/i,
  ja: /安全|検証済|認証済/,
};
const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;

const placeholdersOf = (message: string): string[] =>
  [...new Set([...message.matchAll(/\$(\w+)\$/g)].map((match) => (match[1] ?? '').toLowerCase()))].sort();

/** Characters as people count them. */
const length = (text: string): number => [...new Intl.Segmenter().segment(text)].length;

/** Texts that are missing, not worded, not translated, too long, or that a browser would refuse. */
export function badTexts(languages: Readonly<Record<string, Texts>>): string[] {
  const faults: string[] = [];
  const keys = new Set(Object.values(languages).flatMap((texts) => Object.keys(texts)));
  for (const key of keys) {
    const shapes = new Set<string>();
    for (const [language, texts] of Object.entries(languages)) {
      const add = (what: string) => faults.push(`${language}: ${key}: ${what}`);
      const text = texts[key];
      if (!text) {
        add('is missing');
        continue;
      }
      const used = placeholdersOf(text.message);
      const declared = Object.keys(text.placeholders ?? {}).map((name) => name.toLowerCase());
      shapes.add(used.join(' '));
      if (!/^\w+$/.test(key)) add('no key that a browser takes');
      if (text.message.trim() === '') add('is empty');
      if (!text.description?.trim()) add('has no note for the translator');
      if (`${text.message}${text.description}`.includes(TO_BE_WORDED)) add('is still to be worded');
      for (const name of used)
        if (!declared.includes(name)) add(`$${name}$ is not declared, so Chrome refuses the extension`);
      for (const name of declared) if (!used.includes(name)) add(`$${name}$ is declared and not used`);
      const contents = Object.values(text.placeholders ?? {}).map((one) => one.content);
      if (contents.some((content) => !/^\$[1-9]$/.test(content)) || new Set(contents).size < contents.length) {
        add('its placeholders are not $1, $2 … each once');
      }
      if (/\$(?!\w+\$)/.test(text.message.replaceAll(/\$\w+\$/g, ''))) add('has a lone $');
      if (PROMISES[language]?.test(text.message)) add(`promises: "${PROMISES[language].exec(text.message)?.[0]}"`);
      if (
        language === 'ja' &&
        !SAME_EVERYWHERE.has(key) &&
        !JAPANESE.test(text.message) &&
        /\p{L}/u.test(text.message.replaceAll(/\$\w+\$/g, ''))
      ) {
        const same = languages['en']?.[key]?.message === text.message && !text.message.includes(TO_BE_WORDED);
        if (same && length(text.message) > 2) add('is not translated');
      }
      const most = Number(/\bat most (\d+) characters\b/i.exec(text.description ?? '')?.[1] ?? Infinity);
      if (length(text.message) > most) add(`has ${length(text.message)} characters; its note allows ${most}`);
    }
    if (shapes.size > 1) faults.push(`${key}: not the same placeholders in every language: ${[...shapes].join(' | ')}`);
  }
  return faults;
}

/** Where code asks for texts. */
export interface Uses {
  /** Key → place of the first use. */
  readonly keys: ReadonlyMap<string, string>;
  /** Beginning of a key whose end is computed, without the last `_` → place. */
  readonly beginnings: ReadonlyMap<string, string>;
  /** Calls that name both the key and all values by word. */
  readonly calls: readonly { readonly key: string; readonly values: readonly string[]; readonly place: string }[];
}

const SPEAKING = new Set(['say', 'words', 'getMessage', 'Text']);
/** Functions that put a key together from a beginning and an id. */
const JOINING = new Set(['keyOf']);

/** Reads the uses: every string that looks like a key, for keys travel through variables and tables before they are said. */
export function usesOf(
  all: readonly Module[],
  others: Readonly<Record<string, string>>,
  known: ReadonlySet<string>,
): Uses {
  const families = new Set([...known].filter((key) => key.includes('_')).map((key) => key.split('_')[0] ?? ''));
  const isKey = (text: string): boolean =>
    /^[a-z]+(?:_[a-z0-9]+)+$/.test(text) && families.has(text.split('_')[0] ?? '');
  const keys = new Map<string, string>();
  const beginnings = new Map<string, string>();
  const calls: { key: string; values: string[]; place: string }[] = [];
  const note = (map: Map<string, string>, text: string, place: string) => map.set(text, map.get(text) ?? place);

  for (const module of all.filter((one) => isProduct(one.path) || /^wxt\.config\.ts$/.test(one.path))) {
    visit(module.program, (node, above) => {
      const place = `${module.path}:${node.loc.start.line}`;
      const parent = above.at(-1);
      if (node.type === 'StringLiteral') {
        const joins =
          parent?.type === 'CallExpression' && JOINING.has(parent['callee'].name) && parent['arguments'][0] === node;
        if (joins) note(beginnings, node['value'], place);
        else if (isKey(node['value'])) note(keys, node['value'], place);
        for (const match of String(node['value']).matchAll(/__MSG_(\w+)__/g)) note(keys, match[1] ?? '', place);
        if (known.has(node['value']) && parent?.type === 'CallExpression' && SPEAKING.has(calleeName(parent)))
          note(keys, node['value'], place);
      } else if (node.type === 'TemplateLiteral') {
        const first: string = node['quasis'][0].value.cooked;
        if (node['quasis'].length === 1 && isKey(first)) note(keys, first, place);
        if (node['quasis'].length > 1 && /^(?:[a-z]+_)+$/.test(first) && families.has(first.split('_')[0] ?? '')) {
          note(beginnings, first.slice(0, -1), place);
        }
      } else if (node.type === 'CallExpression' && SPEAKING.has(calleeName(node))) {
        const list: Node[] = node['arguments'];
        const at = list.findIndex((argument) => argument.type === 'StringLiteral');
        const key: string | undefined = list[at]?.['value'];
        const values = list[at + 1];
        if (key === undefined || !known.has(key)) return;
        if (values === undefined && at >= 0) calls.push({ key, values: [], place });
        if (values?.type !== 'ObjectExpression') return;
        const properties: Node[] = values['properties'];
        if (properties.some((one) => one.type === 'SpreadElement' || one['computed'])) return;
        calls.push({ key, values: properties.map((one) => one['key'].name ?? one['key'].value), place });
      }
    });
  }
  for (const [path, text] of Object.entries(others)) {
    for (const match of text.matchAll(/__MSG_(\w+)__/g)) note(keys, match[1] ?? '', path);
    for (const match of text.matchAll(/data-text(?:-\w+)?="(\w+)"/g)) note(keys, match[1] ?? '', path);
  }
  return { keys, beginnings, calls };
}

const calleeName = (call: Node): string => call['callee'].name ?? call['callee'].property?.name ?? '';

/**
 * Keys asked for that no language has, and keys that nothing asks for. `ends` lists, for each beginning whose end is computed,
 * all ends it can have; a beginning that is not listed, or listed and not used, is a fault.
 */
export function mismatchedKeys(texts: Texts, uses: Uses, ends: Readonly<Record<string, readonly string[]>>): string[] {
  const faults: string[] = [];
  const needed = new Map(uses.keys);
  for (const [beginning, place] of uses.beginnings) {
    if (!(beginning in ends))
      faults.push(`${place}: keys that begin with ${beginning}_ are computed; list their ends in the registry test`);
  }
  for (const [beginning, list] of Object.entries(ends)) {
    if (!uses.beginnings.has(beginning))
      faults.push(`${beginning}: its ends are listed, but no code computes a key that begins so`);
    if (list.length === 0) faults.push(`${beginning}: its list of ends is empty`);
    for (const end of list)
      needed.set(`${beginning}_${end}`.replaceAll('-', '_'), `${uses.beginnings.get(beginning) ?? '?'} (${end})`);
  }
  for (const [key, place] of needed) if (!(key in texts)) faults.push(`${place}: there is no text ${key}`);
  for (const key of Object.keys(texts)) if (!needed.has(key)) faults.push(`${key}: nothing asks for this text`);
  for (const { key, values, place } of uses.calls) {
    const wanted = placeholdersOf(texts[key]?.message ?? '');
    for (const name of wanted)
      if (!values.some((one) => one.toLowerCase() === name))
        faults.push(`${place}: ${key} wants a value for $${name}$`);
  }
  return faults;
}

/** The string literals of a union type, as `lib/verify/facts.ts#HopState` names it. Throws if there are none. */
export function unionOf(all: readonly Module[], name: string): string[] {
  const [path, type] = name.split('#');
  const found: string[] = [];
  for (const module of all.filter((one) => one.path === path)) {
    visit(module.program, (node) => {
      if (node.type !== 'TSTypeAliasDeclaration' || node['id'].name !== type) return;
      visit(node['typeAnnotation'], (part) => {
        if (part.type === 'TSLiteralType' && part['literal'].type === 'StringLiteral')
          found.push(part['literal'].value);
      });
    });
  }
  if (found.length === 0) throw new Error(`${name} is no union of strings`);
  return found;
}
