/**
 * Implements a look at the beginning of a source that tells a mail (RFC 5322 2.1) from the pages a webmail answers instead of
 * it: a login form, an error, JSON.
 * Does not implement: any judgement of the mail itself.
 */
import { readFields } from './fields';

/** Lines before the blank one that may be no field, so that one broken line does not lose the mail. */
const MAX_BROKEN_LINES = 8;

/**
 * True if `source` (a byte string) starts with a header field, or an mbox "From " line and then one, has the blank line
 * that ends a head, and has at least one of From, Message-ID and Received.
 */
export function isHead(source: string): boolean {
  const { fields, bodyAt, cut } = readFields(source);
  if (bodyAt === null && cut === null) return false;
  const first = fields[0];
  if (!first) return false;
  const lead = first.name === '' && first.raw.startsWith('From ') ? fields[1] : first;
  if (!lead || !isPlainName(lead.name)) return false;
  let known = false;
  let broken = 0;
  for (const { name } of fields) {
    if (!isPlainName(name)) broken++;
    else if (isTrace(name)) known = true;
  }
  return known && broken <= MAX_BROKEN_LINES;
}

function isTrace(name: string): boolean {
  if (name.length !== 4 && name.length !== 8 && name.length !== 10) return false;
  const lower = name.toLowerCase();
  return lower === 'from' || lower === 'received' || lower === 'message-id';
}

/** Letters, digits, "-", "_" and ".": every field name in use, and neither markup nor JSON. */
function isPlainName(name: string): boolean {
  for (let at = 0; at < name.length; at++) {
    const code = name.charCodeAt(at);
    const letter = (code | 32) >= 97 && (code | 32) <= 122;
    const digit = code >= 48 && code <= 57;
    if (!letter && (at === 0 || (!digit && code !== 45 && code !== 95 && code !== 46))) return false;
  }
  return name.length > 0;
}
