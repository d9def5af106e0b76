import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isCode, modules } from '../test/architecture/modules';
import { tree } from '../test/architecture/tree';
import { badTexts, mismatchedKeys, unionOf, usesOf } from '../test/registry/texts';
import type { Texts } from '../test/registry/texts';
import { OPTIONS } from './arguments';

const texts = (language: string) =>
  JSON.parse(readFileSync(new URL(`texts/${language}.json`, import.meta.url), 'utf8')) as Texts;
const languages = { en: texts('en'), ja: texts('ja') };
const all = modules(tree((path) => isCode(path) && /^(?:cli|lib\/dns)\//.test(path)));
const MEANT = ['unknown-command-meant', 'unknown-option-meant'];
const FILES = ['not-found', 'not-allowed', 'is-folder', 'unreadable'];
const ZONES = ['not-json', 'not-an-object', 'unknown-type', 'bad-value', 'name-twice'];

it('every text is there in both languages, as the extension’s are', () => {
  expect(badTexts(languages)).toEqual([]);
});

it('every text is used, and none is missing', () => {
  const uses = usesOf(
    all.filter(({ path }) => path.startsWith('cli/')),
    {},
    new Set(Object.keys(languages.en)),
  );
  const ends = {
    cli_author: ['none', 'unreadable'],
    cli_tone: unionOf(all, 'cli/exit-codes.ts#Tone'),
    cli_trouble: unionOf(all, 'cli/trouble.ts#TroubleCode'),
    cli_usage: [...unionOf(all, 'cli/arguments.ts#MisuseCode'), ...MEANT],
    cli_zone: [...FILES, ...ZONES],
  };
  // the verdicts' and findings' texts are the extension's
  const beginnings = new Map([...uses.beginnings].filter(([beginning]) => beginning.startsWith('cli_')));
  expect(mismatchedKeys(languages.en, { ...uses, beginnings }, ends)).toEqual([]);
});

describe.each(['en', 'ja'] as const)('the help in %s', (language) => {
  const help = languages[language]['cli_help']?.message ?? '';
  it.each(Object.keys(OPTIONS))('names --%s', (option) => {
    expect(help).toContain(`--${option}`);
  });

  it('fits a terminal', () => {
    const width = (line: string) =>
      [...line].reduce((sum, letter) => sum + (/[\u3000-\u9fff\uff00-\uff60]/.test(letter) ? 2 : 1), 0);
    expect(Math.max(...help.split('\n').map(width))).toBeLessThanOrEqual(125);
  });
});
