/**
 * Implements RFC 7208 7.3: expansion of macros, transformers and URL escapes, and the cut of names at 253 octets.
 * Does not implement: where the values come from; whether they may be used.
 */
import type { Macro, MacroLetter, MacroString } from './macro';

/** The value of a macro as a byte string, before its transformers. */
export type MacroValue = (letter: MacroLetter) => string;

/** 7.3: a longer name loses labels on its left. */
const MAX_NAME = 253;

/** No label reaches further to the left of a name's last 253 octets, so what stands before that is cut whatever it is. */
const ENOUGH = MAX_NAME * 2;

/** The name to ask for, lower case and without a trailing dot. It may be no name at all: see `isAskable`. */
export function expandName(parts: MacroString, value: MacroValue): string {
  // From the right, for only the end counts: a record could ask for megabytes.
  let name = '';
  for (let index = parts.length - 1; index >= 0 && name.length < ENOUGH; index--)
    name = expandPart(parts[index] ?? '', value) + name;
  if (name.endsWith('.')) name = name.slice(0, -1);
  if (name.length > MAX_NAME) {
    const dot = name.indexOf('.', name.length - MAX_NAME - 1);
    name = dot < 0 ? '' : name.slice(dot + 1);
  }
  return name.toLowerCase();
}

/** The text of an explanation, at most `max` octets and one more where it was longer. */
export function expandText(parts: MacroString, value: MacroValue, max: number): string {
  let text = '';
  for (let index = 0; index < parts.length && text.length <= max; index++)
    text += expandPart(parts[index] ?? '', value);
  return text.slice(0, max + 1);
}

/** True if DNS can be asked for `name`: two labels or more of 1 to 63 octets, printable, and no "\" that would be an escape. */
export function isAskable(name: string): boolean {
  if (name.length > MAX_NAME) return false;
  let label = 0;
  let labels = 1;
  for (let at = 0; at < name.length; at++) {
    const code = name.charCodeAt(at);
    if (code === 46) {
      if (label === 0) return false;
      label = 0;
      labels++;
    } else if (code < 0x20 || code > 0x7e || code === 92 || ++label > 63) return false;
  }
  return label > 0 && labels > 1;
}

function expandPart(part: string | Macro, value: MacroValue): string {
  if (typeof part === 'string') return part;
  const text = transform(part, value(part.letter));
  return part.escape ? escapeUrl(text) : text;
}

function transform({ keep, reverse, delimiters }: Macro, value: string): string {
  if (keep === 0 && !reverse && delimiters === '') return value;
  const parts = split(value, delimiters === '' ? '.' : delimiters);
  if (reverse) parts.reverse();
  return (keep > 0 ? parts.slice(-keep) : parts).join('.');
}

function split(value: string, delimiters: string): string[] {
  const parts: string[] = [];
  let start = 0;
  for (let at = 0; at < value.length; at++) {
    if (!delimiters.includes(value[at] ?? '')) continue;
    parts.push(value.slice(start, at));
    start = at + 1;
  }
  parts.push(value.slice(start));
  return parts;
}

/** All but RFC 3986 2.3 "unreserved" becomes %XX, octet by octet. */
function escapeUrl(text: string): string {
  let escaped = '';
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const letter = (code | 32) >= 97 && (code | 32) <= 122;
    const plain = letter || (code >= 48 && code <= 57) || code === 45 || code === 46 || code === 95 || code === 126;
    escaped += plain ? text[at] : `%${(code & 255).toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return escaped;
}
