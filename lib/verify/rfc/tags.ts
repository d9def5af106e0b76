/**
 * Implements RFC 6376 3.2 tag lists ("v=1; a=rsa-sha256"), with UTF-8 in values (RFC 8616 3). DKIM and ARC fields, key records
 * and the records that took the form over (DMARC, MTA-STS) are written so.
 * Does not implement: what a tag means, which tags a list must have, folding white space inside a value (it is kept).
 *
 * A list with a fault still yields the tags that could be read: what may be forgiven is for the caller to say.
 */

/** Tags that are read. DKIM-Signature knows 14; unknown ones must be ignored, yet not without end. */
export const MAX_TAGS = 128;

export interface Tag {
  /** As written: names are case-sensitive (3.2). */
  readonly name: string;
  /** A byte string, white space around it left off. */
  readonly value: string;
  /** Where the value, with the white space around it, stands in the text: from after "=" up to ";" or the end. */
  readonly start: number;
  readonly end: number;
}

/** The first departure from the grammar. An empty tag is ";;" or a ";" at the beginning; one ";" at the end is allowed. */
export type TagFault = 'empty-tag' | 'no-equals' | 'bad-name' | 'bad-value' | 'duplicate-tag' | 'too-many-tags';

export interface TagList {
  /** In the order written, without those whose name is bad; duplicates are kept. */
  readonly tags: readonly Tag[];
  readonly fault: TagFault | null;
}

const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
const SEMICOLON = 59;

/** Reads `text`, a byte string, from `start` (in a field: its `valueAt`). Never throws. An empty text is an empty tag. */
export function readTags(text: string, start = 0): TagList {
  const tags: Tag[] = [];
  let fault: TagFault | null = null;
  let at = start;
  for (;;) {
    const found = text.indexOf(';', at);
    const end = found < 0 ? text.length : found;
    const nameAt = skipSpace(text, at, end);
    if (nameAt === end) {
      // 3.2: tag-list = tag-spec *( ";" tag-spec ) [ ";" ]
      if (found >= 0 || tags.length === 0) fault ??= 'empty-tag';
    } else if (tags.length === MAX_TAGS) {
      return { tags, fault: fault ?? 'too-many-tags' };
    } else {
      const equals = text.indexOf('=', nameAt);
      if (equals < 0 || equals > end) fault ??= 'no-equals';
      else {
        const nameEnd = skipSpaceBack(text, nameAt, equals);
        const name = text.slice(nameAt, nameEnd);
        if (!isName(name)) fault ??= 'bad-name';
        else {
          if (hasTag(tags, name)) fault ??= 'duplicate-tag';
          const valueAt = skipSpace(text, equals + 1, end);
          const value = text.slice(valueAt, skipSpaceBack(text, valueAt, end));
          if (!isValue(value)) fault ??= 'bad-value';
          tags.push({ name, value, start: equals + 1, end });
        }
      }
    }
    if (found < 0) return { tags, fault };
    at = end + 1;
  }
}

/** There are few: a set would cost more than it saves. */
function hasTag(tags: readonly Tag[], name: string): boolean {
  for (const tag of tags) if (tag.name === name) return true;
  return false;
}

function isSpace(code: number): boolean {
  return code === SPACE || code === TAB || code === LF || code === CR;
}

function skipSpace(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && isSpace(text.charCodeAt(at))) at++;
  return at;
}

function skipSpaceBack(text: string, start: number, from: number): number {
  let at = from;
  while (at > start && isSpace(text.charCodeAt(at - 1))) at--;
  return at;
}

/** tag-name = ALPHA *ALNUMPUNC, where ALNUMPUNC = ALPHA / DIGIT / "_". */
function isName(name: string): boolean {
  for (let at = 0; at < name.length; at++) {
    const code = name.charCodeAt(at);
    const letter = (code | 32) >= 97 && (code | 32) <= 122;
    if (letter || (at > 0 && ((code >= 48 && code <= 57) || code === 95))) continue;
    return false;
  }
  return name.length > 0;
}

/** VALCHAR is what can be seen but ";"; RFC 8616 adds UTF-8, so octets above 127 pass here. */
function isValue(value: string): boolean {
  for (let at = 0; at < value.length; at++) {
    const code = value.charCodeAt(at);
    if ((code < SPACE && !isSpace(code)) || code === 127 || code === SEMICOLON) return false;
  }
  return true;
}
