import { connect as connectTcp, isIP } from 'node:net';
import { checkServerIdentity, connect as connectTls } from 'node:tls';
import type { PeerCertificate } from 'node:tls';
import { nodeFetch } from '../../../lib/dns/node-fetch';
import { httpsUpstream } from './https-upstream';
import type { Server } from './read-server';
import { streamUpstream } from './stream-upstream';
import { udpUpstream } from './udp-upstream';
import type { Upstream } from './upstream';

export interface UpstreamOptions {
  readonly randomCase: boolean;
  /** Certificates in PEM to trust in place of Node's own. */
  readonly ca?: string | undefined;
}

export function makeUpstream(server: Server, { randomCase, ca }: UpstreamOptions): Upstream {
  const { label } = server;
  switch (server.kind) {
    case 'udp':
    case 'tcp': {
      const { address, port } = server;
      const connect = (ready: () => void) => connectTcp(port, address, ready);
      const tcp = streamUpstream({ connect, padded: false, randomCase });
      const ask = server.kind === 'udp' ? udpUpstream({ address, port, randomCase, tcp }) : tcp.ask;
      return { label, authentic: isLoopback(address), ask, close: tcp.close };
    }
    case 'tls': {
      const { host, port, name } = server;
      const connect = (ready: () => void) =>
        connectTls(
          {
            host,
            port,
            minVersion: 'TLSv1.2',
            ALPNProtocols: ['dot'],
            // an address is no server name (RFC 6066 3); the certificate is checked for it all the same
            ...(isIP(name) > 0
              ? {
                  checkServerIdentity: (_: string, certificate: PeerCertificate) =>
                    checkServerIdentity(name, certificate),
                }
              : { servername: name }),
            ...(ca === undefined ? {} : { ca }),
          },
          ready,
        );
      const stream = streamUpstream({ connect, padded: true, randomCase });
      return { label, authentic: true, ask: stream.ask, close: stream.close };
    }
    case 'https': {
      const node = nodeFetch(ca === undefined ? {} : { ca });
      return { label, authentic: true, ask: httpsUpstream(server.url, node), close: node.close };
    }
  }
}

function isLoopback(address: string): boolean {
  return address === '::1' || (isIP(address) === 4 && address.startsWith('127.'));
}
