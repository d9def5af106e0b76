import { isIP } from 'node:net';

/** A resolver as it is configured. */
export type Server =
  | { readonly kind: 'udp' | 'tcp'; readonly label: string; readonly address: string; readonly port: number }
  | {
      readonly kind: 'tls';
      readonly label: string;
      readonly host: string;
      readonly port: number;
      /** The name that the certificate is to have. */
      readonly name: string;
    }
  | { readonly kind: 'https'; readonly label: string; readonly url: string };

const PLAIN_PORT = 53;
const TLS_PORT = 853;

/**
 * Reads `192.0.2.53`, `udp://[2001:db8::53]:5353`, `tcp://…`, `tls://dns.example` (`tls://192.0.2.53#dns.example` where the certificate
 * has that name), `https://dns.example/dns-query`; null if it is none of them.
 */
export function readServer(written: string): Server | null {
  if (isIP(written) > 0) return { kind: 'udp', label: written, address: written, port: PLAIN_PORT };
  let url: URL;
  try {
    url = new URL(written);
  } catch {
    return null;
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (host === '' || url.username !== '' || url.password !== '') return null;
  if (url.protocol === 'https:') {
    return url.hash === '' && !/[{}]|%7b|%7d/i.test(url.href)
      ? { kind: 'https', label: url.origin, url: url.href }
      : null;
  }
  if ((url.pathname !== '' && url.pathname !== '/') || url.search !== '') return null;
  const named = url.hash.slice(1);
  if (url.protocol === 'tls:')
    return { kind: 'tls', label: `tls://${url.host}`, host, port: Number(url.port || TLS_PORT), name: named || host };
  if (named !== '' || isIP(host) === 0) return null;
  const port = Number(url.port || PLAIN_PORT);
  if (url.protocol === 'udp:') return { kind: 'udp', label: `udp://${url.host}`, address: host, port };
  return url.protocol === 'tcp:' ? { kind: 'tcp', label: `tcp://${url.host}`, address: host, port } : null;
}
