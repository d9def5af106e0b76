import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { isCode, modules } from '../../test/architecture/modules';
import { tree } from '../../test/architecture/tree';
import { badTexts, mismatchedKeys, unionOf, usesOf } from '../../test/registry/texts';
import type { Texts } from '../../test/registry/texts';
import { languageOf } from './texts';

const texts = (language: string) =>
  JSON.parse(readFileSync(new URL(`../texts/${language}.json`, import.meta.url), 'utf8')) as Texts;
const languages = { en: texts('en'), ja: texts('ja') };

it('every text is there in both languages', () => {
  expect(badTexts(languages)).toEqual([]);
});

it('every text is used, and none is missing', () => {
  const all = modules(tree((path) => isCode(path) && path.startsWith('companion/src/')));
  const page = readFileSync(new URL('../page.html', import.meta.url), 'utf8');
  const uses = usesOf(all, {}, new Set(Object.keys(languages.en)));
  const inPage = [...page.matchAll(/\{\{(companion_\w+)\}\}/g)].map((match): [string, string] => [
    match[1] ?? '',
    'page.html',
  ]);
  const beginnings = new Map([...uses.beginnings].filter(([beginning]) => beginning.startsWith('companion_')));
  expect(
    mismatchedKeys(
      languages.en,
      { ...uses, keys: new Map([...uses.keys, ...inPage]), beginnings },
      {
        companion_fault: unionOf(all, 'companion/src/config/read-options.ts#FaultCode'),
        companion_trouble: ['listen', 'store', 'file'],
      },
    ),
  ).toEqual([]);
});

it.each([
  ['ja-JP,en;q=0.5', 'ja'],
  ['ja_JP.UTF-8', 'ja'],
  ['en,ja', 'en'],
  ['java', 'en'],
  [undefined, 'en'],
])('%s', (wanted, language) => {
  expect(languageOf(wanted)).toBe(language);
});
