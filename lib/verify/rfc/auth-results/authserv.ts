import { readDomain } from '../domain';
import { isUnder } from '../under';

/** An authserv-id as compared: without regard to case, domains as A-labels (RFC 8601 2.5). */
function comparable(id: string): string {
  return readDomain(id) ?? id.toLowerCase();
}

/**
 * True if an authserv-id is one of `ids`, or a host under one that is a domain, label by label: "mx.evilexample.com" is not
 * under example.com, and nothing is under "localhost".
 */
export function isProviders(authserv: string, ids: readonly string[]): boolean {
  const found = comparable(authserv);
  return ids.some((id) => {
    const own = comparable(id);
    if (own === '' || found === '') return false;
    return found === own || (own.includes('.') && isUnder(found, own));
  });
}
