/**
 * Writes the companion as plain JavaScript, with all that it needs but its packages, for where it runs long: Node then loads no compiler,
 * which takes 30 MB. Plain JavaScript without packages itself: the container runs it before there are any.
 *
 *   node companion/strip-types.mjs FOLDER
 */
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const START = 'companion/src/main.ts';
/** What is read when it runs. */
const BESIDE = [
  'package.json',
  'package-lock.json',
  'LICENSE',
  'companion/package.json',
  'companion/page.html',
  'companion/openapi.json',
  'companion/texts',
];
const IMPORT = /(from |import |import\()(['"])(\.{1,2}\/[^'"]+)\2/g;

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error('usage: node companion/strip-types.mjs FOLDER');
  process.exit(64);
}
process.removeAllListeners('warning');

const done = new Set();
const waiting = [START];
for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
  if (done.has(path)) continue;
  done.add(path);
  const code = stripTypeScriptTypes(readFileSync(join(ROOT, path), 'utf8')).replace(IMPORT, (_, before, quote, to) => {
    const file = found(join(dirname(path), to));
    waiting.push(file);
    const written = relative(dirname(path), file).replace(/\.ts$/, '.js');
    return `${before}${quote}${written.startsWith('.') ? written : `./${written}`}${quote}`;
  });
  write(path.replace(/\.ts$/, '.js'), code);
}
for (const path of BESIDE) cpSync(join(ROOT, path), resolve(folder, path), { recursive: true });

function found(path) {
  const file = [path, `${path}.ts`, `${path}/index.ts`].find(
    (one) => one.endsWith('.ts') && existsSync(join(ROOT, one)),
  );
  if (file === undefined) throw new Error(`${path}: no such file`);
  return file;
}

function write(path, text) {
  const out = resolve(folder, path);
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, text);
}
