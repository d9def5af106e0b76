/**
 * Implements RFC 7208 7.1: the syntax of macro-string, domain-spec and explain-string.
 * Does not implement: expansion (expand.ts).
 */

/** As written in lower case; `c`, `r` and `t` stand in explanations only (7.2). */
export type MacroLetter = 's' | 'l' | 'o' | 'd' | 'i' | 'p' | 'v' | 'h' | 'c' | 'r' | 't';

export interface Macro {
  readonly letter: MacroLetter;
  /** An upper-case letter: the value is URL-escaped (7.3). */
  readonly escape: boolean;
  /** How many right-hand parts are kept; 0 keeps all. */
  readonly keep: number;
  readonly reverse: boolean;
  /** The characters that part the value; empty means ".". */
  readonly delimiters: string;
}

/** Literal text, `%%`, `%_` and `%-` already put in, and macros. */
export type MacroString = readonly (string | Macro)[];

/** What may stand in the text: `name` is asked of DNS, `modifier` is one that nobody knows, `explanation` may have spaces. */
export type MacroPlace = 'name' | 'modifier' | 'explanation';

const PERCENT = 37;

/** Names have at most 127 labels; more parts than that are all of them. */
const MAX_KEEP = 1000;

interface Scanned {
  readonly parts: MacroString;
  /** Where the literal text after the last macro-expand begins. */
  readonly tail: number;
}

/** Reads a macro-string; null where it breaks the grammar. */
export function readMacros(text: string, place: MacroPlace): MacroString | null {
  return scan(text, place)?.parts ?? null;
}

/** Reads a domain-spec: a macro-string that ends in a macro or in "." and a toplabel. Null where it breaks the grammar. */
export function readDomainSpec(text: string): MacroString | null {
  const scanned = scan(text, 'name');
  if (!scanned || text.length === 0) return null;
  // Syntax is that of the text as written: what macros expand to may be no name at all (4.8).
  return scanned.tail === text.length || endsInToplabel(text, scanned.tail) ? scanned.parts : null;
}

/** True if an expansion would hold the sender's local part. */
export function holdsLocalPart(parts: MacroString): boolean {
  return holds(parts, 'sl');
}

/** True if one of the macros has one of these letters. */
export function holds(parts: MacroString, letters: string): boolean {
  return parts.some((part) => typeof part !== 'string' && letters.includes(part.letter));
}

function scan(text: string, place: MacroPlace): Scanned | null {
  const parts: (string | Macro)[] = [];
  let literal = '';
  let start = 0;
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code !== PERCENT) {
      if (code > 0x7e || (code < 0x21 && !(code === 32 && place === 'explanation'))) return null;
      at++;
      continue;
    }
    literal += text.slice(start, at);
    const next = text[at + 1];
    if (next === '{') {
      const close = text.indexOf('}', at);
      const macro = close < 0 ? null : readMacro(text, at + 2, close, place);
      if (!macro) return null;
      if (literal !== '') parts.push(literal);
      literal = '';
      parts.push(macro);
      at = close + 1;
    } else {
      if (next === '%') literal += '%';
      else if (next === '_') literal += ' ';
      else if (next === '-') literal += '%20';
      else return null;
      at += 2;
    }
    start = at;
  }
  literal += text.slice(start);
  if (literal !== '') parts.push(literal);
  return { parts, tail: start };
}

/** macro-letter transformers *delimiter, between the braces. */
function readMacro(text: string, from: number, end: number, place: MacroPlace): Macro | null {
  const written = text[from] ?? '';
  const letter = from < end ? readLetter(written.toLowerCase(), place) : null;
  if (letter === null) return null;
  let at = from + 1;
  let keep = 0;
  const digits = at;
  for (; at < end; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) break;
    keep = Math.min(keep * 10 + digit, MAX_KEEP);
  }
  // 7.1: "the DIGIT transformer … MUST be nonzero".
  if (at > digits && keep === 0) return null;
  const reverse = at < end && (text[at] === 'r' || text[at] === 'R');
  if (reverse) at++;
  const delimiters = text.slice(at, end);
  for (const one of delimiters) if (!'.-+,/_='.includes(one)) return null;
  return { letter, escape: written !== letter, keep, reverse, delimiters };
}

function readLetter(letter: string, place: MacroPlace): MacroLetter | null {
  switch (letter) {
    case 's':
    case 'l':
    case 'o':
    case 'd':
    case 'i':
    case 'p':
    case 'v':
    case 'h':
      return letter;
    case 'c':
    case 'r':
    case 't':
      return place === 'name' ? null : letter;
    default:
      return null;
  }
}

/** True if `text` from `from` on ends in "." toplabel [ "." ]. */
function endsInToplabel(text: string, from: number): boolean {
  const end = text.endsWith('.') ? text.length - 1 : text.length;
  const dot = end > 0 ? text.lastIndexOf('.', end - 1) : -1;
  const start = dot + 1;
  if (dot < from || start >= end || text[start] === '-' || text[end - 1] === '-') return false;
  let digits = true;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    const digit = code >= 48 && code <= 57;
    const letter = (code | 32) >= 97 && (code | 32) <= 122;
    if (!digit && !letter && code !== 45) return false;
    if (!digit) digits = false;
  }
  return !digits;
}
