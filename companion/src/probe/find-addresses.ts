/** Addresses of a host, and how far DNSSEC vouches for them. */
import type { DnssecState } from '../../../lib/verify/posture';
import type { Lookup, Resolver } from '../dns/resolver';

export interface Found {
  readonly lookup: 'found' | 'none' | 'failed';
  readonly dnssec: DnssecState;
  /** The name that the host's leads to; itself if it is no alias. */
  readonly canonical: string;
  /** IPv4 first, sorted: the order of answers turns, and results are shared by address. */
  readonly ips: readonly string[];
}

/** Asks for both kinds. One that fails leaves the other. */
export async function findAddresses(resolver: Resolver, host: string): Promise<Found> {
  const [v4, v6] = await Promise.all([resolver.query(host, 'A'), resolver.query(host, 'AAAA')]);
  const ips = [v4, v6].flatMap((one) => (one.ok ? one.values.toSorted() : []));
  const failed = !v4.ok || !v6.ok;
  const canonical = [v4, v6].flatMap((one) => (one.ok && one.values.length > 0 ? [one.canonical] : []))[0];
  return {
    lookup: ips.length > 0 ? 'found' : failed ? 'failed' : 'none',
    dnssec: weaker(dnssecOf(v4), dnssecOf(v6)),
    canonical: canonical ?? host,
    ips,
  };
}

/** What DNSSEC says of an answer. A failed check is told from a failure to ask. */
export function dnssecOf(lookup: Lookup<unknown>): DnssecState {
  if (lookup.ok) return lookup.dnssec;
  return lookup.failure === 'bogus' ? 'bogus' : 'unknown';
}

const ORDER: readonly DnssecState[] = ['bogus', 'unknown', 'insecure', 'secure'];

function weaker(one: DnssecState, other: DnssecState): DnssecState {
  return ORDER.indexOf(one) < ORDER.indexOf(other) ? one : other;
}
