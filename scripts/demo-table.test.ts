import { describe, expect, it } from 'vitest';
import type { Row } from './demo-table.ts';
import { isRight, table } from './demo-table.ts';

const shown = (lock: string, hops: number): Row => ({
  id: 'x',
  expected: 'closed',
  expectedHops: 2,
  seen: { kind: 'shown', lock, hops, milliseconds: 41.4, afterPaint: 0.2 },
});
const other = (kind: 'impossible' | 'failed'): Row => ({ ...shown('', 0), seen: { kind, reason: 'why\nmore' } });

describe('the table of the demonstration', () => {
  it.each([
    ['the expected lock and hops', shown('closed', 2), true],
    ['another lock', shown('open', 2), false],
    ['a lock that is still being read', shown('reading', 2), false],
    ['another number of hops', shown('closed', 3), false],
    ['a failure', other('failed'), false],
    ['a mail that cannot be had', other('impossible'), null],
  ])('judges %s', (_, row, right) => {
    expect(isRight(row)).toBe(right);
  });

  it('says in each line what is the matter', () => {
    const rows = [shown('closed', 2), shown('open', 3), other('impossible'), other('failed')];
    expect(table(rows).split('\n')).toEqual([
      'mail  lock shown  lock expected  hops      to mark  of it after the mail',
      '----  ----------  -------------  --------  -------  --------------------',
      'x     closed      closed         2         41 ms    0 ms                  ok',
      'x     open        closed         3, not 2  41 ms    0 ms                  WRONG',
      'x     -           closed         -         -        -                     not possible here: why',
      'x     -           closed         -         -        -                     FAILED: why',
    ]);
  });
});
