/** What a person typed as a domain. `code` is a reason for `ui_refused_…`. */
export type DomainEntry =
  | { readonly ok: true; readonly domain: string }
  | { readonly ok: false; readonly code: 'domain-empty' | 'domain-not-a-domain' | 'domain-one-label' };

/** Octets of a name in DNS, without the final dot (RFC 1035 section 2.3.4). */
const MAX_DOMAIN = 253;

/** Takes `Example.org`, `@example.org`, `anna@example.org`, `https://example.org/x`, `日本.example`; gives the A-label form. */
export function domainEntry(typed: string): DomainEntry {
  let text = typed.trim();
  if (text === '') return { ok: false, code: 'domain-empty' };
  const scheme = text.indexOf('://');
  if (scheme >= 0) text = text.slice(scheme + 3);
  else text = text.slice(text.lastIndexOf('@') + 1);
  if (text.startsWith('*.')) text = text.slice(2);
  const host = hostOf(text);
  if (host === null) return { ok: false, code: 'domain-not-a-domain' };
  return host.includes('.') ? { ok: true, domain: host } : { ok: false, code: 'domain-one-label' };
}

function hostOf(text: string): string | null {
  let host: string;
  try {
    host = new URL(`https://${text}`).hostname;
  } catch {
    return null;
  }
  if (host.endsWith('.')) host = host.slice(0, -1);
  const labels = host.split('.');
  const wellFormed = labels.every(
    (label) =>
      label.length >= 1 &&
      label.length <= 63 &&
      /^[a-z0-9_-]+$/.test(label) &&
      !label.startsWith('-') &&
      !label.endsWith('-'),
  );
  // A last label of digits is an address, not a name.
  return host.length <= MAX_DOMAIN && wellFormed && !/^\d+$/.test(labels.at(-1) ?? '') ? host : null;
}
