/** Gzipped sizes of what pages load, and of the store zips: the builds and the limits are those of the tests. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { folder } from '../scripts/folder.ts';
import {
  BUILDS,
  CORE,
  MAX_CORE_GZIPPED,
  MAX_WEBMAIL_GZIPPED,
  MAX_ZIP,
  OUTPUT,
  webmailIds,
} from '../scripts/steps/sizes.ts';
import { part } from './part.ts';
import { beside, most } from './row.ts';
import type { Row } from './row.ts';

async function measure(): Promise<readonly Row[]> {
  const builds = BUILDS.flatMap((name): Row[] => {
    const files = folder(join(OUTPUT, name));
    const gzipped = (path: string): number | null => {
      const octets = files.get(path);
      return octets ? gzipSync(octets).length / 1000 : null;
    };
    const limited = (what: string, path: string, limit: number) =>
      most(`${name}: ${what}`, gzipped(path), limit / 1000, 'kB', `gzip of ${path}`);
    return [
      limited('core of the page script', CORE, MAX_CORE_GZIPPED),
      ...webmailIds().map((id) => limited(`adapter ${id}`, `${id}.js`, MAX_WEBMAIL_GZIPPED)),
      beside(`${name}: panel, at the first click`, gzipped('panel.js'), 'kB', 'gzip of panel.js'),
      beside(`${name}: background`, gzipped('background.js'), 'kB', 'gzip of background.js'),
    ];
  });
  const zips = readdirSync(OUTPUT)
    .filter((name) => name.endsWith('.zip') && !name.endsWith('-sources.zip'))
    .map((name) => most(name, readFileSync(join(OUTPUT, name)).length / 1000, MAX_ZIP / 1000, 'kB', 'the file'));
  if (zips.length < BUILDS.length) throw new Error('there are no zips for the stores: npm run zip');
  return [...builds, ...zips];
}

await part(measure);
