import { expect, it } from 'vitest';
import { buildFacts } from '../../test/fixtures/build-facts';
import { check } from './check';
import { judge } from './judge';

it('makes a bug in a check that check’s own trouble', () => {
  const broken = check({
    id: 'broken',
    about: 'transit',
    weight: 'decides',
    codes: ['fine'],
    judge() {
      throw new Error('a bug');
    },
  });
  expect(judge(broken, buildFacts())).toEqual({
    id: 'broken',
    about: 'transit',
    weight: 'decides',
    outcome: 'unknown',
    code: 'crashed',
    seen: [],
  });
});
