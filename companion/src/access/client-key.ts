import ipaddr from 'ipaddr.js';

/** Whom a limit counts: an IPv4 address, or the 64 bits of an IPv6 network, of which a single machine may use any address. */
export function clientKey(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown';
  // an IPv4 address in IPv6's notation is that IPv4 address
  const read = ipaddr.process(address);
  if (read.kind() === 'ipv4') return read.toString();
  const parts = (read as ipaddr.IPv6).parts.slice(0, 4).map((part) => part.toString(16));
  return `${parts.join(':')}::/64`;
}
