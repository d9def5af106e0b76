/**
 * Implements the mechanisms of RFC 7208 that need no DNS: all (5.1), ip4 and ip6 (5.6).
 * Does not implement: ip6 for an IPv4 client, even where its network holds mapped addresses: such a client is IPv4 (5).
 */
import type { Words } from '../ip';
import { isV4, isWithin } from '../ip';
import type { LocalDirective } from './record';

export function matchesLocally(client: Words, directive: LocalDirective): boolean {
  if (directive.mechanism === 'all') return true;
  return isV4(client) === (directive.mechanism === 'ip4') && isWithin(client, directive.network);
}
