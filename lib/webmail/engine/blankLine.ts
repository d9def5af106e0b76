const LF = 10;
const CR = 13;

/**
 * Where a head ends: the offset after its blank line (LF or CRLF, as the route gives them), or -1 if none begins at or after
 * `from`. A head may be empty: then its first line is the blank one. Linear.
 */
export function blankLine(text: string, from: number): number {
  if (from === 0) {
    if (text.charCodeAt(0) === LF) return 1;
    if (text.charCodeAt(0) === CR && text.charCodeAt(1) === LF) return 2;
  }
  for (let at = text.indexOf('\n', from); at >= 0; at = text.indexOf('\n', at + 1)) {
    if (text.charCodeAt(at + 1) === LF) return at + 2;
    if (text.charCodeAt(at + 1) === CR && text.charCodeAt(at + 2) === LF) return at + 3;
  }
  return -1;
}
