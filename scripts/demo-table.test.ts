import { describe, expect, it } from 'vitest';
import type { Row } from './demo-table.ts';
import { isRight, table } from './demo-table.ts';

const shown = (lock: string, seal: string, hops: number): Row => ({
  id: 'x',
  expected: { lock: 'closed', seal: 'whole' },
  expectedHops: 2,
  seen: { kind: 'shown', lock, seal, hops, milliseconds: 41.4, afterPaint: 0.2, toSeal: 60.6 },
});
const other = (kind: 'impossible' | 'failed'): Row => ({ ...shown('', '', 0), seen: { kind, reason: 'why\nmore' } });

describe('the table of the demonstration', () => {
  it.each([
    ['the expected lock, seal and hops', shown('closed', 'whole', 2), true],
    ['another lock', shown('open', 'whole', 2), false],
    ['a lock that is still being read', shown('reading', 'whole', 2), false],
    ['another seal', shown('closed', 'half', 2), false],
    ['no seal', shown('closed', 'undefined', 2), false],
    ['another number of hops', shown('closed', 'whole', 3), false],
    ['a failure', other('failed'), false],
    ['a mail that cannot be had', other('impossible'), null],
  ])('judges %s', (_, row, right) => {
    expect(isRight(row)).toBe(right);
  });

  it('says in each line what is the matter', () => {
    const rows = [shown('closed', 'whole', 2), shown('open', 'half', 3), other('impossible'), other('failed')];
    expect(table(rows).split('\n')).toEqual([
      'mail  lock              seal             hops      to mark  of it after the mail  to seal',
      '----  ----------------  ---------------  --------  -------  --------------------  -------',
      'x     closed            whole            2         41 ms    0 ms                  61 ms    ok',
      'x     open, not closed  half, not whole  3, not 2  41 ms    0 ms                  61 ms    WRONG',
      'x     (closed)          (whole)          (2)       -        -                     -        not possible here: why',
      'x     (closed)          (whole)          (2)       -        -                     -        FAILED: why',
    ]);
  });
});
