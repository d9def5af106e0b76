import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { folder } from '../folder.ts';
import { one, sum } from '../tally.ts';
import type { Tally } from '../tally.ts';

export const OUTPUT = fileURLToPath(new URL('../../.output', import.meta.url));
export const BUILDS = ['chrome-mv3', 'firefox-mv3'];

/** Octets. A kB is 1,000 of them. */
export const MAX_CORE_GZIPPED = 20_000;
export const MAX_WEBMAIL_GZIPPED = 5_000;
export const MAX_ZIP = 300_000;
/** The script that runs in each page of a site, and the files registered beside it, one for each webmail. */
export const CORE = 'content-scripts/webmail.js';
/** A suffix that stands in the public suffix list and in no text of ours: where it is, the list is. */
const LIST_MARK = 'kawasaki';
const BACKGROUND = /^background\.js$|^chunks\/background/;

/** Path in the build → octets. */
export type Build = ReadonlyMap<string, Buffer>;

const kB = (octets: number): string => `${(octets / 1000).toFixed(1)} kB`;

function within(what: string, octets: number, most: number): Tally {
  const line = `${what}: ${kB(octets)} of ${kB(most)}`;
  return octets <= most
    ? { passed: 1, failed: 0, lines: [line] }
    : { passed: 0, failed: 1, lines: [`TOO LARGE ${line}`] };
}

/** Judges one build: the page's scripts are small, and the public suffix list lives in the background alone. */
export function judgeBuild(name: string, build: Build, webmails: readonly string[]): Tally {
  const gzipped = (path: string, most: number): Tally => {
    const octets = build.get(path);
    return octets
      ? within(`${name}/${path}, gzipped`, gzipSync(octets).length, most)
      : one(`sizes: ${name} has no ${path}`);
  };
  const holders = [...build]
    .filter(([path, octets]) => path.endsWith('.js') && octets.includes(LIST_MARK))
    .map(([path]) => path);
  const elsewhere = holders.filter((path) => !BACKGROUND.test(path));
  return sum([
    gzipped(CORE, MAX_CORE_GZIPPED),
    one(webmails.length > 0 ? null : 'sizes: no webmail is listed'),
    ...webmails.map((id) => gzipped(`${id}.js`, MAX_WEBMAIL_GZIPPED)),
    one(holders.length > 0 ? null : `sizes: the public suffix list was not found in ${name}; is the mark still right?`),
    one(elsewhere.length === 0 ? null : `sizes: ${name}: the public suffix list is in ${elsewhere.join(', ')}`),
  ]);
}

/** Ids of the webmails: the adapters' files, each of which is registered beside the core. */
export function webmailIds(): string[] {
  const adapters = fileURLToPath(new URL('../../lib/webmail', import.meta.url));
  const others = new Set(['index.ts', 'webmail.ts']);
  return readdirSync(adapters)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !others.has(name))
    .map((name) => name.slice(0, -3));
}

/** Judges what was built last. */
export async function sizes(): Promise<Tally> {
  const zips = readdirSync(OUTPUT).filter((name) => name.endsWith('.zip') && !name.endsWith('-sources.zip'));
  return sum([
    ...BUILDS.map((name) => judgeBuild(name, folder(join(OUTPUT, name)), webmailIds())),
    one(zips.length >= 2 ? null : 'sizes: no zips; run the step zips first'),
    ...zips.map((name) => within(name, readFileSync(join(OUTPUT, name)).length, MAX_ZIP)),
  ]);
}
