/**
 * Implements the way from a domain as written to the form domains are compared in: lower-case A-labels (RFC 5890) without a
 * trailing dot. `URL` carries the IDNA table, so none is shipped.
 * Does not implement: address literals; the rule that a host name has no underscore.
 */

const MAX_DOMAIN = 253;

/** The domain as lower-case A-labels, or null if `text` is no domain name (empty, a literal, an address, stray characters). */
export function readDomain(text: string): string | null {
  const name = text.endsWith('.') ? text.slice(0, -1) : text;
  if (name.length === 0 || name.length > MAX_DOMAIN) return null;
  let ascii = true;
  let label = 0;
  let digits = true;
  for (let at = 0; at < name.length; at++) {
    const code = name.charCodeAt(at);
    if (code === 46) {
      if (label === 0) return null;
      label = 0;
      digits = true;
      continue;
    }
    label++;
    if (code >= 128) ascii = false;
    const letter = (code | 32) >= 97 && (code | 32) <= 122;
    const digit = code >= 48 && code <= 57;
    if (!digit) digits = false;
    // Underscores are no host names, but there are mail domains with them.
    if (code < 128 && !letter && !digit && code !== 45 && code !== 95) return null;
  }
  // A last label of digits is an address (WHATWG URL would make 1.2.3 one).
  if (label === 0 || digits) return null;
  if (ascii) return name.toLowerCase();
  try {
    // All ASCII now; what were digits of another script may be an address.
    return readDomain(new URL(`http://${name}/`).hostname);
  } catch {
    return null;
  }
}
