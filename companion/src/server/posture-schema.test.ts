import { expect, it } from 'vitest';
import type { Static } from 'typebox';
import { Value } from 'typebox/value';
import type { Posture } from '../../../lib/verify/posture';
import { postureOf } from '../testing/posture-of';
import { POSTURE } from './posture-schema';

type Documented = Static<typeof POSTURE>;
/** Without `readonly`, which says nothing of the values. */
type Plain<T> = T extends object ? { -readonly [K in keyof T]: Plain<T[K]> } : T;
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

it('documents what is answered: the compiler compares both', () => {
  const same: Same<Plain<Documented>, Plain<Posture>> = true;
  expect(same).toBe(true);
});

it.each<[boolean, object]>([
  [true, {}],
  [false, { probe: 'perhaps' }],
  [false, { mx: { state: 'null', dnssec: 'unknown', hosts: [{}], left: 0 } }],
])('takes what is one: %s', (expected, change) => {
  expect(Value.Check(POSTURE, { ...postureOf('example.org'), ...change })).toBe(expected);
});
