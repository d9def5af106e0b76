/**
 * `npm run build:package`: the command line and the engine as the npm package has them, in `dist/`: one file each, with all that
 * they need, and the engine's types. `npm pack` runs it first.
 */
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { command } from './command.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DIST = join(ROOT, 'dist');
const TYPES = join(DIST, 'types');
/** The engine has DOM's `fetch` and `Blob` in its signatures, which Node has as well. */
const TSC = [
  '--ignoreConfig',
  '--declaration',
  '--emitDeclarationOnly',
  '--strict',
  '--exactOptionalPropertyTypes',
  '--skipLibCheck',
  '--types',
  'node',
];
const LANGUAGE = ['--target', 'ES2024', '--lib', 'ES2024,DOM', '--module', 'ESNext', '--moduleResolution', 'bundler'];

/** Each by itself, so that a page can have the engine as one file. Gives the files that went in. */
async function bundle(name: string, input: string): Promise<readonly string[]> {
  const built = await build({
    configFile: false,
    root: ROOT,
    logLevel: 'warn',
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: DIST,
      emptyOutDir: name === 'hoplock',
      target: 'es2024',
      minify: false,
      rolldownOptions: {
        input: { [name]: join(ROOT, input) },
        // runs from the repository or its container alone: its packages are not those of this package
        external: /companion\/src\/start$/,
        output: { entryFileNames: '[name].js', codeSplitting: false },
        // see wxt.config.ts
        optimization: { inlineConst: false },
      },
    },
  });
  const outputs = 'output' in built ? built.output : [];
  return outputs.flatMap((one) => (one.type === 'chunk' ? one.moduleIds : []));
}

/** The licences of the packages that are in there, as each of them wants it. */
function licences(modules: readonly string[]): string {
  const folders = new Set(modules.flatMap((path) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+\//.exec(path)?.[0] ?? []));
  if (folders.size === 0) throw new Error('no package is in the bundle; is the engine?');
  return [...folders]
    .sort()
    .map((folder) => {
      const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
      if (file === undefined) throw new Error(`${name} comes without its licence`);
      return `${name} ${version}\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
    })
    .join(`\n${'-'.repeat(72)}\n\n`);
}

async function types(): Promise<string | null> {
  const args = [join(ROOT, 'lib/engine.ts'), ...TSC, ...LANGUAGE, '--rootDir', join(ROOT, 'lib'), '--outDir', TYPES];
  const done = await command(join(ROOT, 'node_modules', '.bin', 'tsc'), args, { cwd: ROOT });
  if (done.code !== 0) return done.output;
  for (const path of readdirSync(TYPES, { recursive: true, encoding: 'utf8' })) {
    const file = join(TYPES, path);
    if (statSync(file).isFile()) writeFileSync(file, withExtensions(readFileSync(file, 'utf8'), dirname(file)));
  }
  return null;
}

/** Node's way of resolving wants whole file names, in types as well. */
function withExtensions(text: string, folder: string): string {
  return text.replace(
    /(from |import\()(['"])(\.{1,2}\/[^'"]+)\2/g,
    (_, before: string, quote: string, path: string) => {
      const found = existsSync(join(folder, `${path}.d.ts`)) ? `${path}.js` : `${path}/index.js`;
      return `${before}${quote}${found}${quote}`;
    },
  );
}

const modules = [...(await bundle('hoplock', 'cli/hoplock.ts')), ...(await bundle('verify', 'lib/engine.ts'))];
writeFileSync(join(DIST, 'LICENCES.txt'), licences(modules));
chmodSync(join(DIST, 'hoplock.js'), 0o755);
const failure = await types();
if (failure !== null) {
  console.error(failure);
  process.exitCode = 1;
}
