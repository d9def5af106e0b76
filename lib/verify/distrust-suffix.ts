import { getPublicSuffix } from 'tldts';
import type { DmarcLookup } from './rfc/dmarc/discover';

/**
 * The lookup with an Organizational Domain taken for unknown where it is a public suffix above the author's domain. Some of those
 * that sell names under their own (as under uk.com) publish a record there without psd=y. By RFC 9989 4.10.2 all their customers
 * are then one organisation, and each aligns with every other.
 */
export function distrustSuffix(lookup: DmarcLookup): DmarcLookup {
  const { author, organisation } = lookup.policy;
  if (organisation === null || organisation === author) return lookup;
  const suffix = getPublicSuffix(organisation, { allowPrivateDomains: true, extractHostname: false });
  return suffix === organisation ? { ...lookup, policy: { ...lookup.policy, organisation: null } } : lookup;
}
