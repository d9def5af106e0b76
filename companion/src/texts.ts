import { readFileSync } from 'node:fs';

/** Languages that there are texts in. */
export type Language = 'en' | 'ja';

export interface Words {
  readonly language: Language;
  /** The text of a key, with values put in for `$name$`. */
  (key: string, params?: Readonly<Record<string, string | number>>): string;
}

/** Reads the texts of a language. */
export function loadWords(language: Language): Words {
  const file = new URL(`../texts/${language}.json`, import.meta.url);
  const texts = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, { readonly message: string }>>;
  const words = (key: string, params: Readonly<Record<string, string | number>> = {}): string =>
    (texts[key]?.message ?? key).replace(/\$(\w+)\$/g, (whole, name: string) => String(params[name] ?? whole));
  return Object.assign(words, { language });
}

/** The language that a field such as Accept-Language, or a variable such as LANG, puts first. */
export function languageOf(wanted: string | undefined): Language {
  return /^\s*ja\b|^\s*ja_/i.test(wanted ?? '') ? 'ja' : 'en';
}
