/** Who does not want to be looked at: domains, hosts and networks that the operator wrote down. */
import { inNetwork, readNetwork } from '../../../lib/verify/rfc/ip';

export interface OptOut {
  /** A name on the list, or under one. */
  readonly hasName: (name: string) => boolean;
  readonly hasAddress: (ip: string) => boolean;
}

/** `entries`: "example.com" (all under it as well), "192.0.2.0/24", "2001:db8::1". */
export function optOut(entries: readonly string[]): OptOut {
  const networks = entries.flatMap((entry) => readNetwork(entry) ?? []);
  const names = entries.filter((entry) => readNetwork(entry) === null).map((entry) => entry.toLowerCase());
  return {
    hasName: (name) => names.some((one) => name === one || name.endsWith(`.${one}`)),
    hasAddress: (ip) => networks.some((one) => inNetwork(ip, one)),
  };
}
