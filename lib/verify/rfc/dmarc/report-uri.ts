/**
 * Implements as much of RFC 3986 as tells whether a reporting URI of RFC 9989 4.6 is syntactically valid, with RFC 6068 2 for
 * mailto: an address must stand in it.
 * Does not implement: what a URI points to; any scheme's own syntax but mailto's.
 */

/** True for "scheme:something" in the characters a URI may have. RFC 7489's "!10m" behind it is left out of account. */
export function isReportUri(text: string): boolean {
  const colon = text.indexOf(':');
  if (colon < 1 || !isScheme(text, colon)) return false;
  const end = sizeAt(text);
  let at = -1;
  for (let index = colon + 1; index < end; index++) {
    const code = text.charCodeAt(index);
    if (code === 64 && at < 0) at = index;
    if (code === 37) {
      if (!isHex(text.charCodeAt(index + 1)) || !isHex(text.charCodeAt(index + 2)) || index + 2 >= end) return false;
    } else if (!isUriCharacter(code)) return false;
  }
  if (text.slice(0, colon).toLowerCase() !== 'mailto') return end > colon + 1;
  return at > colon + 1 && at < end - 1;
}

/** Where a size limit begins (RFC 7489 6.4: "!" 1*DIGIT [k/m/g/t]), else the end. */
function sizeAt(text: string): number {
  const mark = text.lastIndexOf('!');
  if (mark < 0) return text.length;
  let at = mark + 1;
  while (at < text.length && text.charCodeAt(at) >= 48 && text.charCodeAt(at) <= 57) at++;
  if (at === mark + 1) return text.length;
  const unit = 'kmgt'.includes(text.slice(at).toLowerCase()) && text.length - at <= 1;
  return unit ? mark : text.length;
}

/** scheme = ALPHA *( ALPHA / DIGIT / "+" / "-" / "." ) */
function isScheme(text: string, end: number): boolean {
  for (let at = 0; at < end; at++) {
    const code = text.charCodeAt(at);
    const letter = (code | 32) >= 97 && (code | 32) <= 122;
    const further = (code >= 48 && code <= 57) || code === 43 || code === 45 || code === 46;
    if (!letter && (at === 0 || !further)) return false;
  }
  return true;
}

function isHex(code: number): boolean {
  return (code >= 48 && code <= 57) || ((code | 32) >= 97 && (code | 32) <= 102);
}

/** unreserved / reserved. RFC 9989 4.8: "," and "!" must be encoded. */
function isUriCharacter(code: number): boolean {
  if (code <= 32 || code >= 127) return false;
  switch (code) {
    case 33: // !
    case 34: // "
    case 44: // ,
    case 60: // <
    case 62: // >
    case 92: // backslash
    case 94: // ^
    case 96: // `
    case 123: // {
    case 124: // |
    case 125: // }
      return false;
    default:
      return true;
  }
}
