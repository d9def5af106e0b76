/** `npm run zip`: the zips for the stores, and the sources that the Firefox store asks for, in `.output/`. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { command } from './command.ts';
import { packTighter } from './pack-tighter.ts';
import { progress } from './progress.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OUTPUT = join(ROOT, '.output');
const BROWSERS = ['chrome', 'firefox'] as const;

/** A zip as it stands in `.output/`. */
export interface Zip {
  readonly name: string;
  readonly octets: Buffer;
  readonly hash: string;
}

/** Builds anew and zips for both browsers; `say` is told for which. A failure gives what the tool said. */
export async function makeZips(
  say: (detail: string) => void,
): Promise<{ readonly zips: readonly Zip[] } | { readonly failure: string }> {
  for (const name of zipNames()) rmSync(join(OUTPUT, name));
  for (const browser of BROWSERS) {
    say(browser);
    const done = await command(join(ROOT, 'node_modules', '.bin', 'wxt'), ['zip', '-b', browser], { cwd: ROOT });
    if (done.code !== 0) return { failure: `wxt zip -b ${browser} ended with code ${done.code}\n${done.output}` };
  }
  const zips: Zip[] = [];
  for (const name of zipNames()) {
    const plain = readFileSync(join(OUTPUT, name));
    // what readers download; the sources are for the store alone, and take long
    const octets = name.endsWith('-sources.zip') ? plain : await packTighter(plain);
    if (octets !== plain) writeFileSync(join(OUTPUT, name), octets);
    zips.push({ name, octets, hash: createHash('sha256').update(octets).digest('hex') });
  }
  return { zips };
}

function zipNames(): string[] {
  try {
    return readdirSync(OUTPUT)
      .filter((name) => name.endsWith('.zip'))
      .sort();
  } catch {
    return [];
  }
}

if (import.meta.main) {
  const made = await progress('zips', makeZips);
  if ('failure' in made) {
    console.error(made.failure);
    process.exitCode = 1;
  } else {
    for (const { name, octets, hash } of made.zips)
      console.log(`${hash}  .output/${name}  ${(octets.length / 1000).toFixed(1)} kB`);
  }
}
