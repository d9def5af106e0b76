/**
 * Implements the way from a byte string (message.ts) to text: UTF-8 (RFC 3629, 6532) where all of it is well-formed UTF-8,
 * else ISO 8859-1, the one reading that loses nothing. The core has no TextDecoder, and none of them reads ISO 8859-1.
 * Does not implement: encoded words, other character sets.
 */
export function readUtf8(bytes: string): string {
  let at = 0;
  while (at < bytes.length && bytes.charCodeAt(at) < 128) at++;
  if (at === bytes.length) return bytes;
  let text = bytes.slice(0, at);
  while (at < bytes.length) {
    const lead = bytes.charCodeAt(at);
    const more = lead < 0x80 ? 0 : lead < 0xc2 ? -1 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : lead < 0xf5 ? 3 : -1;
    if (more < 0) return bytes;
    let point = more === 0 ? lead : lead & (0x3f >> more);
    for (let step = 1; step <= more; step++) {
      const next = bytes.charCodeAt(at + step);
      if ((next & 0xc0) !== 0x80) return bytes;
      point = (point << 6) | (next & 0x3f);
    }
    // Overlong forms, surrogates and what lies beyond Unicode are not UTF-8 (RFC 3629 3).
    if ((more === 2 && point < 0x800) || (more === 3 && point < 0x10000)) return bytes;
    if ((point >= 0xd800 && point <= 0xdfff) || point > 0x10ffff) return bytes;
    text += String.fromCodePoint(point);
    at += more + 1;
  }
  return text;
}
