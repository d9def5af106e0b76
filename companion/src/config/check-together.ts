import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { readNetwork } from '../../../lib/verify/rfc/ip';
import { readServer } from '../dns/read-server';
import type { Fault } from './read-options';
import type { OptionName, Options } from './schema';

const HOST = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/i;

/** What a schema cannot tell: values that must be of a certain form, or go together. `written` names an option as it was given. */
export function checkTogether(options: Options, written: (name: OptionName) => string): Fault[] {
  const faults: Fault[] = [];
  const add = (code: Fault['code'], name: OptionName, value: string) =>
    faults.push({ code, option: written(name), value });
  if (isIP(options.listen) === 0) add('address', 'listen', options.listen);
  if ((options.tlsCertificate === '') !== (options.tlsKey === ''))
    add('pair', options.tlsCertificate === '' ? 'tlsKey' : 'tlsCertificate', '');
  for (const server of options.resolvers)
    if (server !== 'system' && !readServer(server)) add('server', 'resolvers', server);
  if (options.publicUrl !== '' && !isOrigin(options.publicUrl)) add('url', 'publicUrl', options.publicUrl);
  for (const host of options.hosts) if (!HOST.test(host) && isIP(host) === 0) add('host', 'hosts', host);
  for (const network of options.trustProxy)
    if (!ipaddr.isValid(network) && !ipaddr.isValidCIDR(network)) add('network', 'trustProxy', network);
  for (const network of options.probeDeny) if (!readNetwork(network)) add('network', 'probeDeny', network);
  if (options.probeName !== '' && !HOST.test(options.probeName)) add('host', 'probeName', options.probeName);
  for (const one of options.probeOptOut) if (!HOST.test(one) && !readNetwork(one)) add('host', 'probeOptOut', one);
  return faults;
}

/** An address of a server and nothing more: no path could be kept by all routes. */
function isOrigin(written: string): boolean {
  if (!URL.canParse(written)) return false;
  const url = new URL(written);
  return /^https?:$/.test(url.protocol) && `${url.origin}/` === url.href;
}
