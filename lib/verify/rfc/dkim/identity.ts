/**
 * Implements RFC 6376 2.11 (DKIM-Quoted-Printable) and the identity of i= (3.5): [ local part ] "@" domain, with the domain as
 * A-labels (RFC 8616 4).
 * Does not implement: the local part's own grammar; it is kept as it is and means nothing here.
 */
import { readDomain } from '../domain';
import { readUtf8 } from '../utf8';

export interface Identity {
  /** A byte string; empty where none is stated. */
  readonly local: string;
  /** Lower-case A-labels. */
  readonly domain: string;
}

/** Null if there is no "@" or no domain behind the last one. */
export function readIdentity(value: string): Identity | null {
  const text = readQuoted(value);
  const at = text.lastIndexOf('@');
  const domain = at < 0 ? null : readDomain(readUtf8(text.slice(at + 1)));
  return domain === null ? null : { local: text.slice(0, at), domain };
}

/** The octets that DKIM-Quoted-Printable stands for: white space is dropped, "=41" is "A", a stray "=" stays. */
export function readQuoted(value: string): string {
  let text = '';
  let from = 0;
  for (let at = 0; at < value.length; at++) {
    const code = value.charCodeAt(at);
    const space = code === 32 || code === 9 || code === 10 || code === 13;
    const octet = code === 61 ? readHex(value, at + 1) : -1;
    if (!space && octet < 0) continue;
    text += value.slice(from, at);
    if (!space) {
      text += String.fromCharCode(octet);
      at += 2;
    }
    from = at + 1;
  }
  return from === 0 ? value : text + value.slice(from);
}

/** Two upper-case digits (2.11), or -1. */
function readHex(text: string, at: number): number {
  const high = '0123456789ABCDEF'.indexOf(text.charAt(at) || '?');
  const low = '0123456789ABCDEF'.indexOf(text.charAt(at + 1) || '?');
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}
