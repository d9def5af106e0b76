/**
 * Text that a stranger's server wrote, fit to be kept and shown: control characters, bidirectional marks and lone surrogates become
 * "?", and it ends at `most` characters.
 */
export function printable(text: string, most: number): string {
  // cut first: what comes may be megabytes
  return text
    .slice(0, most)
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\uFFFD]/gu, '?');
}
