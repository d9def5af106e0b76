/**
 * Implements the comparison of domain names, label by label and without regard to case (RFC 1034 3.1, 5890 2.3.2.4).
 * Does not implement: what is a domain at all, and A-labels (domain.ts).
 */

/** A host name as compared: lower case, without the root's dot (Gmail writes "mx.example.com."). */
export function hostName(name: string): string {
  const lower = name.toLowerCase();
  return lower.endsWith('.') ? lower.slice(0, -1) : lower;
}

/**
 * True if `host` is `domain` or stands below it, label by label: evilexample.com is not under example.com. Both as
 * `hostName` gives them.
 */
export function isUnder(host: string, domain: string): boolean {
  if (domain === '' || !host.endsWith(domain)) return false;
  return host.length === domain.length || host.charCodeAt(host.length - domain.length - 1) === 0x2e;
}
