import { describe, expect, it } from 'vitest';
import { clocks } from './clock';
import { houseRules, rfcOpenings } from './house';
import { cycles, forbiddenImports, layers } from './layers';
import { markupFromStrings } from './markup';
import { isCode, modules } from './modules';
import { proseInCode, proseInPages } from './prose';
import { tree, withFiles } from './tree';
import type { Tree } from './tree';
import { unusedExports } from './unused';

const code = tree((path) => isCode(path) || /\.(?:css|json|html|php)$/.test(path));
const pages = tree((path) => path.startsWith('entrypoints/') && path.endsWith('.html'));
const table = layers(tree((path) => path === 'docs/architecture.md').get('docs/architecture.md') ?? '');
const all = modules(code);

/** Exports that nothing in what ships needs, each with its reason. */
const KEPT: Readonly<Record<string, string>> = {};

describe('the code as it is', () => {
  it('is read: an empty tree would pass every guard', () => {
    expect(all.length).toBeGreaterThan(20);
    expect(all.flatMap((module) => module.imports.filter((one) => one.file)).length).toBeGreaterThan(20);
  });

  it.each([
    ['imports only what the table in docs/architecture.md allows', () => forbiddenImports(all, table)],
    ['has no import cycles', () => cycles(all)],
    ['exports nothing that nobody needs', () => unusedExports(all, KEPT)],
    ['makes no markup or code from strings', () => markupFromStrings(all)],
    ['has no words for people in code', () => [...proseInCode(all), ...proseInPages(pages)]],
    ['reads no clock in the core', () => clocks(all)],
    ['keeps the house rules', () => houseRules(all)],
    ['opens each RFC file with what it implements and what not', () => rfcOpenings(all)],
  ])('%s', (_, guard) => {
    expect(guard()).toEqual([]);
  });
});

/** A tree so small that each row of the table sees one file. */
const RULES = `## Who may import whom

| place | may import | of these, only types | packages |
|---|---|---|---|
| \`lib/verify\` | \`lib/verify\` | | \`tldts\` |
| \`lib/verify/checks\` | \`lib/verify/check\` | \`lib/verify/facts\` | |
| \`lib/browser\` | \`lib/browser\`, \`lib/verify\` | | \`wxt\` |
| \`entrypoints\` | \`lib\` | | \`wxt\` |
| \`test\` | \`lib\` | | \`any\` |

## Next
`;
const SMALL: Tree = new Map([
  ['lib/verify/check.ts', 'export const check = 1;'],
  ['lib/verify/facts.ts', 'export interface Facts { a: 1 }\nexport const facts = 1;'],
  [
    'lib/verify/rfc/spf.ts',
    '/** Implements: RFC 7208.\n * Does not implement: macros. */\nexport const spf = new Date(0);',
  ],
  [
    'lib/verify/checks/leg.ts',
    "import { check } from '../check';\nimport type { Facts } from '../facts';\nexport const leg = (f: Facts) => [check, f];",
  ],
  [
    'lib/browser/all.ts',
    "import { leg } from '../verify/checks/leg';\nimport { spf } from '../verify/rfc/spf';\nimport { facts } from '../verify/facts';\nexport const all = [leg, spf, facts];",
  ],
  ['entrypoints/background.ts', "import { all } from '../lib/browser/all';\nexport default all;"],
  ['test/all.test.ts', "import { all } from '../lib/browser/all';\nall;"],
]);

function faults(files: Readonly<Record<string, string>>): string[] {
  const seeded = modules(withFiles(SMALL, files));
  return [
    ...forbiddenImports(seeded, layers(RULES)),
    ...cycles(seeded),
    ...unusedExports(seeded, {}),
    ...markupFromStrings(seeded),
    ...proseInCode(seeded),
    ...clocks(seeded),
    ...houseRules(seeded),
    ...rfcOpenings(seeded),
  ];
}

const used = { 'entrypoints/x.ts': "import { x } from '../lib/browser/x';\nexport default x;" };
const browser = (text: string) => ({ ...used, 'lib/browser/x.ts': text });
const core = (text: string) => ({
  'entrypoints/x.ts': "import { x } from '../lib/verify/x';\nexport default x;",
  'lib/verify/x.ts': text,
});
const component = (jsx: string) => ({
  'entrypoints/x.ts': "import { x } from '../lib/browser/x';\nexport default x;",
  'lib/browser/x.tsx': `export const x = ${jsx};`,
});

describe('each guard finds a seeded fault', () => {
  it('and finds none where there is none', () => {
    expect(faults({})).toEqual([]);
  });

  it.each<[string, Record<string, string>, RegExp]>([
    [
      'the core imports the browser',
      core("import { all } from '../browser/all';\nexport const x = all;"),
      /may not import lib\/browser\/all/,
    ],
    [
      'the core imports a package',
      core("import x from 'postal-mime';\nexport { x };"),
      /may not import the package postal-mime/,
    ],
    [
      'the core imports Node',
      core("import { readFileSync } from 'node:fs';\nexport const x = readFileSync;"),
      /package node:/,
    ],
    [
      'a check imports a value where only types are allowed',
      {
        'lib/verify/checks/leg.ts':
          "import { check } from '../check';\nimport { facts } from '../facts';\nexport const leg = [check, facts];",
      },
      /but for its types/,
    ],
    [
      'a check imports another',
      {
        ...browser("export { y as x } from '../verify/checks/other';"),
        'lib/verify/checks/other.ts': "import { leg } from './leg';\nexport const y = leg;",
      },
      /may not import lib\/verify\/checks\/leg/,
    ],
    ['by import()', core("export const x = () => import('../browser/all');"), /may not import lib\/browser\/all/],
    [
      'by import type',
      core("export type T = import('../browser/all').all;\nexport const x = 1 as unknown as T;"),
      /may not import lib\/browser\/all/,
    ],
    ['by export from', core("export { all as x } from '../browser/all';"), /may not import lib\/browser\/all/],
    [
      'somebody imports an entrypoint',
      browser("import b from '../../entrypoints/background';\nexport const x = b;"),
      /may not import entrypoints\/background/,
    ],
    [
      'a test imports an entrypoint',
      { 'test/b.test.ts': "import b from '../entrypoints/background';\nb;" },
      /may not import entrypoints\/background/,
    ],
    ['a file is not there', browser("import { z } from './zzz';\nexport const x = z;"), /zzz is not there/],
    ['a folder that no row rules', { 'elsewhere/x.ts': 'const x = 1;\nx;' }, /no row of the table rules it/],
    [
      'two files need each other',
      {
        ...browser("import { y } from './y';\nexport const x = () => y;"),
        'lib/browser/y.ts': "import { x } from './x';\nexport const y = () => x;",
      },
      /x\.ts → lib\/browser\/y\.ts → lib\/browser\/x\.ts|y\.ts → lib\/browser\/x\.ts → lib\/browser\/y\.ts/,
    ],
    ['an export that nothing needs', browser('export const x = 1;\nexport const y = 2;'), /nothing needs the export y/],
    [
      'an export that only a test needs',
      {
        ...browser('export const x = 1;\nexport const y = 2;'),
        'test/y.test.ts': "import { y } from '../lib/browser/x';\ny;",
      },
      /nothing needs the export y/,
    ],
    ['a type that nothing needs', browser('export const x = 1;\nexport type Y = 2;'), /nothing needs the export Y/],
    ['innerHTML', browser("export const x = (e: Element) => { e.innerHTML = ''; };"), /innerHTML/],
    ["['innerHTML']", browser("export const x = (e: Element) => { e['innerHTML'] = ''; };"), /innerHTML/],
    ['outerHTML', browser('export const x = (e: Element) => e.outerHTML;'), /outerHTML/],
    [
      'insertAdjacentHTML',
      browser("export const x = (e: Element) => e?.insertAdjacentHTML('afterend', '');"),
      /insertAdjacentHTML/,
    ],
    ['eval', browser("export const x = eval('1');"), /eval/],
    ['new Function', browser("export const x = new Function('1');"), /Function/],
    ['globalThis.Function', browser("export const x = globalThis.Function('1');"), /Function/],
    ['document.write', browser("export const x = () => document.write('');"), /document\.write/],
    ['a timer with a string', browser("export const x = setTimeout('1', 1);"), /setTimeout/],
    ['dangerouslySetInnerHTML', component('<p dangerouslySetInnerHTML={{ __html: y }} />'), /dangerouslySetInnerHTML/],
    ['words in JSX', component('<p>not encrypted</p>'), /"not encrypted"/],
    ['words in braces in JSX', component("<p>{'not encrypted'}</p>"), /"not encrypted"/],
    ['words in a label', component('<button aria-label="Open" />'), /"Open"/],
    ['words in a template in a title', component('<p title={`by ${y}`} />'), /"by/],
    ['Japanese in a string', browser("export const x = '暗号化';"), /暗号化/],
    ['Date.now in the core', core('export const x = Date.now();'), /Date\.now/],
    ["Date['now'] in the core", core("export const x = Date['now']();"), /Date\.\[…\]/],
    ['new Date() in the core', core('export const x = new Date();'), /without a time/],
    ['new Date(...[]) in the core', core('export const x = new Date(...([] as []));'), /without a time/],
    ['Date() in the core', core('export const x = Date();'), /may read the clock/],
    ['Date by another name in the core', core('const D = Date;\nexport const x = D;'), /may read the clock/],
    ['{ Date } in the core', core('export const x = { Date };'), /may read the clock/],
    ['globalThis in the core', core('export const x = globalThis;'), /globalThis/],
    ['Intl in the core', core('export const x = new Intl.DateTimeFormat().format();'), /Intl/],
    ['chance in the core', core('export const x = Math.random();'), /Math\.random/],
    ['a default export', browser('export const x = 1;\nexport default x;'), /a default export/],
    [
      'a name that says nothing',
      {
        'entrypoints/x.ts': "import { x } from '../lib/browser/utils';\nexport default x;",
        'lib/browser/utils.ts': 'export const x = 1;',
      },
      /says nothing/,
    ],
    [
      'a barrel',
      {
        'entrypoints/x.ts': "import { x } from '../lib/browser/index';\nexport default x;",
        'lib/browser/index.ts': 'export const x = 1;',
      },
      /a barrel/,
    ],
    ['a re-export', browser("export { all as x } from './all';"), /a re-export/],
    ['a class', browser('export class x {}'), /a class/],
    ['a test in entrypoints', { 'entrypoints/x.test.ts': '' }, /WXT would build/],
    [
      'an RFC file that does not say what it leaves out',
      { 'lib/verify/rfc/spf.ts': '/** Implements: RFC 7208. */\nexport const spf = 1;' },
      /does not open with/,
    ],
    ['an RFC file without a comment', { 'lib/verify/rfc/spf.ts': 'export const spf = 1;' }, /does not open with/],
  ])('%s', (_, files, expected) => {
    expect(faults(files).join('\n')).toMatch(expected);
  });

  it('a table with a folder that has no file', () => {
    const wider = layers(RULES.replace('\n\n## Next', '\n| `companion` | `lib/verify` | | `node:` |\n\n## Next'));
    expect(forbiddenImports(modules(SMALL), wider)).toEqual([
      'companion: the table has it, but no file was seen there',
    ]);
  });

  it('no files at all', () => {
    expect(forbiddenImports([], layers(RULES))).toHaveLength(5);
  });

  it('no table at all', () => {
    expect(() => layers('# Architecture')).toThrow('no table');
  });

  it('a kept export that is needed after all', () => {
    expect(unusedExports(modules(SMALL), { 'lib/browser/all.ts: all': 'a reason' })).toEqual([
      'lib/browser/all.ts: all: kept without need; take it off the list',
    ]);
  });

  it('words in a page', () => {
    expect(
      proseInPages(new Map([['entrypoints/popup/index.html', '<!doctype html><title>Hoplock</title><p>hello</p>']])),
    ).toEqual(['entrypoints/popup/index.html: "hello"']);
  });

  it('a file that cannot be parsed', () => {
    expect(() => modules(new Map([['lib/x.ts', 'export const = 1']]))).toThrow('lib/x.ts');
  });
});

describe('what code may say to people', () => {
  it.each(['bank.example', 'https://mail.example.org/', '192.0.2.0/24', '2001:db8::/32', 'Hoplock', '·', '日本語'])(
    '%s',
    (text) => {
      expect(
        proseInCode(modules(new Map([['components/x.tsx', `const x = <input placeholder="${text}" />;`]]))),
      ).toEqual([]);
    },
  );
});

it('leaves names of services as they are', () => {
  const named = "export const x = { nameJa: 'メール' };";
  expect(proseInCode(modules(new Map([['lib/verify/services/x.ts', named]])))).toEqual([]);
  expect(proseInCode(modules(new Map([['lib/verify/serve.ts', named]])))).toHaveLength(1);
});

describe('what the core may do with time', () => {
  it.each([
    'export const x = Date.UTC(2026, 0, 1);',
    'export const x = new Date(0).getUTCDay();',
    'export const x = (a: Date) => a.getTime();',
    'export const x = { Date: 1 };',
    'export const x = (a: { Date: 1 }) => a.Date;',
  ])('%s', (text) => {
    expect(clocks(modules(new Map([['lib/verify/x.ts', text]])))).toEqual([]);
  });
});
