import { isIP } from 'node:net';

/** As many as the C library asks (resolv.conf(5)). */
const MAX_SERVERS = 3;
/** Whom the C library asks where none is named. */
const NONE_NAMED = ['127.0.0.1'];

/** Addresses of the name servers in the text of a resolv.conf. */
export function systemServers(text: string): readonly string[] {
  const servers = text
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([word]) => word === 'nameserver')
    .map(([, address = '']) => address)
    .filter((address) => isIP(address.split('%')[0] ?? '') > 0)
    .slice(0, MAX_SERVERS);
  return servers.length > 0 ? servers : NONE_NAMED;
}
