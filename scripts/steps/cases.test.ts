import { describe, expect, it } from 'vitest';
import { countCases, failures } from './cases.ts';
import type { VitestReport } from './cases.ts';

const assertion = (fullName: string, status: string) => ({ fullName, status });
const file = (name: string, status: string, ...assertionResults: ReturnType<typeof assertion>[]) => ({
  name,
  status,
  message: 'no such module',
  assertionResults,
});
const report = (passed: number, failed: number, ...testResults: ReturnType<typeof file>[]): VitestReport => ({
  numPassedTests: passed,
  numFailedTests: failed,
  testResults,
});

describe('countCases', () => {
  it.each<[string, VitestReport, number, number, number, RegExp]>([
    ['all pass', report(2, 0, file('a', 'passed', assertion('x', 'passed'))), 0, 2, 0, /^$/],
    ['one fails', report(1, 1, file('a', 'failed', assertion('x', 'failed'))), 1, 1, 1, /^a: x$/],
    ['a file that cannot be run', report(1, 0, file('a', 'failed')), 1, 1, 1, /could not be run\n {4}no such module/],
    ['one left out', report(1, 0, file('a', 'passed', assertion('x', 'skipped'))), 0, 1, 0, /not run: a: x/],
    ['no case', report(0, 0), 0, 0, 1, /no test was run/],
    ['an error outside of the cases', report(1, 0, file('a', 'passed', assertion('x', 'passed'))), 1, 1, 1, /code 1/],
  ])('%s', (_, given, code, passed, failed, words) => {
    const tally = countCases(given, 'unit', code);
    expect([tally.passed, tally.failed]).toEqual([passed, failed]);
    expect(tally.lines.join('\n')).toMatch(words);
  });
});

it.each([
  ['⎯ Failed Tests 1 ⎯', 1],
  ['⎯ Failed Suites 1 ⎯', 1],
  ['⎯ Unhandled Errors ⎯', 1],
  ['all is well', 0],
])('failures: %s', (words, count) => {
  expect(failures(`before\n${words}\nafter`)).toEqual(count ? [`${words}\nafter`] : []);
});
