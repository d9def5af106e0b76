/**
 * `npm run new check <id>` and `npm run new webmail <id>`: writes all files that a new check or webmail needs, and adds it to
 * its list. What is left to do is said at the end, and the registry test fails until it is done.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Stands wherever words are missing; the registry test refuses it. */
const TO_BE_WORDED = 'TO BE WORDED';
const LANGUAGES = ['en', 'ja'];
const KINDS = ['check', 'webmail'] as const;
type Kind = (typeof KINDS)[number];
/** Changes a file's text; an absent file is the empty text. */
type Edit = (text: string) => string;

const camelCase = (id: string): string => id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Adds an import and an entry to a list of the form `export const name: … = [a, b];`. */
function enlisted(id: string): Edit {
  const name = camelCase(id);
  return (text) => {
    const lines = text.split('\n');
    const imports = lines.flatMap((line, at) => (/^import .* from '\.\/[\w-]+';$/.test(line) ? [at] : []));
    const after = imports.findLast((at) => (lines[at] ?? '').split("'")[1]! < `./${id}`) ?? (imports[0] ?? 0) - 1;
    lines.splice(after + 1, 0, `import { ${name} } from './${id}';`);
    return lines.join('\n').replace(/,?\s*\];\s*$/, `, ${name}];\n`);
  };
}

function texts(keys: readonly string[]): Edit {
  const missing = { message: TO_BE_WORDED, description: `${TO_BE_WORDED}: a note for the translator.` };
  return (text) => {
    const all = { ...(JSON.parse(text) as object), ...Object.fromEntries(keys.map((key) => [key, missing])) };
    return `${JSON.stringify(all, null, 2)}\n`;
  };
}

const written =
  (text: string): Edit =>
  () =>
    text;

function check(id: string): Record<string, Edit> {
  const name = camelCase(id);
  const codes = ['none', 'found'];
  const keys = codes.map((code) => `check_${id}_${code}`.replaceAll('-', '_'));
  return {
    [`lib/verify/checks/${id}.ts`]: written(`import { check } from '../check';

/** The one question that a reader would ask. */
export const ${name} = check({
  id: '${id}',
  about: 'transit',
  weight: 'informs',
  codes: ['none', 'found'],
  judge({ hops }) {
    if (hops.length === 0) return { outcome: 'absent', code: 'none', seen: [] };
    return { outcome: 'unknown', code: 'found', seen: [] };
  },
});
`),
    [`lib/verify/checks/${id}.test.ts`]: written(`import { expect, it } from 'vitest';
import type { Facts } from '../facts';
import { ${name} } from './${id}';

it.each([
  ['none', { hops: [] }],
  ['found', { hops: [{}] }],
] as const)('%s', (code, facts) => {
  expect(${name}.judge(facts as unknown as Facts).code).toBe(code);
});
`),
    [`docs/checks/${id}.md`]: written(`# ${id}

${TO_BE_WORDED}: what is asked, from what it is judged, and what it does not show.

${codes.map((code) => `## ${code}\n\n${TO_BE_WORDED}: what was seen, and what a reader can do about it.\n`).join('\n')}`),
    'lib/verify/checks/index.ts': enlisted(id),
    ...Object.fromEntries(LANGUAGES.map((language) => [`public/_locales/${language}/messages.json`, texts(keys)])),
  };
}

function webmail(id: string): Record<string, Edit> {
  const name = camelCase(id);
  return {
    [`lib/webmail/${id}.ts`]: written(`import type { Opened, Webmail } from './webmail';

/** Where this webmail shows one mail. */
const MAIL = '[data-mail-id]';

function find(document: Document): readonly Opened[] {
  return [...document.querySelectorAll(MAIL)].flatMap((root): readonly Opened[] => {
    const key = root.getAttribute('data-mail-id');
    const sender = root.querySelector('.sender');
    if (!key || !sender) return [];
    return [
      {
        key,
        root,
        anchor: { element: sender, place: 'after' },
        sender: { name: sender.textContent, address: sender.getAttribute('title') },
        subject: root.querySelector('.subject')?.textContent ?? null,
        mailbox: null,
        folder: null,
        attached: false,
      },
    ];
  });
}

export const ${name}: Webmail = {
  id: '${id}',
  matches: ['https://${id}.example/*'],
  find,
  routes: [
    {
      name: 'source',
      fidelity: 'exact',
      url: (opened, document) => ({ url: new URL(\`source?id=\${encodeURIComponent(opened.key)}\`, document.location.href) }),
    },
  ],
};
`),
    [`lib/webmail/${id}.test.ts`]: written(`import { readFileSync } from 'node:fs';
import { Window } from 'happy-dom';
import { expect, it } from 'vitest';
import { ${name} } from './${id}';

function page(fixture: string): Document {
  const window = new Window({ url: 'https://${id}.example/mail/' });
  window.document.write(readFileSync(\`test/fixtures/webmail/${id}/\${fixture}\`, 'utf8'));
  return window.document as unknown as Document;
}

it('finds the mail that is shown', () => {
  const [opened, ...more] = ${name}.find(page('mail.html'));
  expect(more).toEqual([]);
  expect(opened).toMatchObject({
    key: '17',
    sender: { name: 'Ann Example', address: 'ann@sender.example' },
    subject: 'Hello',
  });
});

it('knows where the source is', () => {
  const document = page('mail.html');
  const [opened] = ${name}.find(document);
  expect(opened && ${name}.routes[0]?.url(opened, document)?.url.href).toBe('https://${id}.example/mail/source?id=17');
});
`),
    [`test/fixtures/webmail/${id}/mail.html`]: written(`<!doctype html>
<title>Mail</title>
<article data-mail-id="17">
  <h1 class="subject">Hello</h1>
  <span class="sender" title="ann@sender.example">Ann Example</span>
  <p>The mail's text.</p>
</article>
`),
    [`entrypoints/${id}.ts`]: written(`import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { enlist } from '../lib/webmail/engine/registry';
import { ${name} } from '../lib/webmail/${id}';

export default defineUnlistedScript(() => enlist(${name}));
`),
    'docs/webmail.md': (text) =>
      `${text.trimEnd()}\n\n## ${id}\n\n${TO_BE_WORDED}: its views, where the mark stands, the routes to the source, and what does not work.\n`,
    'lib/webmail/index.ts': enlisted(id),
  };
}

/** Writes the files below `root`; answers their paths, or why nothing was written. */
export async function create(
  root: string,
  kind: Kind,
  id: string,
): Promise<{ readonly paths: string[] } | { readonly refused: string }> {
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(id))
    return { refused: `"${id}" is no id: lower-case letters, digits, single hyphens` };
  const edits = kind === 'check' ? check(id) : webmail(id);
  const code = Object.keys(edits)[0] ?? '';
  if (existsSync(join(root, code))) return { refused: `${code} is there already` };
  for (const [path, edit] of Object.entries(edits)) {
    const file = join(root, path);
    const text = edit(existsSync(file) ? readFileSync(file, 'utf8') : '');
    const config = await resolveConfig(join(ROOT, path));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, path.startsWith('test/fixtures/') ? text : await format(text, { ...config, filepath: file }));
  }
  return { paths: Object.keys(edits) };
}

if (import.meta.main) {
  const [kind, id, ...more] = process.argv.slice(2);
  if (!KINDS.some((one) => one === kind) || id === undefined || more.length > 0) {
    console.error('usage: npm run new check <id>\n       npm run new webmail <id>');
    process.exitCode = 2;
  } else {
    const done = await create(ROOT, kind as Kind, id);
    if ('refused' in done) {
      console.error(done.refused);
      process.exitCode = 1;
    } else {
      for (const path of done.paths) console.log(path);
      console.log(
        `\nNow: write what it does, its test, and every text that says "${TO_BE_WORDED}". Then: npm test -- unit registry`,
      );
    }
  }
}
