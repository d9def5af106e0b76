import { expect, it } from 'vitest';
import { forgetLately, judgedLately, keepLately, LATELY, type JudgedLately } from './judged-lately';

const mail = (at: number): JudgedLately => ({ at }) as JudgedLately;

it('keeps the last verdict of each mail, of a tab, and no more than so many', () => {
  keepLately(1, 'a', mail(1));
  keepLately(1, 'a', mail(2));
  keepLately(11, 'a', mail(3));
  expect([judgedLately(1, 'a')?.at, judgedLately(11, 'a')?.at, judgedLately(2, 'a')]).toEqual([2, 3, null]);
  forgetLately(1);
  expect([judgedLately(1, 'a'), judgedLately(11, 'a')?.at]).toEqual([null, 3]);
  for (let at = 0; at < LATELY; at++) keepLately(3, `${at}`, mail(at));
  expect(judgedLately(11, 'a')).toBeNull();
  expect(judgedLately(3, '0')?.at).toBe(0);
});
