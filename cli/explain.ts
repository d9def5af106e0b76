import { say } from '../components/say';
import type { Words } from '../lib/browser/words';
import { EXIT } from './exit-codes';
import type { Exit } from './exit-codes';
import { nearest } from './nearest';
import { readPages } from './pages';
import type { Page } from './pages';
import { paintFor } from './paint';
import type { Paint } from './paint';
import { plain } from './spoken';
import { write } from './terminal';
import type { Terminal } from './terminal';

/** `hoplock explain`: the documents' words on a code, `spf/fail` or `fail`, or on a whole check, `spf`; without any, the list. */
export async function explain(code: string | null, root: URL, words: Words, terminal: Terminal): Promise<Exit> {
  const pages = await readPages(root);
  const paint = paintFor(terminal.stdout, terminal.env);
  if (code === null) {
    const lines = pages.map(
      ({ id, sections }) => `${paint(id, 'bold')}  ${sections.map((one) => one.code).join('  ')}`,
    );
    await write(terminal.stdout, `${lines.join('\n')}\n`);
    return EXIT.fine;
  }
  const found = find(code.trim().toLowerCase(), pages, paint);
  if (found.length > 0) {
    await write(terminal.stdout, `${found.join('\n\n')}\n`);
    return EXIT.fine;
  }
  const names = pages.flatMap(({ id, sections }) => [
    id,
    ...sections.flatMap((one) => [one.code, `${id}/${one.code}`]),
  ]);
  const meant = nearest(code, [...new Set(names)]).join(', ');
  const text = meant === '' ? say(words, 'cli_no_such_code', { code }) : say(words, 'cli_code_meant', { code, meant });
  await write(terminal.stderr, `hoplock: ${plain(text)}\n`);
  return EXIT.usage;
}

function find(code: string, pages: readonly Page[], paint: Paint): readonly string[] {
  const [first = '', second] = code.split('/');
  const page = pages.find(({ id }) => id === first);
  if (second === undefined && page) {
    const sections = page.sections.map((one) => `${paint(one.code, 'bold')}\n${shown(one.text, paint)}`);
    return [`${paint(page.id, 'bold')}\n${shown(page.opening, paint)}`, ...sections];
  }
  return (second === undefined ? pages : page ? [page] : [])
    .flatMap(({ sections }) => sections)
    .filter((one) => one.code === (second ?? first))
    .map((one) => `${paint(`${one.page}/${one.code}`, 'bold')}\n${shown(one.text, paint)}`);
}

/** Markdown as a terminal shows it. */
function shown(markdown: string, paint: Paint): string {
  return markdown
    .replace(/\*\*([^*]+)\*\*/g, (_, bold: string) => paint(bold, 'bold'))
    .replace(/\b_([^_\n]+)_\b/g, '$1')
    .replace(/\[([^[\]\n]*)\]\([^()\n]*\)/g, '$1')
    .replaceAll('`', '');
}
