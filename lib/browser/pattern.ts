/**
 * Match patterns of sites. Always without a port: Firefox takes a pattern with one, answers true and grants nothing, and
 * cookies, hence sessions, do not tell ports apart either. A pattern means every port of its host.
 */
export type Pattern =
  | { readonly ok: true; readonly pattern: string; readonly host: string }
  | { readonly ok: false; readonly code: 'site-empty' | 'site-not-web' | 'site-not-a-host' };

/** From what a person types or pastes: an origin, an address of a page, or a bare host (then https). */
export function patternOf(typed: string): Pattern {
  const text = typed.trim();
  if (text === '') return { ok: false, code: 'site-empty' };
  const scheme = text.indexOf('://');
  if (scheme >= 0 && !['http', 'https'].includes(text.slice(0, scheme).toLowerCase()))
    return { ok: false, code: 'site-not-web' };
  let url: URL;
  try {
    url = new URL(scheme < 0 ? `https://${text}` : text);
  } catch {
    return { ok: false, code: 'site-not-a-host' };
  }
  // `URL` lets through what a pattern would read as a wildcard
  if (url.hostname === '' || url.hostname.includes('*')) return { ok: false, code: 'site-not-a-host' };
  return { ok: true, pattern: `${url.protocol}//${url.hostname}/*`, host: url.hostname };
}

/** Whether a page lies under a pattern made here, or under `scheme://*.host/*`. */
export function isUnder(pattern: string, address: string): boolean {
  const rule = parsePattern(pattern);
  if (!rule) return false;
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return false;
  }
  if (`${rule.scheme}:` !== url.protocol) return false;
  return rule.subdomains
    ? url.hostname === rule.host || url.hostname.endsWith(`.${rule.host}`)
    : url.hostname === rule.host;
}

/** `https://mail.example.org/*` or `https://*.example.org/*`, no path of its own, no port; null for all else. */
export function parsePattern(pattern: string): { scheme: 'http' | 'https'; host: string; subdomains: boolean } | null {
  const scheme = pattern.startsWith('https://') ? 'https' : pattern.startsWith('http://') ? 'http' : null;
  if (!scheme || !pattern.endsWith('/*')) return null;
  const whole = pattern.slice(scheme.length + 3, -2);
  const subdomains = whole.startsWith('*.');
  const host = subdomains ? whole.slice(2) : whole;
  const clean = patternOf(`${scheme}://${host}`);
  return clean.ok && clean.host === host ? { scheme, host, subdomains } : null;
}
