import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { judgeBuild, MAX_CORE_GZIPPED, MAX_WEBMAIL_GZIPPED } from './sizes.ts';

/** Octets that are exactly this long when gzipped: what does not pack grows by a constant. */
function gzippedTo(size: number): Buffer {
  const overhead = gzipSync(randomBytes(1000)).length - 1000;
  const octets = randomBytes(size - overhead);
  return octets.subarray(0, octets.length - (gzipSync(octets).length - size));
}
const list = Buffer.from('kobe,kawasaki');
const small = Buffer.from('1');
const sound = { 'content-scripts/webmail.js': small, 'roundcube.js': small, 'background.js': list };

it.each<[string, Record<string, Buffer>, number, string]>([
  ['sound', sound, 0, ''],
  ['core at the limit', { ...sound, 'content-scripts/webmail.js': gzippedTo(MAX_CORE_GZIPPED) }, 0, ''],
  ['core over the limit', { ...sound, 'content-scripts/webmail.js': gzippedTo(MAX_CORE_GZIPPED + 20) }, 1, 'TOO LARGE'],
  ['webmail over the limit', { ...sound, 'roundcube.js': gzippedTo(MAX_WEBMAIL_GZIPPED + 20) }, 1, 'TOO LARGE'],
  ['no core', { 'roundcube.js': small, 'background.js': list }, 1, 'has no content-scripts/webmail.js'],
  ['no file for the webmail', { 'content-scripts/webmail.js': small, 'background.js': list }, 1, 'has no roundcube.js'],
  [
    'the list in the page',
    { ...sound, 'content-scripts/webmail.js': list },
    1,
    'list is in content-scripts/webmail.js',
  ],
  ['the list in a chunk of the popup', { ...sound, 'chunks/popup-abc.js': list }, 1, 'list is in chunks/popup-abc.js'],
  ['the list not found', { ...sound, 'background.js': small }, 1, 'was not found'],
])('%s', (_, files, failed, words) => {
  const tally = judgeBuild('chrome-mv3', new Map(Object.entries(files)), ['roundcube']);
  expect(tally.failed).toBe(failed);
  expect(tally.lines.join('\n')).toContain(words);
});

it('no webmail', () => {
  expect(judgeBuild('chrome-mv3', new Map(Object.entries(sound)), []).failed).toBe(1);
});
