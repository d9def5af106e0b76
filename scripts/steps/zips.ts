import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { command } from '../command.ts';
import { folder } from '../folder.ts';
import { one, sum } from '../tally.ts';
import type { Tally } from '../tally.ts';
import { zipEntries } from '../zip-entries.ts';
import { makeZips } from '../zip.ts';
import type { Zip } from '../zip.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What has no place in the sources for the Firefox store: tests and their data, what runs or builds leave behind. */
const NOT_SOURCES =
  /^(?:test|bench|demo|docs\/picture|node_modules|\.stack|\.output|\.wxt|\.git)(?:\/|$)|\.test\.tsx?$/;
/** What a reviewer needs to build the same extension. */
const SOURCES = ['package.json', 'package-lock.json', 'wxt.config.ts', 'tsconfig.json', 'README.md'];

/** Both runs give the same zips, octet for octet. */
export function compareZips(first: readonly Zip[], second: readonly Zip[]): Tally {
  const names = [...new Set([...first, ...second].map((zip) => zip.name))];
  if (names.length === 0) return one('zips: there is none');
  return sum(
    names.map((name) => {
      const [a, b] = [first, second].map((zips) => zips.find((zip) => zip.name === name)?.hash);
      return one(a === b ? null : `zips: ${name} differs when made twice: ${a} and ${b}`);
    }),
  );
}

/** The sources hold what is needed and nothing else. */
export function judgeSources(names: readonly string[]): Tally {
  return sum([
    ...SOURCES.map((name) => one(names.includes(name) ? null : `zips: the sources lack ${name}`)),
    one(names.some((name) => name.startsWith('lib/verify/')) ? null : 'zips: the sources lack lib/verify'),
    ...names.filter((name) => NOT_SOURCES.test(name)).map((name) => one(`zips: the sources hold ${name}`)),
  ]);
}

/** Builds the Firefox extension from nothing but the sources zip and the installed packages: it must be the one in the zip. */
async function rebuild(sources: Zip, extension: Zip): Promise<Tally> {
  const place = mkdtempSync(join(tmpdir(), 'hoplock-sources-'));
  try {
    for (const [path, octets] of zipEntries(sources.octets)) {
      mkdirSync(dirname(join(place, path)), { recursive: true });
      writeFileSync(join(place, path), octets);
    }
    symlinkSync(join(ROOT, 'node_modules'), join(place, 'node_modules'));
    const done = await command(join(ROOT, 'node_modules', '.bin', 'wxt'), ['build', '-b', 'firefox'], { cwd: place });
    if (done.code !== 0) return one(`zips: the sources do not build:\n${done.output}`);
    const built = folder(join(place, '.output', 'firefox-mv3'));
    const shipped = zipEntries(extension.octets);
    const paths = [...new Set([...built.keys(), ...shipped.keys()])];
    const differ = paths.filter((path) => !(built.get(path) && shipped.get(path)?.equals(built.get(path) as Buffer)));
    return one(differ.length === 0 ? null : `zips: built from the sources, these differ: ${differ.join(', ')}`);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** Makes all zips twice, compares them, and builds the Firefox one again from its sources. */
export async function zips(say: (detail: string) => void): Promise<Tally> {
  const first = await makeZips((browser) => say(`${browser}, first`));
  if ('failure' in first) return one(first.failure);
  const second = await makeZips((browser) => say(`${browser}, second`));
  if ('failure' in second) return one(second.failure);
  const sources = second.zips.find((zip) => zip.name.endsWith('-sources.zip'));
  const extension = second.zips.find((zip) => zip.name.endsWith('-firefox.zip'));
  say('from the sources');
  const tallies = [compareZips(first.zips, second.zips)];
  tallies.push(one(second.zips.some((zip) => zip.name.endsWith('-chrome.zip')) ? null : 'zips: none for Chrome'));
  if (sources && extension)
    tallies.push(judgeSources([...zipEntries(sources.octets).keys()]), await rebuild(sources, extension));
  else tallies.push(one('zips: none for Firefox, or no sources'));
  const sizes = second.zips.map((zip) => `${zip.name} ${(zip.octets.length / 1000).toFixed(1)} kB`);
  return sum([...tallies, { passed: 0, failed: 0, lines: [`zips: ${sizes.join(', ')}`] }]);
}
