/**
 * Implements the way between byte strings (message.ts) and octets, and base64 (RFC 4648 4) as RFC 6376 2.10 has it in mail:
 * white space anywhere, the padding optional.
 * Does not implement: base64url, other encodings.
 */

/** Octets in memory of their own, as Web Crypto takes them. */
export type Octets = Uint8Array<ArrayBuffer>;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

const SPACE = 64;
const PAD = 65;
const STRAY = 66;

/** What each octet means in base64: 0–63, or one of the three above. */
const MEANING = Uint8Array.from({ length: 256 }, (_, code) => {
  if (code === 9 || code === 10 || code === 13 || code === 32) return SPACE;
  if (code === 61) return PAD;
  const value = ALPHABET.indexOf(String.fromCharCode(code));
  return value < 0 ? STRAY : value;
});

/** The octets of a byte string. */
export function toOctets(bytes: string): Octets {
  const octets = new Uint8Array(bytes.length);
  for (let at = 0; at < bytes.length; at++) octets[at] = bytes.charCodeAt(at);
  return octets;
}

/** Octets from which on a decoder is faster than taking them one by one. */
const MANY = 256;

/** UTF-16 in this machine's own order. */
const UTF_16 = new TextDecoder(new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 'utf-16le' : 'utf-16be');

/** The byte string of some octets. */
export function fromOctets(octets: Uint8Array): string {
  // Each octet as a unit of its own: no charset is named that octets do not mean themselves in ("latin1" is windows-1252).
  if (octets.length >= MANY) return UTF_16.decode(new Uint8Array(new Uint16Array(octets).buffer));
  let bytes = '';
  for (const octet of octets) bytes += String.fromCharCode(octet);
  return bytes;
}

/** The octets that `text` stands for; null if it is no base64. Bits left over in the last character are not looked at. */
export function readBase64(text: string): Octets | null {
  const octets = new Uint8Array((text.length * 3) >> 2);
  let length = 0;
  let digits = 0;
  let pads = 0;
  let bits = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const value = code > 255 ? STRAY : (MEANING[code] ?? STRAY);
    if (value === SPACE) continue;
    if (value === STRAY) return null;
    if (value === PAD) {
      pads++;
      continue;
    }
    if (pads > 0) return null;
    bits = ((bits << 6) | value) & 0xffffff;
    digits++;
    const rest = digits & 3;
    if (rest !== 1) octets[length++] = bits >> (rest === 0 ? 0 : rest === 3 ? 2 : 4);
  }
  // One digit alone is no octet; pads fill up to four or are left off.
  const rest = digits & 3;
  if (rest === 1 || (pads > 0 && pads !== (4 - rest) % 4)) return null;
  return octets.subarray(0, length);
}

/**
 * `text` as base64 in one line with its padding, so that two values for the same octets are the same; null if it is none, or
 * stands for no octets.
 */
export function tidyBase64(text: string): string | null {
  let tidy = '';
  let from = 0;
  let digits = 0;
  let pads = 0;
  let last = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const value = code > 255 ? STRAY : (MEANING[code] ?? STRAY);
    if (value < SPACE) {
      if (pads > 0) return null;
      digits++;
      last = value;
    } else {
      if (value === STRAY) return null;
      if (value === PAD) pads++;
      if (at > from) tidy += text.slice(from, at);
      from = at + 1;
    }
  }
  if (from < text.length) tidy += text.slice(from);
  const rest = digits & 3;
  if (digits === 0 || rest === 1 || (pads > 0 && pads !== (4 - rest) % 4)) return null;
  if (rest === 0) return tidy;
  // Bits that are left over in the last digit mean nothing.
  const clean = ALPHABET.charAt(last & (rest === 2 ? 48 : 60));
  return `${tidy.slice(0, -1)}${clean}${rest === 2 ? '==' : '='}`;
}

/** Base64 with its padding, in one line. */
export function writeBase64(octets: Uint8Array): string {
  let text = '';
  for (let at = 0; at < octets.length; at += 3) {
    const left = octets.length - at;
    const bits = ((octets[at] ?? 0) << 16) | ((octets[at + 1] ?? 0) << 8) | (octets[at + 2] ?? 0);
    text += ALPHABET.charAt(bits >> 18) + ALPHABET.charAt((bits >> 12) & 63);
    text += left > 1 ? ALPHABET.charAt((bits >> 6) & 63) : '=';
    text += left > 2 ? ALPHABET.charAt(bits & 63) : '=';
  }
  return text;
}
