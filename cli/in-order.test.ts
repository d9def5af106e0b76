import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { inOrder } from './in-order';

it('gives results in order, works at several at once, and at no more', async () => {
  let at = 0;
  let most = 0;
  const out: number[] = [];
  const wait = [30, 1, 1, 20, 1, 1, 1, 1];
  await inOrder(
    wait.map((_, index) => index),
    3,
    async (index) => {
      most = Math.max(most, ++at);
      await setTimeout(wait[index]);
      at--;
      return index;
    },
    async (index) => {
      out.push(index);
      return true;
    },
  );
  expect(out).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(most).toBe(3);
});

it('begins nothing more once nobody takes the results', async () => {
  const begun: number[] = [];
  await inOrder(
    [1, 2, 3, 4, 5, 6],
    2,
    async (one) => begun.push(one),
    async () => false,
  );
  expect(begun).toEqual([1, 2, 3]);
});

it('of nothing makes nothing', async () => {
  await inOrder(
    [],
    2,
    () => Promise.reject(new Error('nothing to do')),
    () => Promise.resolve(true),
  );
});
