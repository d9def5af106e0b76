import type { Params } from '../verify/check';

/** Languages that every text exists in; `public/_locales/<language>/messages.json` holds them. */
export const LANGUAGES = ['en', 'ja'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The texts of one language, as `_locales` has them: key → message with `$name$` placeholders. */
export interface Dictionary {
  readonly language: Language;
  readonly messages: Readonly<Record<string, string>>;
}

/** Says a text. An unknown key says itself, so that a missing word never hides a verdict. */
export interface Words {
  readonly language: Language;
  (key: string, params?: Params): string;
}

/**
 * Gives the words of a dictionary. Placeholders without a value stay as written. A value `name_ja` stands for `name` in Japanese:
 * companies have names of their own there.
 */
export function speak(dictionary: Dictionary): Words {
  const say = (key: string, params: Params = {}): string =>
    (dictionary.messages[key] ?? key).replace(/\$(\w+)\$/g, (whole, name: string) =>
      String(params[`${name}_${dictionary.language}`] ?? params[name] ?? whole),
    );
  return Object.assign(say, { language: dictionary.language });
}

/** Text key of a check's code: `last-leg`, `encrypted` → `check_last_leg_encrypted`. */
export function checkKey(id: string, code: string): string {
  return keyOf(`check_${id}`, code);
}

/** Text key of an id of ours: `hop_reason` and `no-tls-keyword` → `hop_reason_no_tls_keyword`. */
export function keyOf(prefix: string, id: string): string {
  return `${prefix}_${id}`.replaceAll('-', '_');
}
