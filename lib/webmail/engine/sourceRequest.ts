import type { Expected, Route } from '../webmail';

/** What is asked for by a route; null where the page's markup points elsewhere: nothing is fetched from there. */
export function sourceRequest(
  route: Route,
  mail: Expected,
  document: Document,
): { readonly href: string; readonly init: RequestInit } | null {
  const request = route.url(mail, document);
  if (request === null || request.url.origin !== document.location.origin) return null;
  const { url, headers } = request;
  // the session goes to this origin alone: where the webmail sends on to another host, an answer to cookies would need that
  // host's consent to them, which Gmail's does not give
  return { href: url.href, init: { credentials: 'same-origin', cache: 'no-store', ...(headers ? { headers } : {}) } };
}
