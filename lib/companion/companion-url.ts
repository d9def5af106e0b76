import { readResolverUrl } from '../dns/resolver-url';

/** Where a companion is a resolver, which people paste as well. */
const RESOLVER_PATH = 'dns-query';

/** A companion's token (RFC 6750 2.1). */
export const TOKEN = /^[\w.~+/-]{1,200}=*$/;

/**
 * The address of a companion as it is kept, a slash at its end, from what a person typed or pasted; null if it is none. HTTPS, but on
 * this machine: a token goes there.
 */
export function readCompanionUrl(typed: string): string | null {
  const read = readResolverUrl(typed);
  if (read === null || read.includes('?')) return null;
  const whole = read.endsWith(`/${RESOLVER_PATH}`) ? read.slice(0, -RESOLVER_PATH.length) : read;
  return whole.endsWith('/') ? whole : `${whole}/`;
}

/** The address of a companion as a resolver. */
export function resolverOf(companion: string): string {
  return companion + RESOLVER_PATH;
}
