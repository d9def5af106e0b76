import { browser } from 'wxt/browser';
import type { Settings } from './settings';
import { LANGUAGES, type Dictionary, type Language } from './words';

const loaded = new Map<Language, Promise<Dictionary>>();

/** The texts of the chosen language, or of the browser's; a key that it lacks is taken from English. */
export async function dictionary(language: Settings['language']): Promise<Dictionary> {
  const wanted = language === 'auto' ? browserLanguage() : language;
  const [english, own] = await Promise.all([load('en'), load(wanted).catch(() => null)]);
  return own === null ? english : { language: wanted, messages: { ...english.messages, ...own.messages } };
}

/**
 * The language that the browser takes the extension's texts from. Asked of a text itself: Chromium's `getUILanguage` names a
 * language that it has no texts of its own in differently.
 */
export function browserLanguage(): Language {
  const told = browser.i18n.getMessage('engine_language' as never);
  return LANGUAGES.find((language) => language === told) ?? 'en';
}

function load(language: Language): Promise<Dictionary> {
  const known = loaded.get(language);
  if (known) return known;
  const reading = read(language);
  loaded.set(language, reading);
  reading.catch(() => loaded.delete(language));
  return reading;
}

async function read(language: Language): Promise<Dictionary> {
  const response = await fetch(browser.runtime.getURL(`/_locales/${language}/messages.json` as never));
  const texts = (await response.json()) as Readonly<Record<string, { readonly message: string }>>;
  return { language, messages: Object.fromEntries(Object.entries(texts).map(([key, { message }]) => [key, message])) };
}
