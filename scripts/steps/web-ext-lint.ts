import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { command } from '../command.ts';
import { one, sum } from '../tally.ts';
import type { Tally } from '../tally.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const EXPLAINED = 'docs/web-ext-lint.md';

/** A row of the table in docs/web-ext-lint.md: a warning that is known, where, and how often. */
export interface Known {
  readonly code: string;
  readonly file: string;
  readonly count: number;
}

interface Message {
  readonly code: string;
  readonly file?: string;
  readonly line?: number;
  readonly message: string;
}

export interface LintReport {
  readonly errors: readonly Message[];
  readonly warnings: readonly Message[];
}

/** Shared bundles are named after one of their modules and a hash, both of which change with anything: `chunks/*.js`. */
const plain = (file: string): string => file.replace(/^chunks\/.*\.js$/, 'chunks/*.js');

/** Reads the rows `| code | file | count | why |` of the explanations. A row without a why does not count. */
export function knownWarnings(document: string): Known[] {
  return document.split('\n').flatMap((line) => {
    const [, code = '', file = '', count = '', why = ''] = line.split('|').map((cell) => cell.trim());
    const named = /^`([A-Z0-9_]+)`$/.exec(code)?.[1];
    if (!named || why === '') return [];
    return [{ code: named, file: file.replaceAll('`', ''), count: Number(count) }];
  });
}

/** No error at all, and exactly the warnings that are explained: a new one, or one that went away, is a fault. */
export function compareWarnings(report: LintReport, known: readonly Known[]): Tally {
  const key = (code: string, file: string) => `${code} in ${file}`;
  const seen = new Map<string, number>();
  for (const warning of report.warnings) {
    const name = key(warning.code, plain(warning.file ?? '(no file)'));
    seen.set(name, (seen.get(name) ?? 0) + 1);
  }
  const expected = new Map(known.map((row) => [key(row.code, row.file), row.count]));
  const names = new Set([...seen.keys(), ...expected.keys()]);
  return sum([
    one(report.errors.length === 0 ? null : `web-ext lint: ${report.errors.length} errors`),
    ...report.errors.map((error) => one(`web-ext lint: error ${error.code} in ${error.file ?? '?'}: ${error.message}`)),
    ...[...names].map((name) => {
      const [is, should] = [seen.get(name) ?? 0, expected.get(name) ?? 0];
      return one(is === should ? null : `web-ext lint: ${is} warnings ${name}; ${EXPLAINED} explains ${should}`);
    }),
  ]);
}

/** Lints the Firefox build as the store does. */
export async function webExtLint(): Promise<Tally> {
  const args = ['lint', '--source-dir', '.output/firefox-mv3', '--no-config-discovery', '--output', 'json'];
  const done = await command(join(ROOT, 'node_modules', '.bin', 'web-ext'), args, { cwd: ROOT });
  const start = done.output.indexOf('{"count"');
  if (start < 0) return one(`web-ext lint said nothing that can be read:\n${done.output}`);
  const json = done.output.slice(start).split('\n')[0] ?? '';
  const known = knownWarnings(readFileSync(join(ROOT, EXPLAINED), 'utf8'));
  return compareWarnings(JSON.parse(json) as LintReport, known);
}
