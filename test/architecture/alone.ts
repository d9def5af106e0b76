import { createHash } from 'node:crypto';
import type { Tree } from './tree';

/** The repository speaks of the project alone. */
const REFUSED: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  { what: 'a path of somebody’s machine', pattern: /(?<![\w.$}/-])\/(?:home|Users|root|work|workspace)\/[\w.-]+/ },
  { what: 'a path of somebody’s machine', pattern: /\b[A-Z]:\\(?:Users|Documents)/ },
  {
    what: 'a package registry’s host',
    pattern: /\bregistry\.[a-z-]+\.[a-z]{2,}|\bdeb\.debian\.org|\b[\w-]+\.jfrog\.io/,
  },
  { what: 'the number of an issue or of a session', pattern: /\b(?:issue|session|ticket)\s+#?\d+\b/i },
  {
    what: 'how it was written',
    pattern:
      /\b(?:written|generated|made|authored)[ -](?:by|with) (?:an? )?(?:ai|llm|assistant|agent|bot|language model)\b/i,
  },
  { what: 'unfinished work', pattern: /\b(?:FIXME|XXX|HACK)\b/ },
];

/** Files that name such things because they refuse them. */
const EXEMPT = /^test\/architecture\/alone(?:\.test)?\.ts$/;

/** Text files that speak of something else than the project. */
export function speaksOfOthers(files: Tree): string[] {
  const faults: string[] = [];
  for (const [path, text] of files) {
    if (EXEMPT.test(path) || text.includes('\0')) continue;
    text.split('\n').forEach((line, at) => {
      for (const { what, pattern } of REFUSED) {
        const match = pattern.exec(line);
        if (match) faults.push(`${path}:${at + 1}: ${what}: ${match[0]}`);
      }
    });
  }
  return faults;
}

/** Lines this long do not come out equal by chance. */
export const LONG_LINE = 80;

const hash = (text: string): string => createHash('sha256').update(text).digest('base64');

/** Long lines of a text, also those inside the strings of a JSON or NDJSON file. */
function longLines(path: string, text: string): string[] {
  const plain = /json$/.test(path) ? text.replace(/\\r\\n|\\n/g, '\n').replace(/\\(["\\/])/g, '$1') : text;
  return plain
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.length >= LONG_LINE);
}

/** Files of `ours` that are a file of the reference data, or hold a long line of one. `allowed` matches lines anyone may write. */
export function copiedData(ours: Tree, data: Tree, allowed: readonly RegExp[] = []): string[] {
  const files = new Map([...data].filter(([, text]) => text.trim() !== '').map(([path, text]) => [hash(text), path]));
  const lines = new Map(
    [...data].flatMap(([path, text]) => longLines(path, text).map((line) => [hash(line), path] as const)),
  );
  return [...ours].flatMap(([path, text]) => {
    const whole = files.get(hash(text));
    if (whole) return [`${path}: is ${whole} of the reference data`];
    const line = longLines(path, text).find(
      (one) => lines.has(hash(one)) && !allowed.some((pattern) => pattern.test(one)),
    );
    return line === undefined ? [] : [`${path}: has a line of ${lines.get(hash(line))}: ${line.slice(0, 60)}…`];
  });
}
