/**
 * Header text is written by strangers. It is shown so that it cannot reorder, hide or forge what stands around it: control,
 * format and bidirectional characters become visible words, in brackets, and never act.
 */

/** C0 controls have pictures of their own in Unicode, from U+2400 on. */
const PICTURES = 0x2400;
/** Joiners: parts of ordinary words in Persian and Hindi, and of emoji. */
const JOINERS = new Set(['\u200c', '\u200d']);

/** A text of names: line ends and tabs become spaces, joiners stay. At most `limit` characters, then an ellipsis. */
export function visibleName(text: string, limit = 200): string {
  const short = clip(text, limit).replace(/[\t\r\n]+/g, ' ');
  return replaceHidden(short, (character) => (JOINERS.has(character) ? character : null));
}

/** Evidence: every hidden character is shown, joiners too; only the line ends of folded headers stay what they are. */
export function visibleEvidence(text: string): string {
  return replaceHidden(text.replaceAll('\r\n', '\n'), (character) =>
    character === '\n' || character === '\t' ? character : null,
  );
}

/**
 * A byte string (one unit for each octet) as text: UTF-8 where it is valid UTF-8, else ASCII with every other octet as `[E9]`,
 * because no label says which old charset it was. A string that is no byte string comes back as it is.
 */
export function decodeBytes(bytes: string): string {
  const octets = new Uint8Array(bytes.length);
  let ascii = true;
  for (let at = 0; at < bytes.length; at++) {
    const octet = bytes.charCodeAt(at);
    if (octet > 0xff) return bytes;
    if (octet > 0x7f) ascii = false;
    octets[at] = octet;
  }
  if (ascii) return bytes;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(octets);
  } catch {
    return bytes.replace(/[\x80-\xff]/g, (octet) => `[${hex(octet, 2)}]`);
  }
}

/** The first `limit` code points; an ellipsis stands for the rest. Never cuts a character in two. */
export function clip(text: string, limit: number): string {
  if (text.length <= limit) return text;
  // A code point is at most two units: no need to walk a text of megabytes.
  const points = Array.from(text.slice(0, 2 * limit + 2));
  return points.length <= limit ? points.join('') : `${points.slice(0, limit).join('')}…`;
}

function replaceHidden(text: string, keep: (character: string) => string | null): string {
  // One character a match, so this walks the text once whatever it holds. Cc: controls; Cf: bidi, zero-width, tags; Zl, Zp: separators.
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => keep(character) ?? nameOf(character));
}

function nameOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(PICTURES + code);
  if (code === 0x7f) return '\u2421';
  return `[U+${hex(character, 4)}]`;
}

function hex(character: string, width: number): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(width, '0');
}
