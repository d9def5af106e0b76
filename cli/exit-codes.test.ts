import { expect, it } from 'vitest';
import { EXIT, gravest } from './exit-codes';

it.each([
  [[], 0],
  [[0, 0], 0],
  [[0, 3], 3],
  [[3, 1, 0], 1],
  [[1, 65], 65],
  [[66, 65, 1], 66],
  [[66, 74], 74],
  [[73, 1], 73],
  [[74, 2, 66], 2],
] as const)('of %j the gravest is %i', (codes, code) => {
  expect(gravest(codes)).toBe(code);
});

it.each(Object.values(EXIT))('%i has its place', (code) => {
  expect(gravest([code])).toBe(code);
});
