import { readFileSync } from 'node:fs';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { beforeEach, describe, expect, it, vi } from 'vitest';

const LOCALES = new URL('../../public/_locales/', import.meta.url);
let language: string;
let broken: string[];

beforeEach(() => {
  vi.resetModules();
  language = 'en';
  broken = [];
  vi.spyOn(fakeBrowser.i18n, 'getMessage').mockImplementation(() => language);
  vi.spyOn(fakeBrowser.runtime, 'getURL').mockImplementation(((path: string) => `ext:${path}`) as never);
  vi.stubGlobal('fetch', async (url: string) => {
    const [, name] = /_locales\/(\w+)\//.exec(url)!;
    if (broken.includes(name!)) throw new TypeError('no file');
    return new Response(readFileSync(new URL(`${name}/messages.json`, LOCALES), 'utf8'));
  });
});

const load = async (wanted: 'auto' | 'en' | 'ja') => (await import('./dictionary')).dictionary(wanted);

describe('the texts', () => {
  it.each([
    ['en', 'ja', 'en'],
    ['ja', 'en', 'ja'],
    ['auto', 'ja', 'ja'],
    ['auto', 'en', 'en'],
    ['auto', '', 'en'],
    ['auto', 'fr', 'en'],
  ] as const)('asked for %s in a browser of %s: %s', async (wanted, browser, expected) => {
    language = browser;
    const texts = await load(wanted);
    expect(texts.language).toBe(expected);
    expect(texts.messages['engine_language']).toBe(expected);
  });

  it('are English where a language is missing', async () => {
    broken = ['ja'];
    expect((await load('ja')).language).toBe('en');
  });

  it('are read again after a failure', async () => {
    broken = ['en'];
    const { dictionary } = await import('./dictionary');
    await expect(dictionary('en')).rejects.toThrow();
    broken = [];
    expect((await dictionary('en')).language).toBe('en');
  });
});
