/**
 * Implements RFC 5322 2.1–2.2 and the obsolete form of 4.5 (white space before the colon; a fold too): a mail's head as raw fields.
 * Does not implement: any field's own syntax, unfolding.
 *
 * Nothing is lost: a line that is no field (no colon, an mbox "From " line, control characters in the name) is kept as a
 * `Field` with an empty name, so one bad line never hides the rest and nobody takes it for a field.
 */
import type { Field } from '../message';

/** Octets of a head that are read. Real heads stay under 300 kB; the rest is not looked at, and `cut` says so. */
export const MAX_HEAD_BYTES = 1_048_576;

/** Fields that are read. Real mails have some 200 at most. */
export const MAX_FIELDS = 4_096;

export interface Head {
  readonly fields: readonly Field[];
  /** Offset of the first octet of the body, or null where no blank line ends the head. */
  readonly bodyAt: number | null;
  /** Which limit stopped the reading; null if everything was read. */
  readonly cut: 'bytes' | 'fields' | null;
}

const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
const COLON = 58;

/** Reads the head of `source`, a byte string (message.ts) that may or may not go on with the body. Never throws. */
export function readFields(source: string): Head {
  const fields: Field[] = [];
  const end = Math.min(source.length, MAX_HEAD_BYTES);
  // A lone CR is content (RFC 5322 2.3), else a HELO or subject holding one could make a field of its own. Only where
  // no LF exists at all is CR the line end.
  const eol = source.indexOf('\n') < 0 ? '\r' : '\n';
  let start = 0;
  let at = 0;
  while (at < end) {
    const found = source.indexOf(eol, at);
    const lineEnd = found < 0 || found >= end ? end : found;
    const textEnd = eol === '\n' && lineEnd > at && source.charCodeAt(lineEnd - 1) === CR ? lineEnd - 1 : lineEnd;
    const next = lineEnd < end ? lineEnd + 1 : end;
    // A line of nothing ends the head; one of white space alone continues the field (4.2, obs-FWS).
    if (textEnd === at) {
      const ended = lineEnd < source.length && lineEnd < MAX_HEAD_BYTES;
      return { fields, bodyAt: ended ? lineEnd + 1 : null, cut: ended || end === source.length ? null : 'bytes' };
    }
    const following = next < end ? source.charCodeAt(next) : 0;
    if (following !== SPACE && following !== TAB) {
      if (fields.length === MAX_FIELDS) return { fields, bodyAt: null, cut: 'fields' };
      fields.push(readField(source, start, textEnd));
      start = next;
    }
    at = next;
  }
  return { fields, bodyAt: null, cut: end < source.length ? 'bytes' : null };
}

function readField(source: string, start: number, end: number): Field {
  const raw = source.slice(start, end);
  let at = 0;
  let code = raw.charCodeAt(0);
  while (at < raw.length && code > SPACE && code < 127 && code !== COLON) code = raw.charCodeAt(++at);
  const nameEnd = at;
  // Not even the obsolete form allows a fold here, but there are readers who show such a From, so it must not hide.
  while (at < raw.length && (code === SPACE || code === TAB || code === CR || code === LF)) code = raw.charCodeAt(++at);
  if (nameEnd === 0 || at >= raw.length || code !== COLON) return { name: '', raw, valueAt: 0 };
  return { name: raw.slice(0, nameEnd), raw, valueAt: at + 1 };
}
