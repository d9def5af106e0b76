import type { Tree } from '../architecture/tree';
import { TO_BE_WORDED } from './texts';

/** What the list in index.ts says of one check. */
export interface ListedCheck {
  readonly id: string;
  readonly codes: readonly string[];
}

/** Paths of a folder's own code files, without tests and the files named, as ids. */
function idsIn(files: Tree, folder: string, others: readonly string[]): string[] {
  return [...files.keys()]
    .filter((path) => path.startsWith(folder) && /^[^/]+\.ts$/.test(path.slice(folder.length)))
    .map((path) => path.slice(folder.length, -3))
    .filter((name) => !name.endsWith('.test') && !others.includes(name));
}

/** `last-leg` → `lastLeg`: what the file of that name exports. */
const exported = (id: string): string => id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Files that are not listed, listed ids without a file, ids that are not the file's name, and ids listed twice. */
function listing(
  what: string,
  listed: readonly string[],
  files: Tree,
  folder: string,
  others: readonly string[],
): string[] {
  const present = idsIn(files, folder, others);
  return [
    ...(present.length === 0 ? [`${folder}: no file was seen`] : []),
    ...present.filter((id) => !listed.includes(id)).map((id) => `${folder}${id}.ts: is not in the list of ${what}`),
    ...listed
      .filter((id) => !present.includes(id))
      .map((id) => `${what}: ${id} is listed, but ${folder}${id}.ts is not there`),
    ...listed.filter((id, at) => listed.indexOf(id) !== at).map((id) => `${what}: ${id} is listed twice`),
    ...present
      .filter((id) => !new RegExp(`export const ${exported(id)}\\b`).test(files.get(`${folder}${id}.ts`) ?? ''))
      .map((id) => `${folder}${id}.ts: does not export ${exported(id)}`),
  ];
}

/** Headings below the title, code marks left off. */
function headings(page: string): string[] {
  return page
    .split('\n')
    .filter((line) => line.startsWith('##'))
    .map((line) => line.replaceAll(/[#`]/g, '').trim());
}

export function badChecks(listed: readonly ListedCheck[], files: Tree, texts: readonly string[]): string[] {
  const faults = listing(
    'checks',
    listed.map((one) => one.id),
    files,
    'lib/verify/checks/',
    ['index'],
  );
  for (const { id, codes } of listed) {
    const page = files.get(`docs/checks/${id}.md`);
    if (!files.has(`lib/verify/checks/${id}.test.ts`)) faults.push(`${id}: has no unit test beside it`);
    if (codes.length === 0) faults.push(`${id}: has no codes`);
    if (new Set(codes).size < codes.length) faults.push(`${id}: a code twice`);
    if (page === undefined) faults.push(`${id}: has no page docs/checks/${id}.md`);
    if (page?.includes(TO_BE_WORDED)) faults.push(`docs/checks/${id}.md: is still to be worded`);
    for (const code of codes) {
      const key = `check_${id}_${code}`.replaceAll('-', '_');
      if (page !== undefined && !headings(page).includes(code))
        faults.push(`docs/checks/${id}.md: has no heading for ${code}`);
      if (!texts.includes(key)) faults.push(`${id}: has no text ${key}`);
      const own = files.get(`lib/verify/checks/${id}.test.ts`) ?? '';
      if (own && !own.includes(`'${code}'`)) faults.push(`${id}: its unit test never meets ${code}`);
    }
  }
  const pages = [...files.keys()].filter((path) => path.startsWith('docs/checks/') && path !== 'docs/checks/README.md');
  for (const path of pages) {
    const id = path.slice('docs/checks/'.length, -3);
    if (!listed.some((one) => one.id === id)) faults.push(`${path}: is about no check`);
  }
  return faults;
}

export function badWebmails(listed: readonly string[], files: Tree): string[] {
  const faults = listing('webmails', listed, files, 'lib/webmail/', ['index', 'webmail']);
  const page = files.get('docs/webmail.md') ?? '';
  if (page.includes(TO_BE_WORDED)) faults.push('docs/webmail.md: is still to be worded');
  for (const id of listed) {
    if (!files.has(`lib/webmail/${id}.test.ts`)) faults.push(`${id}: has no unit test beside it`);
    if (!files.has(`entrypoints/${id}.ts`)) faults.push(`${id}: has no entrypoint, so no page would get it`);
    const fixtures = [...files.keys()].filter((path) => path.startsWith(`test/fixtures/webmail/${id}/`));
    if (fixtures.length === 0) faults.push(`${id}: has no fixture in test/fixtures/webmail/${id}/`);
    if (!headings(page).some((heading) => heading.toLowerCase().startsWith(id)))
      faults.push(`${id}: docs/webmail.md has no heading for it`);
  }
  return faults;
}

export function badReceivers(listed: readonly string[], files: Tree): string[] {
  return listing('receivers', listed, files, 'lib/verify/receivers/', ['index', 'receiver']);
}
