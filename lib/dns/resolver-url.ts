const MAX_URL = 1_000;
/** RFC 8484 3 names a resolver by a URI template; all that are in use end so. */
const TEMPLATE = '{?dns}';

/**
 * The address of a resolver as it is kept and asked, from what a person typed or pasted; null if it is none. HTTPS, as RFC 8484
 * 5 demands; over plain HTTP only on this machine, where a service of one's own may listen.
 */
export function readResolverUrl(typed: string): string | null {
  const text = typed.trim();
  if (text.length > MAX_URL) return null;
  let url: URL;
  try {
    url = new URL(text.endsWith(TEMPLATE) ? text.slice(0, -TEMPLATE.length) : text);
  } catch {
    return null;
  }
  if (url.username !== '' || url.password !== '' || url.hash !== '' || url.hostname === '') return null;
  // what is left of another template would be asked literally
  if (/[{}]|%7b|%7d/i.test(url.href)) return null;
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isThisMachine(url.hostname))) return null;
  return url.href;
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}
