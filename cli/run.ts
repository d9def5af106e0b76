import { readFile } from 'node:fs/promises';
import { say } from '../components/say';
import { keyOf, type Dictionary } from '../lib/browser/words';
import { speak } from '../lib/browser/words';
import { readArguments } from './arguments';
import { check } from './check';
import { EXIT } from './exit-codes';
import type { Exit } from './exit-codes';
import { explain } from './explain';
import { probe } from './probe';
import { plain } from './spoken';
import { write } from './terminal';
import type { Terminal } from './terminal';
import { loadTexts } from './texts';

/** What is used of Node and its language is all there from here on. */
const OLDEST_NODE = 22;

/**
 * Runs the program and gives its exit code. `root` is the package's folder, with a slash at its end, where texts and documents are;
 * `texts` stands in place of them.
 */
export async function run(argv: readonly string[], terminal: Terminal, root: URL, texts?: Dictionary): Promise<Exit> {
  const read = readArguments(argv, terminal);
  const words = speak(texts ?? (await loadTexts(root, read.language)));
  if (Number.parseInt(terminal.versions.node, 10) < OLDEST_NODE) {
    const text = say(words, 'cli_old_node', { oldest: OLDEST_NODE, node: terminal.versions.node });
    await write(terminal.stderr, `hoplock: ${plain(text)}\n`);
    return EXIT.software;
  }
  if (!read.ok) {
    const { code, params } = read.misuse;
    const meant = typeof params['meant'] === 'string' && params['meant'] !== '';
    const key = keyOf('cli_usage', meant ? `${code}-meant` : code);
    await write(terminal.stderr, `hoplock: ${plain(say(words, key, params))}\n${words('cli_see_help')}\n`);
    return EXIT.usage;
  }
  const { wanted } = read;
  switch (wanted.command) {
    case 'help':
      await write(terminal.stdout, `${words('cli_help')}\n`);
      return EXIT.fine;
    case 'version':
      await write(terminal.stdout, `${await versionOf(root)}\n`);
      return EXIT.fine;
    case 'explain':
      return explain(wanted.code, root, words, terminal);
    case 'probe':
      return probe(wanted, words, terminal);
    case 'check':
      return check(wanted, words, await versionOf(root), terminal);
  }
}

async function versionOf(root: URL): Promise<string> {
  const manifest = JSON.parse(await readFile(new URL('package.json', root), 'utf8')) as { readonly version: string };
  return manifest.version;
}
