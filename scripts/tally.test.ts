import { describe, expect, it } from 'vitest';
import { closingTally, isClosing, one, sum } from './tally.ts';

describe('closingTally', () => {
  it.each<[string, number, string, number, number, RegExp]>([
    ['all passed', 0, 'x\n3 passed, 0 failed\n', 3, 0, /^$/],
    ['some failed', 1, '3 passed, 2 failed', 3, 2, /^$/],
    ['with skipped', 0, '3 passed, 0 failed, 1 skipped\n', 3, 0, /^$/],
    ['the last line counts', 1, '1 passed, 0 failed\n2 passed, 1 failed\nbye\n', 2, 1, /^$/],
    ['no closing line', 0, 'fine', 0, 1, /no closing line/],
    ['killed', 137, '', 0, 1, /code 137/],
    ['nothing ran', 0, '0 passed, 0 failed', 0, 1, /ran nothing/],
    ['a code without a failure', 1, '3 passed, 0 failed', 3, 1, /code 1/],
    ['a failure without a code', 0, '3 passed, 1 failed', 3, 1, /code 0/],
    ['a sentence is no closing line', 0, 'so 3 passed, 0 failed', 0, 1, /no closing line/],
  ])('%s', (_, code, output, passed, failed, words) => {
    const tally = closingTally('child', code, output);
    expect([tally.passed, tally.failed]).toEqual([passed, failed]);
    expect(tally.lines.join('\n')).toMatch(words);
  });
});

it('sum adds', () => {
  expect(sum([one(null), one('broken'), one(null)])).toEqual({ passed: 2, failed: 1, lines: ['broken'] });
});

it.each([
  ['3 passed, 0 failed', true],
  ['  e2e: 3 passed, 0 failed', true],
  ['3 passed, 0 failed, and more', false],
])('isClosing: %s', (line, expected) => {
  expect(isClosing(line)).toBe(expected);
});
