import type { Row } from './row.ts';

const HEAD = ['what', 'figure', 'budget', '', 'load', 'how it was measured'] as const;

/** The rows as lines of text, columns aligned. */
export function table(rows: readonly Row[]): string {
  const lines = [HEAD, ...rows.map((row) => [row.what, row.figure, row.budget, word(row), row.load ?? '', row.how])];
  const widths = HEAD.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
  return lines
    .map((cells) =>
      cells
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function word({ kept, budget }: Row): string {
  if (kept !== null) return kept ? 'ok' : 'OVER';
  return budget === '' ? '' : '?';
}
