/**
 * Reads a Content-Type (RFC 2045 5.1) as far as content protection is told by it: type, subtype and parameters, with comments and
 * folds between them and quoted values. Continued and encoded parameters (RFC 2231) are not put together: those asked for here
 * never need them.
 */
import { skip, type Scan } from '../rfc/address/scan';

export interface ContentType {
  /** Type and subtype in lower case. */
  readonly type: string;
  /** Names in lower case, values as written without quotation marks; of two of a name the first. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** Octets of a value that are read; real ones have some 200. */
export const MAX_VALUE = 8_192;
/** Parameters that are kept. */
export const MAX_PARAMETERS = 16;

/** `value` is a byte string, without the field's name. Null where it does not begin with a type and a subtype. */
export function readContentType(value: string): ContentType | null {
  const scan: Scan = { text: value.slice(0, MAX_VALUE), at: 0 };
  const major = token(scan);
  if (major === '' || !mark(scan, '/')) return null;
  const minor = token(scan);
  if (minor === '') return null;
  const parameters = new Map<string, string>();
  while (parameters.size < MAX_PARAMETERS && mark(scan, ';')) {
    const name = token(scan).toLowerCase();
    // A stray ";" is common; what else cannot be read ends the reading.
    if (name === '') continue;
    if (!mark(scan, '=')) break;
    const given = quoted(scan) ?? bare(scan);
    if (!parameters.has(name)) parameters.set(name, given);
  }
  return { type: `${major}/${minor}`.toLowerCase(), parameters };
}

function mark(scan: Scan, character: string): boolean {
  skip(scan);
  if (scan.text[scan.at] !== character) return false;
  scan.at++;
  return true;
}

/** RFC 2045 5.1: no tspecials, white space or controls. */
function token(scan: Scan): string {
  skip(scan);
  const start = scan.at;
  while (scan.at < scan.text.length) {
    const code = scan.text.charCodeAt(scan.at);
    if (code <= 32 || code >= 127 || '()<>@,;:\\"/[]?='.includes(scan.text.charAt(scan.at))) break;
    scan.at++;
  }
  return scan.text.slice(start, scan.at);
}

/** A value without quotation marks: a token by the rule, but "protocol=application/pgp-signature" is written as well. */
function bare(scan: Scan): string {
  skip(scan);
  const start = scan.at;
  while (scan.at < scan.text.length && !' \t\r\n;("'.includes(scan.text.charAt(scan.at))) scan.at++;
  return scan.text.slice(start, scan.at);
}

function quoted(scan: Scan): string | null {
  skip(scan);
  if (scan.text[scan.at] !== '"') return null;
  let value = '';
  for (scan.at++; scan.at < scan.text.length; scan.at++) {
    const character = scan.text.charAt(scan.at);
    if (character === '"') {
      scan.at++;
      return value;
    }
    if (character === '\\') scan.at++;
    value += scan.text.charAt(scan.at);
  }
  return value;
}
