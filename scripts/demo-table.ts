import type { Lock } from '../lib/verify/verdict.ts';

/** What was seen of one mail. */
export interface Row {
  readonly id: string;
  readonly expected: Lock;
  readonly expectedHops: number;
  readonly seen:
    | {
        readonly kind: 'shown';
        readonly lock: string;
        readonly hops: number;
        readonly milliseconds: number;
        readonly afterPaint: number;
      }
    /** The mail cannot be sent on this machine. */
    | { readonly kind: 'impossible'; readonly reason: string }
    /** Opening it or reading its mark failed. */
    | { readonly kind: 'failed'; readonly reason: string };
}

/** Whether a mail shows what it should; null if there is no such mail here. */
export function isRight({ seen, expected, expectedHops }: Row): boolean | null {
  if (seen.kind === 'impossible') return null;
  return seen.kind === 'shown' && seen.lock === expected && seen.hops === expectedHops;
}

const HEAD = ['mail', 'lock shown', 'lock expected', 'hops', 'to mark', 'of it after the mail', ''] as const;

/** The table as lines of plain text. */
export function table(rows: readonly Row[]): string {
  const cells = rows.map((row): readonly string[] => {
    const { id, seen, expected, expectedHops } = row;
    if (seen.kind !== 'shown') {
      const words = seen.kind === 'impossible' ? 'not possible here' : 'FAILED';
      return [id, '-', expected, '-', '-', '-', `${words}: ${seen.reason.split('\n')[0] ?? ''}`];
    }
    const hops = seen.hops === expectedHops ? `${seen.hops}` : `${seen.hops}, not ${expectedHops}`;
    return [
      id,
      seen.lock,
      expected,
      hops,
      `${Math.round(seen.milliseconds)} ms`,
      `${Math.round(seen.afterPaint)} ms`,
      isRight(row) ? 'ok' : 'WRONG',
    ];
  });
  const widths = HEAD.map((head, column) => Math.max(head.length, ...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(column === HEAD.length - 1 ? 0 : (widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  return [HEAD, HEAD.map((head, column) => (head === '' ? '' : '-'.repeat(widths[column] ?? 0))), ...cells]
    .map(line)
    .join('\n');
}
