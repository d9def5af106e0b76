/**
 * Implements RFC 5322 3.4 (mailbox, group, address-list) with the obsolete forms of 4.4 (dots in phrases, routes, comments
 * and folds between all tokens) and RFC 6532 (UTF-8), as far as one question needs: whose domain stands in From?
 * Does not implement: display names, local parts (they are skipped, never compared).
 */
import type { Field } from '../message';
import { readDomain } from './domain';
import { readUtf8 } from './utf8';

/** Octets of a From value that are read; more than that is not an author but an attack. */
const MAX_VALUE = 65_536;

/**
 * The domain of the only mailbox in the only From field as a lower-case A-label; null where From is missing, repeated, cannot
 * be parsed, names no or several mailboxes, or an address literal. `"<a@bank.example>" <x@evil.example>` is evil.example.
 */
export function authorDomain(fields: readonly Field[]): string | null {
  let only: Field | null = null;
  for (const field of fields) {
    if (field.name.length !== 4 || field.name.toLowerCase() !== 'from') continue;
    if (only) return null;
    only = field;
  }
  if (!only || only.raw.length - only.valueAt > MAX_VALUE) return null;
  const domains = mailboxDomains(only.raw, only.valueAt);
  return domains?.length === 1 ? readDomain(readUtf8(domains[0] ?? '')) : null;
}

interface Scan {
  readonly text: string;
  at: number;
}

/** The domain of each mailbox in an address-list, as written without comments and folds; null if the list cannot be parsed. */
export function mailboxDomains(text: string, start: number): readonly string[] | null {
  const scan: Scan = { text, at: start };
  const domains: string[] = [];
  let inGroup = false;
  for (;;) {
    if (!skip(scan)) return null;
    const code = text.charCodeAt(scan.at);
    if (scan.at >= text.length) return inGroup ? null : domains;
    if (code === 44) {
      // 4.4: empty list members are allowed.
      scan.at++;
      continue;
    }
    if (code === 59) {
      if (!inGroup) return null;
      inGroup = false;
      scan.at++;
      continue;
    }
    const found = mailbox(scan);
    if (found === null) return null;
    if (found === GROUP) {
      if (inGroup) return null;
      inGroup = true;
      continue;
    }
    domains.push(found);
    if (!skip(scan)) return null;
    const next = text.charCodeAt(scan.at);
    if (scan.at < text.length && next !== 44 && next !== 59) return null;
  }
}

/** What `mailbox` answers after "name:", where a group begins. No domain can be this. */
const GROUP = ':';

/** Reads one mailbox: words, then "@domain", "<…>" or ":". A phrase may hold anything a client put there, "@" among it. */
function mailbox(scan: Scan): string | null {
  const { text } = scan;
  let domain: string | null = null;
  let words = 0;
  for (;;) {
    if (!skip(scan)) return null;
    const code = text.charCodeAt(scan.at);
    if (scan.at >= text.length || code === 44 || code === 59) return domain;
    if (code === 60) return angle(scan);
    if (code === 58) {
      scan.at++;
      return words > 0 && domain === null ? GROUP : null;
    }
    if (code === 64) {
      if (words === 0) return null;
      if (domain !== null) {
        if (!leadsToAngle(scan)) return null;
        continue;
      }
      scan.at++;
      domain = readDomainText(scan);
      if (domain === null) return null;
      continue;
    }
    if (!word(scan)) return null;
    // "a@b.example c" is neither an address nor, without "<", a phrase: nothing may follow but an angle address.
    if (domain !== null && !leadsToAngle(scan)) return null;
    words++;
  }
}

/** True if, past words and "@", an angle address follows: `a@bank.example Bank <x@evil.example>` is evil.example. */
function leadsToAngle(scan: Scan): boolean {
  const ahead: Scan = { text: scan.text, at: scan.at };
  for (;;) {
    if (!skip(ahead) || ahead.at >= ahead.text.length) return false;
    const code = ahead.text.charCodeAt(ahead.at);
    if (code === 60) {
      // Everything up to "<" was a phrase, and the caller goes on from it.
      scan.at = ahead.at;
      return true;
    }
    if (code === 64) ahead.at++;
    else if (!word(ahead)) return false;
  }
}

/** "<" [obs-route] addr-spec ">" */
function angle(scan: Scan): string | null {
  const { text } = scan;
  scan.at++;
  if (!skip(scan)) return null;
  if (text.charCodeAt(scan.at) === 64) {
    // 4.4 obs-route: "@a,@b:". Its domains are no authors.
    for (;;) {
      if (!skip(scan)) return null;
      const code = text.charCodeAt(scan.at);
      if (code === 58) break;
      if (code === 44) scan.at++;
      else if (code === 64) {
        scan.at++;
        if (readDomainText(scan) === null) return null;
      } else return null;
    }
    scan.at++;
  }
  let words = 0;
  for (;;) {
    if (!skip(scan)) return null;
    if (text.charCodeAt(scan.at) === 64) break;
    if (!word(scan)) return null;
    words++;
  }
  if (words === 0) return null;
  scan.at++;
  const domain = readDomainText(scan);
  if (domain === null || !skip(scan) || text.charCodeAt(scan.at) !== 62) return null;
  scan.at++;
  return domain;
}

/** A dot-atom with comments and folds between its parts, or a literal with its brackets. */
function readDomainText(scan: Scan): string | null {
  const { text } = scan;
  if (!skip(scan)) return null;
  if (text.charCodeAt(scan.at) === 91) {
    const end = text.indexOf(']', scan.at);
    if (end < 0) return null;
    const literal = text.slice(scan.at, end + 1);
    scan.at = end + 1;
    return literal;
  }
  let domain = '';
  for (;;) {
    const start = scan.at;
    while (scan.at < text.length && isAtom(text.charCodeAt(scan.at))) scan.at++;
    if (scan.at === start) return domain.length > 0 ? domain : null;
    // "a.example b" is two words: parts are joined only by a dot.
    if (domain.length > 0 && !domain.endsWith('.') && text.charCodeAt(start) !== 46) {
      scan.at = start;
      return domain;
    }
    domain += text.slice(start, scan.at);
    if (!skip(scan)) return null;
  }
}

/** One word: an atom (dots included, 4.1 obs-phrase) or a quoted string. False if neither stands here. */
function word(scan: Scan): boolean {
  const { text } = scan;
  if (text.charCodeAt(scan.at) === 34) {
    for (scan.at++; scan.at < text.length; scan.at++) {
      const code = text.charCodeAt(scan.at);
      if (code === 92) scan.at++;
      else if (code === 34) {
        scan.at++;
        return true;
      }
    }
    return false;
  }
  const start = scan.at;
  while (scan.at < text.length && isAtom(text.charCodeAt(scan.at))) scan.at++;
  return scan.at > start;
}

/** atext and ".", UTF-8 octets; not the specials of 3.2.3, white space or controls. */
function isAtom(code: number): boolean {
  if (code <= 32 || code === 127) return false;
  switch (code) {
    case 34: // "
    case 40: // (
    case 41: // )
    case 44: // ,
    case 58: // :
    case 59: // ;
    case 60: // <
    case 62: // >
    case 64: // @
    case 91: // [
    case 92: // backslash
    case 93: // ]
      return false;
    default:
      return true;
  }
}

/** White space and nested comments. False if a comment is left open. */
function skip(scan: Scan): boolean {
  let depth = 0;
  for (; scan.at < scan.text.length; scan.at++) {
    const code = scan.text.charCodeAt(scan.at);
    if (code === 40) depth++;
    else if (depth === 0) {
      if (code !== 32 && code !== 9 && code !== 10 && code !== 13) return true;
    } else if (code === 41) depth--;
    else if (code === 92) scan.at++;
  }
  scan.at = Math.min(scan.at, scan.text.length);
  return depth === 0;
}
