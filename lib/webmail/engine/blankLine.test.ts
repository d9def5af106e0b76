import { expect, it } from 'vitest';
import { blankLine } from './blankLine';

it.each<[string, number]>([
  ['A: 1\r\n\r\nbody', 8],
  ['A: 1\n\nbody', 6],
  ['A: 1\n\r\nbody', 7],
  ['A: 1\r\n\nbody', 7],
  ['\r\nbody\r\n\r\n', 2],
  ['\nbody', 1],
  ['A: 1\r\n b\r\n\r\n', 12],
  ['A: 1\r\n \r\nB: 2\r\n', -1],
  ['A: 1\r\n', -1],
  ['A: 1\r\n\r', -1],
  ['A: 1\r\r\n', -1],
  ['', -1],
])('%j', (text, end) => {
  expect(blankLine(text, 0)).toBe(end);
});

it('finds in two steps what it finds in one, wherever the text was cut', () => {
  const text = 'A: 1\r\nB: 2\r\n\r\nC';
  for (let cut = 1; cut < text.length; cut++) {
    const first = blankLine(text.slice(0, cut), 0);
    expect(first < 0 ? blankLine(text, Math.max(0, cut - 3)) : first).toBe(14);
  }
});
