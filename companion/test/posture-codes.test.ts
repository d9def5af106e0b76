import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { POSTURE_CODES } from '../../lib/verify/posture-codes';

const document = readFileSync(new URL('../../docs/companion.md', import.meta.url), 'utf8');
/** First cells of the table under a heading. */
const codesUnder = (heading: string) =>
  (document.split(`\n### ${heading}\n`)[1]?.split(/\n#{2,} /)[0] ?? '')
    .split('\n')
    .flatMap((line) => /^\| `([a-z0-9-]+)`/.exec(line)?.[1] ?? []);

it('docs/companion.md has a line for each code of a posture, in their order', () => {
  expect(codesUnder('Codes')).toEqual(POSTURE_CODES.findings);
  expect(codesUnder('Exposure')).toEqual(POSTURE_CODES.exposure);
});
