/** Whether a mail can be unsubscribed from by one click as RFC 8058 has it, and if not, what is missing first. */
export interface OneClick {
  readonly code:
    | 'one-click'
    | 'no-unsubscribe' // no List-Unsubscribe
    | 'no-post' // no List-Unsubscribe-Post
    | 'repeated' // one of the two fields several times (RFC 2369 3, RFC 8058 3.2: one each)
    | 'no-https' // 3.1: no https URI
    | 'several-https' // 3.1: one https URI
    | 'other-post' // 3.1: not the single pair List-Unsubscribe=One-Click
    | 'not-signed'; // 4: no valid signature covers both fields
  /** The https URI as written; null where there is not exactly one. */
  readonly uri: string | null;
}

/** Octets of a field that are read. */
export const MAX_VALUE = 16_384;

/**
 * Judges the values of all List-Unsubscribe and List-Unsubscribe-Post fields (byte strings, folds kept). `covered` has, for each
 * signature that is valid, the names of the fields it signs, in lower case. Nothing is opened.
 */
export function oneClick(
  unsubscribe: readonly string[],
  post: readonly string[],
  covered: readonly (readonly string[])[],
): OneClick {
  const [list] = unsubscribe;
  const [pair] = post;
  if (list === undefined) return { code: 'no-unsubscribe', uri: null };
  const https = urisOf(list.slice(0, MAX_VALUE)).filter((uri) => /^https:\/\/[^/]/i.test(uri));
  const uri = https.length === 1 ? (https[0] ?? null) : null;
  if (pair === undefined) return { code: 'no-post', uri };
  if (unsubscribe.length > 1 || post.length > 1) return { code: 'repeated', uri };
  if (uri === null) return { code: https.length === 0 ? 'no-https' : 'several-https', uri };
  // 2: a key and a value as in a form, not a list of parameters; folds around them are white space.
  if (pair.length > MAX_VALUE || pair.trim().toLowerCase() !== 'list-unsubscribe=one-click')
    return { code: 'other-post', uri };
  const signed = covered.some((names) => names.includes('list-unsubscribe') && names.includes('list-unsubscribe-post'));
  return { code: signed ? 'one-click' : 'not-signed', uri };
}

/** What stands in angles (RFC 2369 2), white space in them left off, comments and all between skipped. */
function urisOf(value: string): string[] {
  const uris: string[] = [];
  let depth = 0;
  for (let at = 0; at < value.length; at++) {
    const character = value.charAt(at);
    if (character === '(') depth++;
    else if (character === ')' && depth > 0) depth--;
    else if (character === '\\' && depth > 0) at++;
    else if (character === '<' && depth === 0) {
      const end = value.indexOf('>', at);
      if (end < 0) break;
      uris.push(value.slice(at + 1, end).replace(/[ \t\r\n]/g, ''));
      at = end;
    }
  }
  return uris;
}
