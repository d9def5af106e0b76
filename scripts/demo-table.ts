import type { Seal } from '../lib/verify/seal.ts';
import type { Lock } from '../lib/verify/verdict.ts';

/** What was seen of one mail. */
export interface Row {
  readonly id: string;
  readonly expected: { readonly lock: Lock; readonly seal: Seal };
  readonly expectedHops: number;
  readonly seen:
    | {
        readonly kind: 'shown';
        readonly lock: string;
        readonly seal: string;
        readonly hops: number;
        readonly milliseconds: number;
        readonly afterPaint: number;
        readonly toSeal: number;
      }
    /** The mail cannot be sent on this machine. */
    | { readonly kind: 'impossible'; readonly reason: string }
    /** Opening it or reading its mark failed. */
    | { readonly kind: 'failed'; readonly reason: string };
}

/** Whether a mail shows what it should; null if there is no such mail here. */
export function isRight({ seen, expected, expectedHops }: Row): boolean | null {
  if (seen.kind === 'impossible') return null;
  if (seen.kind !== 'shown') return false;
  return seen.lock === expected.lock && seen.seal === expected.seal && seen.hops === expectedHops;
}

const HEAD = ['mail', 'lock', 'seal', 'hops', 'to mark', 'of it after the mail', 'to seal', ''] as const;

/** What is shown; and beside it, where that is something else, what was expected. */
const beside = (shown: string | number, expected: string | number): string =>
  shown === expected ? `${shown}` : `${shown}, not ${expected}`;

const time = (milliseconds: number): string => `${Math.round(milliseconds)} ms`;

/** The table as lines of plain text. */
export function table(rows: readonly Row[]): string {
  const cells = rows.map((row): readonly string[] => {
    const { id, seen, expected, expectedHops } = row;
    if (seen.kind !== 'shown') {
      const words = seen.kind === 'impossible' ? 'not possible here' : 'FAILED';
      const why = `${words}: ${seen.reason.split('\n')[0] ?? ''}`;
      return [id, `(${expected.lock})`, `(${expected.seal})`, `(${expectedHops})`, '-', '-', '-', why];
    }
    return [
      id,
      beside(seen.lock, expected.lock),
      beside(seen.seal, expected.seal),
      beside(seen.hops, expectedHops),
      time(seen.milliseconds),
      time(seen.afterPaint),
      time(seen.toSeal),
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
