import { isCode, modules } from '../architecture/modules';
import type { Tree } from '../architecture/tree';
import { answers, listed } from './listed';
import { badChecks, badReceivers, badWebmails } from './lists';
import { badTexts, mismatchedKeys, unionOf, usesOf } from './texts';
import type { Texts } from './texts';

export const LANGUAGES = ['en', 'ja'];

/** Files that the registry test reads. */
export const isRead = (path: string): boolean =>
  (isCode(path) && /^(?:lib|components|entrypoints)\/|^wxt\.config\.ts$/.test(path)) ||
  /^entrypoints\/.*\.html$|^docs\/(?:checks\/.*|webmail)\.md$|^test\/fixtures\/webmail\/|^public\/_locales\/.*\.json$/.test(
    path,
  );

const texts = (files: Tree, language: string): Texts =>
  JSON.parse(files.get(`public/_locales/${language}/messages.json`) ?? '{}') as Texts;

type Ends = Readonly<Record<string, readonly string[]>>;

/**
 * For each beginning of a text's key whose end the code computes: all ends it can have. Taken from the code where it has them
 * in one place.
 */
export function endsIn(files: Tree): Ends {
  const all = modules(files);
  const union = (name: string) => unionOf(all, name);
  return {
    hop_state: union('lib/verify/facts.ts#HopState'),
    hop_reason: union('lib/verify/facts.ts#HopReason'),
    step: union('lib/verify/facts.ts#Step'),
    ui_answer: union('lib/verify/world.ts#Failure'),
    ui_outcome: union('lib/verify/check.ts#Outcome'),
    border: union('lib/verify/facts.ts#BorderKind'),
    known: union('lib/verify/facts.ts#Known'),
    verdict: union('lib/verify/verdict.ts#TransitCode').flatMap((code) => [code, `${code}_short`]),
  };
}

/** Everything that is wrong with the lists, the documents and the texts of a tree, one line each. */
export function registryFaults(files: Tree, ends: Ends): string[] {
  const all = modules(files);
  const checks = listed(all, 'lib/verify/checks/index.ts');
  const webmails = listed(all, 'lib/webmail/index.ts');
  const receivers = listed(all, 'lib/verify/receivers/index.ts');
  const english = texts(files, 'en');
  const isPage = (path: string) => path.startsWith('entrypoints/') && path.endsWith('.html');
  const uses = usesOf(
    all,
    Object.fromEntries([...files].filter(([path]) => isPage(path))),
    new Set(Object.keys(english)),
  );
  const calls = checks.flatMap((one) =>
    answers(all, one).map(({ code, values, line }) => ({
      key: `check_${one.id}_${code}`.replaceAll('-', '_'),
      values,
      place: `${one.path}:${line}`,
    })),
  );
  const codes = checks.flatMap((one) => one.codes.map((code) => `${one.id}_${code}`));
  return [
    ...badTexts(Object.fromEntries(LANGUAGES.map((language) => [language, texts(files, language)]))),
    ...mismatchedKeys(english, { ...uses, calls: [...uses.calls, ...calls] }, { ...ends, check: codes }),
    ...badChecks(checks, files, Object.keys(english)),
    ...badWebmails(
      webmails.map((one) => one.id),
      files,
    ),
    ...badReceivers(
      receivers.map((one) => one.id),
      files,
    ),
  ];
}
