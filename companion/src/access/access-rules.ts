import ipaddr from 'ipaddr.js';
import type { Options } from '../config/schema';
import { hostOf } from './judge-request';
import type { AccessRules } from './judge-request';
import type { Tokens } from './tokens';

const THIS_MACHINE = ['localhost', '127.0.0.1', '::1'];

/** Free only where nobody from elsewhere can come: on loopback, and with no proxy before it, behind which all seem to be from here. */
export function accessRules(options: Options, tokens: Tokens): AccessRules {
  const { listen, publicUrl, hosts, trustProxy } = options;
  const loopback = ipaddr.parse(listen).range() === 'loopback';
  const free = loopback && publicUrl === '' && trustProxy.length === 0;
  const named = [...hosts, ...(publicUrl === '' ? [] : [new URL(publicUrl).host])].map((host) =>
    hostOf(bracketed(host)),
  );
  const served = loopback ? [...THIS_MACHINE, listen, ...named] : named.length > 0 ? [...named, listen] : null;
  return { free, hosts: served && new Set(served.filter((host) => host !== null)), tokens };
}

const bracketed = (host: string): string => (host.includes(':') && ipaddr.IPv6.isValid(host) ? `[${host}]` : host);
