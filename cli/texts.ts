import { readFile } from 'node:fs/promises';
import type { Dictionary, Language } from '../lib/browser/words';

/** Files of texts, from the package's root: the verdicts' and findings' are the extension's own. */
const FILES = ['public/_locales/$/messages.json', 'cli/texts/$.json'];

/** The texts of a language. `root` is the package's folder. */
export async function loadTexts(root: URL, language: Language): Promise<Dictionary> {
  const read = await Promise.all(
    FILES.map(async (path) => {
      const text = await readFile(new URL(path.replace('$', language), root), 'utf8');
      return JSON.parse(text) as Readonly<Record<string, { readonly message: string }>>;
    }),
  );
  const messages = read.flatMap((file) => Object.entries(file).map(([key, { message }]) => [key, message] as const));
  return { language, messages: Object.fromEntries(messages) };
}
