/**
 * Implements the address forms that mail headers hold: IPv4, IPv6 (RFC 4291 2.2), IPv4-mapped (as IPv4), "IPv6:" (RFC 5321
 * 4.1.3), scope ids (stripped), brackets; the canonical text of RFC 5952; CIDR networks; loopback and private ranges.
 * Does not implement: octal, hexadecimal or short IPv4.
 */

/** Eight 16-bit words; IPv4 as ::ffff:a.b.c.d, so that one comparison serves both. */
export type Words = readonly number[];

/** A network: an address and how many of its 128 bits count. */
export interface Network {
  readonly words: Words;
  readonly bits: number;
}

export type IpClass = 'loopback' | 'private' | 'public';

/** The longest text that can be an address: eight groups with a dotted tail, "IPv6:", brackets and a scope id. */
const MAX_TEXT = 80;

/** The address in canonical form (RFC 5952; mapped as IPv4; no scope id), or null if `text` is none. Brackets are allowed. */
export function readIp(text: string): string | null {
  const words = readWords(text);
  return words && writeIp(words);
}

/** Reads "192.0.2.0/24", "2001:db8::/32" or a single address; null if it is none or the length is out of range. */
export function readNetwork(text: string): Network | null {
  const slash = text.indexOf('/');
  const words = readWords((slash < 0 ? text : text.slice(0, slash)).trim());
  if (!words) return null;
  if (slash < 0) return { words, bits: 128 };
  const digits = text.slice(slash + 1).trim();
  if (digits.length === 0 || digits.length > 3 || !allDigits(digits)) return null;
  const v4 = isV4(words) && text.indexOf(':') < 0;
  const bits = Number(digits) + (v4 ? 96 : 0);
  return bits <= 128 ? { words, bits } : null;
}

/** True if `ip` is an address within `network`; an address that cannot be read is in none. */
export function inNetwork(ip: string, network: Network): boolean {
  const words = readWords(ip);
  return words !== null && isWithin(words, network);
}

/** True if the address with these words is within `network`: for who asks one address of many networks. */
export function isWithin(words: Words, network: Network): boolean {
  let left = network.bits;
  for (let index = 0; index < 8 && left > 0; index++, left -= 16) {
    const mask = left >= 16 ? 0xffff : (0xffff << (16 - left)) & 0xffff;
    if (((words[index] ?? 0) & mask) !== ((network.words[index] ?? 0) & mask)) return false;
  }
  return true;
}

/**
 * Loopback: 127/8, ::1. Private: RFC 1918, unique local (RFC 4193), link-local. 100.64/10 (RFC 6598) is shared between a
 * provider and its customers, so it is nobody's own network; documentation ranges stand for public addresses.
 */
export function ipClass(ip: string): IpClass {
  const words = readWords(ip);
  if (!words) return 'public';
  const first = words[0] ?? 0;
  if (!isV4(words)) {
    if (words[7] === 1 && words.every((word, index) => index === 7 || word === 0)) return 'loopback';
    return (first & 0xfe00) === 0xfc00 || (first & 0xffc0) === 0xfe80 ? 'private' : 'public';
  }
  const high = words[6] ?? 0;
  const octet = high >> 8;
  if (octet === 127) return 'loopback';
  const isPrivate = octet === 10 || (high & 0xfff0) === 0xac10 || high === 0xc0a8 || high === 0xa9fe;
  return isPrivate ? 'private' : 'public';
}

/** True for an IPv4 address, written as one or mapped into IPv6. */
export function isV4(words: Words): boolean {
  return words[5] === 0xffff && words[0] === 0 && words[1] === 0 && words[2] === 0 && words[3] === 0 && words[4] === 0;
}

function readWords(text: string): Words | null {
  if (text.length < 2 || text.length > MAX_TEXT) return null;
  let start = 0;
  let end = text.length;
  if (text.charCodeAt(0) === 91) {
    if (text.charCodeAt(end - 1) !== 93) return null;
    start++;
    end--;
  }
  if ((text.charCodeAt(start) | 32) === 105 && text.slice(start, start + 5).toLowerCase() === 'ipv6:') start += 5;
  const colon = text.indexOf(':', start);
  if (colon < 0 || colon >= end) {
    const v4 = readV4(text, start, end);
    return v4 < 0 ? null : [0, 0, 0, 0, 0, 0xffff, Math.floor(v4 / 65536), v4 % 65536];
  }
  return readV6(text, start, end);
}

/** The address as a number, or -1. Leading zeros are refused: some read them as octal. */
function readV4(text: string, start: number, end: number): number {
  let value = 0;
  let octet = -1;
  let dots = 0;
  let length = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 46) {
      if (octet < 0 || ++dots > 3) return -1;
      value = value * 256 + octet;
      octet = -1;
      length = 0;
    } else if (code >= 48 && code <= 57) {
      if (octet === 0 || ++length > 3) return -1;
      octet = (octet < 0 ? 0 : octet * 10) + code - 48;
      if (octet > 255) return -1;
    } else return -1;
  }
  return dots === 3 && octet >= 0 ? value * 256 + octet : -1;
}

function readV6(text: string, start: number, from: number): Words | null {
  const scope = text.indexOf('%', start);
  const end = scope < 0 ? from : scope;
  const words: number[] = [];
  let gap = -1;
  let at = start;
  if (text.charCodeAt(at) === 58) {
    if (text.charCodeAt(at + 1) !== 58) return null;
    gap = 0;
    at += 2;
  }
  while (at < end) {
    let value = 0;
    let length = 0;
    const wordStart = at;
    let code = text.charCodeAt(at);
    while (at < end && code !== 58 && code !== 46) {
      const digit =
        code >= 48 && code <= 57 ? code - 48 : (code | 32) >= 97 && (code | 32) <= 102 ? (code | 32) - 87 : -1;
      if (digit < 0 || ++length > 4) return null;
      value = value * 16 + digit;
      code = text.charCodeAt(++at);
    }
    if (at < end && code === 46) {
      const v4 = readV4(text, wordStart, end);
      if (v4 < 0 || words.length > 6) return null;
      words.push(Math.floor(v4 / 65536), v4 % 65536);
      at = end;
      break;
    }
    if (length === 0 || words.length === 8) return null;
    words.push(value);
    if (at === end) break;
    at++;
    if (at < end && text.charCodeAt(at) === 58) {
      if (gap >= 0) return null;
      gap = words.length;
      at++;
    } else if (at === end) return null;
  }
  if (gap < 0) return words.length === 8 ? words : null;
  const zeros = 8 - words.length;
  if (zeros < 1) return null;
  const all = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let index = 0; index < words.length; index++) all[index < gap ? index : index + zeros] = words[index] ?? 0;
  return all;
}

function writeIp(words: Words): string {
  if (isV4(words)) {
    const high = words[6] ?? 0;
    const low = words[7] ?? 0;
    return `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
  }
  // RFC 5952 4.2: the longest run of two or more zero words is shortened, the first of equals.
  let best = -1;
  let bestLength = 1;
  for (let index = 0; index < 8;) {
    let length = 0;
    while (index + length < 8 && words[index + length] === 0) length++;
    if (length > bestLength) {
      best = index;
      bestLength = length;
    }
    index += length || 1;
  }
  let text = '';
  for (let index = 0; index < 8; index++) {
    if (index === best) {
      text += '::';
      index += bestLength - 1;
    } else text += `${text === '' || text.endsWith(':') ? '' : ':'}${(words[index] ?? 0).toString(16)}`;
  }
  return text;
}

function allDigits(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) < 48 || text.charCodeAt(at) > 57) return false;
  return true;
}
