import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { until } from './until.ts';

/** Waits for a file to be whole in a folder of downloads, gives its text, and takes it away. */
export async function nextFile(folder: string): Promise<string> {
  return until('a saved file', () => {
    const names = readdirSync(folder);
    // While they are being written, Chromium's end in .crdownload, Firefox's have a .part beside them.
    const [name] = names;
    if (name === undefined || names.some((one) => /\.(?:part|crdownload)$/.test(one))) return null;
    const text = readFileSync(join(folder, name), 'utf8');
    if (text === '') return null;
    rmSync(join(folder, name));
    return text;
  });
}
