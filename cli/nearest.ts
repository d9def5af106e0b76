/** Letters of a word that are compared; a longer one is no slip of the fingers. */
const MAX_WORD = 64;
const MAX_FOUND = 3;

/** Which of `known` somebody may have meant, best first. */
export function nearest(typed: string, known: readonly string[]): readonly string[] {
  const word = typed.slice(0, MAX_WORD).toLowerCase();
  const most = Math.max(1, Math.floor(word.length / 3));
  return known
    .map((one) => ({ one, slips: word.length > 2 && one.includes(word) ? 0 : distance(word, one.slice(0, MAX_WORD)) }))
    .filter(({ slips }) => slips <= most)
    .sort((a, b) => a.slips - b.slips)
    .slice(0, MAX_FOUND)
    .map(({ one }) => one);
}

/** Letters put in, left out, changed or swapped with their neighbour. */
function distance(one: string, other: string): number {
  let before: number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1];
      let least = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      next.push(least);
    }
    before = row;
    row = next;
  }
  return row.at(-1) ?? 0;
}
