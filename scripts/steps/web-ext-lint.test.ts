import { describe, expect, it } from 'vitest';
import { compareWarnings, knownWarnings } from './web-ext-lint.ts';
import type { LintReport } from './web-ext-lint.ts';

const TABLE = `
| code | file | count | why |
|---|---|---|---|
| \`UNSAFE_VAR_ASSIGNMENT\` | \`chunks/*.js\` | 1 | Preact can; we do not. |
| \`NOT_EXPLAINED\` | \`a.js\` | 1 | |
`;
const warning = (code: string, file: string) => ({ code, file, message: code });
const popup = warning('UNSAFE_VAR_ASSIGNMENT', 'chunks/popup-B1gL0x3d.js');

it('reads explained rows only', () => {
  expect(knownWarnings(TABLE)).toEqual([{ code: 'UNSAFE_VAR_ASSIGNMENT', file: 'chunks/*.js', count: 1 }]);
});

describe('compareWarnings', () => {
  it.each<[string, LintReport, number, string]>([
    ['exactly the explained', { errors: [], warnings: [popup] }, 0, ''],
    ['a new one', { errors: [], warnings: [popup, warning('OTHER', 'a.js')] }, 1, 'OTHER in a.js'],
    [
      'the same one, elsewhere',
      { errors: [], warnings: [popup, warning('UNSAFE_VAR_ASSIGNMENT', 'a.js')] },
      1,
      'in a.js',
    ],
    ['the same one, twice', { errors: [], warnings: [popup, popup] }, 1, '2 warnings'],
    ['one that went away', { errors: [], warnings: [] }, 1, '0 warnings'],
    ['an error', { errors: [warning('BAD', 'manifest.json')], warnings: [popup] }, 2, 'error BAD'],
    ['not explained', { errors: [], warnings: [popup, warning('NOT_EXPLAINED', 'a.js')] }, 1, 'explains 0'],
  ])('%s', (_, report, failed, words) => {
    const tally = compareWarnings(report, knownWarnings(TABLE));
    expect(tally.failed).toBe(failed);
    expect(tally.lines.join('\n')).toContain(words);
  });
});
