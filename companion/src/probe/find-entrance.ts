/** Where a domain's mail goes in (RFC 5321 5.1, RFC 7505), and what DNS says of each host. Nobody is connected to. */
import type { MxPosture, PostureSeen, TlsaPosture } from '../../../lib/verify/posture';
import { usableTlsa } from '../../../lib/verify/rfc/tlsa';
import type { Resolver, Tlsa } from '../dns/resolver';
import { dnssecOf, findAddresses, type Found } from './find-addresses';

/** A domain of a thousand MX is not to send us to a thousand hosts. */
const MAX_HOSTS = 5;
const MAX_ADDRESSES = 2;
const MAX_RECORDS = 20;
const MAX_DATA = 128;

export interface EntranceHost extends Omit<MxPosture, 'mtaStsMatch' | 'addresses'> {
  /** Those to connect to. */
  readonly ips: readonly string[];
  /** All TLSA records, if they are a secure set. */
  readonly records: readonly Tlsa[] | null;
}

export interface Entrance extends Omit<PostureSeen['mx'], 'hosts'> {
  readonly hosts: readonly EntranceHost[];
}

interface Mx {
  readonly preference: number;
  readonly exchange: string;
}

/** Asks DNS for all of it. Never rejects: what fails is unknown. */
export async function findEntrance(resolver: Resolver, domain: string): Promise<Entrance> {
  const mx = await resolver.query(domain, 'MX');
  const dnssec = dnssecOf(mx);
  const nowhere = { hosts: [], left: 0 };
  if (!mx.ok) return { state: 'unknown', dnssec, ...nowhere };
  if (!mx.exists) return { state: 'no-domain', dnssec, ...nowhere };
  const real = mx.values.filter(({ exchange }) => exchange !== '');
  if (mx.values.length > 0) {
    const nulls = real.length < mx.values.length;
    const state = real.length === 0 ? 'null' : nulls ? 'null-with-others' : 'listed';
    return { state, dnssec, ...(await hostsOf(resolver, real)) };
  }
  const found = await findAddresses(resolver, domain);
  if (found.lookup !== 'found') return { state: found.lookup === 'none' ? 'none' : 'unknown', dnssec, ...nowhere };
  return {
    state: 'implicit',
    dnssec,
    left: 0,
    hosts: [await hostOf(resolver, { preference: 0, exchange: domain }, found)],
  };
}

async function hostsOf(resolver: Resolver, all: readonly Mx[]): Promise<Pick<Entrance, 'hosts' | 'left'>> {
  const sorted = all.toSorted((a, b) => a.preference - b.preference || (a.exchange < b.exchange ? -1 : 1));
  const once = new Map<string, Mx>();
  for (const one of sorted) if (!once.has(one.exchange)) once.set(one.exchange, one);
  const distinct = [...once.values()];
  const hosts = await Promise.all(
    distinct.slice(0, MAX_HOSTS).map(async (one) => hostOf(resolver, one, await findAddresses(resolver, one.exchange))),
  );
  return { hosts, left: Math.max(0, distinct.length - MAX_HOSTS) };
}

async function hostOf(resolver: Resolver, { preference, exchange: host }: Mx, found: Found): Promise<EntranceHost> {
  const { tlsa, records } = await findTlsa(resolver, host, found);
  const ips = chosen(found.ips);
  return {
    host,
    preference,
    dnssec: found.dnssec,
    alias: found.canonical === host ? null : found.canonical,
    tlsa,
    records,
    lookup: found.lookup,
    ips,
    left: found.ips.length - ips.length,
  };
}

/** One of each family, or two of the only one. */
function chosen(ips: readonly string[]): readonly string[] {
  const v4 = ips.filter((ip) => !ip.includes(':'));
  const v6 = ips.filter((ip) => ip.includes(':'));
  const both = v4.length > 0 && v6.length > 0;
  return both ? [...v4.slice(0, 1), ...v6.slice(0, 1)] : [...v4, ...v6].slice(0, MAX_ADDRESSES);
}

/**
 * RFC 7672 2.2.2: only where the host's addresses are secure; under the name that its alias leads to, or else under its own. Where
 * nobody knows, the records are shown and prove nothing.
 */
async function findTlsa(
  resolver: Resolver,
  host: string,
  { dnssec, canonical, lookup }: Found,
): Promise<{ readonly tlsa: TlsaPosture; readonly records: readonly Tlsa[] | null }> {
  const none = (state: TlsaPosture['state']) => ({
    tlsa: { records: [], state, usable: 0, base: host },
    records: null,
  });
  if (dnssec === 'bogus' || lookup === 'failed') return none('unknown');
  if (dnssec === 'insecure' || lookup === 'none') return none('none');
  let state: TlsaPosture['state'] = 'none';
  for (const base of new Set([canonical, host])) {
    const found = await resolver.query(`_25._tcp.${base}`, 'TLSA');
    if (!found.ok) return none(found.failure === 'bogus' ? 'bogus' : 'unknown');
    if (found.values.length === 0) {
      if (found.dnssec === 'unknown') state = 'unknown';
      continue;
    }
    const secure = dnssec === 'secure' && found.dnssec === 'secure';
    state = secure ? 'secure' : found.dnssec === 'insecure' ? 'insecure' : 'unknown';
    const records = found.values.slice(0, MAX_RECORDS).map(written);
    const usable = secure ? usableTlsa(found.values).length : 0;
    return { tlsa: { records, state, usable, base }, records: secure ? found.values : null };
  }
  return none(state);
}

function written({ usage, selector, matchingType, data }: Tlsa): string {
  return `${usage} ${selector} ${matchingType} ${data.toString('hex', 0, MAX_DATA)}`;
}
