import { readdir, readFile } from 'node:fs/promises';

/** A section of the documents: of a check's code, or of a lock's or a seal's. */
export interface Section {
  /** `last-leg`, or `lock` and `seal`. */
  readonly page: string;
  readonly code: string;
  /** Markdown without the heading. */
  readonly text: string;
}

export interface Page {
  readonly id: string;
  /** What stands before the first section. */
  readonly opening: string;
  readonly sections: readonly Section[];
}

const CHECKS = 'docs/checks/';
const VERDICTS = ['docs/lock.md', 'docs/seal.md'];

/** All pages that explain codes, from the package's `root`. */
export async function readPages(root: URL): Promise<readonly Page[]> {
  const names = (await readdir(new URL(CHECKS, root))).filter((name) => name.endsWith('.md')).sort();
  const paths = [...VERDICTS, ...names.map((name) => CHECKS + name)];
  return Promise.all(
    paths.map(async (path) => {
      const id = path.slice(path.lastIndexOf('/') + 1, -'.md'.length);
      return readPage(id, await readFile(new URL(path, root), 'utf8'));
    }),
  );
}

function readPage(id: string, markdown: string): Page {
  const [opening = '', ...rest] = markdown.split(/^## /m);
  return {
    id,
    opening: opening.replace(/^# .*\n/, '').trim(),
    sections: rest.map((section) => {
      const [code = ''] = section.split('\n', 1);
      return { page: id, code: code.trim(), text: section.slice(code.length).trim() };
    }),
  };
}
