import { getDomain } from 'tldts';
import { readDomain } from './rfc/domain';
import { receivers } from './receivers/index';

const WITH_PRIVATE_SECTION = { allowPrivateDomains: true, extractHostname: false, validateHostname: false } as const;

/** Names that anybody may use inside a network (RFC 8375, RFC 6762; ICANN's "internal"): they name no organisation. */
const INSIDE_ONLY = new Set([
  'internal',
  'local',
  'localhost',
  'localdomain',
  'lan',
  'home',
  'corp',
  'intranet',
  'arpa',
  'invalid',
]);

/** Gives the organisation of a host name, or null where a name shows none. */
export type OrganisationOf = (host: string | null) => string | null;

/**
 * The registrable domain of a host, private section of the Public Suffix List included (a customer's page under github.io
 * is not its neighbour's organisation). Null for addresses, names without a dot, public suffixes, and inside-only names.
 */
export function registrable(text: string): string | null {
  const host = readDomain(text);
  if (host === null || !host.includes('.') || INSIDE_ONLY.has(host.slice(host.lastIndexOf('.') + 1))) return null;
  return getDomain(host, WITH_PRIVATE_SECTION);
}

/** One organisation's several domains, from its receiver's file: office365.com is outlook.com. */
const families = new Map<string, string>();
for (const { by } of receivers) {
  const domains = by.map(registrable).filter((domain) => domain !== null);
  for (const domain of domains) families.set(domain, domains[0] ?? domain);
}

/** A lookup that remembers what it was asked; made anew for each mail, so that it never grows. */
export function organisations(): OrganisationOf {
  const known = new Map<string, string | null>();
  return (host) => {
    if (host === null) return null;
    let found = known.get(host);
    if (found === undefined) {
      const domain = registrable(host);
      found = domain === null ? null : (families.get(domain) ?? domain);
      known.set(host, found);
    }
    return found;
  };
}
