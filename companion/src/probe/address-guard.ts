/**
 * Which addresses may be connected to. A domain's owner writes its records: without this they could point the probe at anything that
 * the machine it runs on can reach (metadata services, databases, the neighbours).
 */
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { Network } from '../../../lib/verify/rfc/ip';
import { inNetwork, isV4, isWithin, readNetwork } from '../../../lib/verify/rfc/ip';

export interface AddressGuard {
  /** True if `ip` may be connected to. Canonical text alone: no zone, no octal, no short form. */
  readonly allows: (ip: string) => boolean;
}

export interface GuardOptions {
  /** Loopback and private targets as well: for tests of one's own servers. */
  readonly testTargets: boolean;
  /** Networks that the operator closes; tests do not open them. */
  readonly denied?: readonly string[];
  /** This machine's own addresses; as the system lists them if not given. */
  readonly own?: () => readonly string[];
}

/** IANA's special-purpose registries: all that is not one host's globally reachable address. */
const DENIED_V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
].map(network);

/** Of IPv6 only 2000::/3 was ever given out; these are special within it. 2001::/23 holds Teredo, 2002::/16 is 6to4: both hide an IPv4. */
const GLOBAL_V6 = network('2000::/3');
const DENIED_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20'].map(network);

/** RFC 6052: what a NAT64 makes of an IPv4 address, so that address is judged. */
const NAT64 = network('64:ff9b::/96');

/** How long the list of this machine's addresses is believed, in ms. */
const OWN_FOR = 10_000;

/** Makes the guard that every connection of the probe goes through. */
export function addressGuard({ testTargets, denied = [], own = ownAddresses }: GuardOptions): AddressGuard {
  const closed = denied.map(network);
  let mine: { readonly until: number; readonly ips: readonly Network[] } = { until: 0, ips: [] };
  const isMine = (ip: string): boolean => {
    if (Date.now() >= mine.until) mine = { until: Date.now() + OWN_FOR, ips: own().map(network) };
    return mine.ips.some((one) => inNetwork(ip, one));
  };
  return {
    allows(ip) {
      const family = isIP(ip);
      const read = family !== 0 && !ip.includes('%') ? readNetwork(ip) : null;
      if (!read) return false;
      const embedded = isWithin(read.words, NAT64) ? `${dotted(read.words.slice(6))}` : null;
      if ([ip, embedded].some((one) => one !== null && closed.some((each) => inNetwork(one, each)))) return false;
      if (testTargets) return true;
      if (isMine(ip) || (embedded !== null && isMine(embedded))) return false;
      if (embedded !== null) return !DENIED_V4.some((each) => inNetwork(embedded, each));
      // an IPv4 address in IPv6's clothes (::ffff:…) is no record that an honest host has
      if (family === 4) return isV4(read.words) && !DENIED_V4.some((each) => isWithin(read.words, each));
      return isWithin(read.words, GLOBAL_V6) && !DENIED_V6.some((each) => isWithin(read.words, each));
    },
  };
}

function ownAddresses(): readonly string[] {
  return Object.values(networkInterfaces()).flatMap((list) =>
    (list ?? []).map(({ address }) => address.split('%')[0] ?? ''),
  );
}

function dotted(words: readonly number[]): string {
  return words.flatMap((word) => [word >> 8, word & 255]).join('.');
}

function network(text: string): Network {
  const read = readNetwork(text);
  if (!read) throw new Error(`not a network: ${text}`);
  return read;
}
