/** One TLS handshake on a socket where the server just said "go ahead": what was agreed, and the chain exactly as it was sent. */
import { constants, type X509Certificate } from 'node:crypto';
import type { Socket } from 'node:net';
import { connect, createSecureContext, type SecureContext, type TLSSocket } from 'node:tls';
import type { TlsPosture } from '../../../lib/verify/posture';
import { printable } from './printable';

/** TLS 1.3 brings tickets after the handshake; no server needs longer to write them, and some write none. */
const TICKET_WAIT = 25;
const MAX_DETAIL = 60;

const VERSION: Readonly<Record<string, TlsPosture['version']>> = {
  'TLSv1.3': '1.3',
  'TLSv1.2': '1.2',
  'TLSv1.1': '1.1',
  TLSv1: '1.0',
};

export type Secured =
  | {
      readonly ok: true;
      readonly socket: TLSSocket;
      readonly tls: TlsPosture;
      readonly chain: readonly [X509Certificate, ...X509Certificate[]] | null;
      /** OpenSSL's code for the chain; null if it leads to a root. Names are not in it. */
      readonly verdict: string | null;
      /** Comes when a command will not wait behind the server's tickets. */
      readonly ticket: Promise<void>;
    }
  | { readonly ok: false; readonly why: 'timeout' | 'failed'; readonly detail: string };

/**
 * What mail servers offer each other: from TLS 1.0 on, at OpenSSL's security level 0, for a sender that refuses old TLS would go in
 * the clear. Roots are those that Node ships (Mozilla's), or `roots` (PEM). Costly: make one and keep it.
 */
export function mailContext(roots?: readonly string[]): SecureContext {
  return createSecureContext({
    minVersion: 'TLSv1',
    ciphers: 'DEFAULT@SECLEVEL=0',
    // servers from before RFC 5746: the first handshake is all that is wanted of them
    secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT,
    ...(roots ? { ca: [...roots] } : {}),
  });
}

/** Shakes hands within `ms`; never rejects. `host` is the name asked for (SNI). The certificate is read, not demanded. */
export function startTls(plain: Socket, host: string, secureContext: SecureContext, ms: number): Promise<Secured> {
  return new Promise((resolve) => {
    const socket = connect({
      socket: plain,
      servername: host,
      secureContext,
      rejectUnauthorized: false,
      checkServerIdentity: () => undefined,
    });
    // Node tells of a ticket from within OpenSSL's reading; a write from there spoils the record that is written
    const ticket = new Promise<void>((come) => socket.once('session', () => setImmediate(come)));
    const timer = setTimeout(() => fail('timeout', 'timeout'), Math.max(0, ms));
    function fail(why: 'timeout' | 'failed', detail: string): void {
      clearTimeout(timer);
      socket.destroy();
      plain.destroy();
      resolve({ ok: false, why, detail });
    }
    // stays: later errors are the dialogue's to hear, and none may end the process
    socket.on('error', (error: NodeJS.ErrnoException) => fail('failed', detailOf(error)));
    socket.once('close', () => fail('failed', 'closed'));
    socket.once('secureConnect', () => {
      clearTimeout(timer);
      const tls = agreed(socket);
      resolve({
        ok: true,
        socket,
        tls,
        chain: sentChain(socket),
        verdict: socket.authorized ? null : String(socket.authorizationError ?? 'unknown'),
        // delayed ACK and Nagle: what is written before the tickets are acknowledged waits 40 ms on the server's side
        ticket: tls.version === '1.3' ? Promise.race([ticket, pause(TICKET_WAIT)]) : Promise.resolve(),
      });
    });
  });
}

function agreed(socket: TLSSocket): TlsPosture {
  const { name, standardName } = socket.getCipher();
  const info = socket.getEphemeralKeyInfo();
  const group = info && 'name' in info && info.name ? String(info.name) : null;
  return { version: VERSION[socket.getProtocol() ?? ''] ?? '1.0', cipher: standardName ?? name, group };
}

/** Node's chain of X509Certificate is what was sent, in its order; the one of getPeerCertificate is filled up with roots. */
function sentChain(socket: TLSSocket): readonly [X509Certificate, ...X509Certificate[]] | null {
  const leaf = socket.getPeerX509Certificate();
  if (!leaf) return null;
  const chain: [X509Certificate, ...X509Certificate[]] = [leaf];
  for (let next = leaf.issuerCertificate; next; next = next.issuerCertificate) chain.push(next);
  return chain;
}

function detailOf({ code = 'failed' }: NodeJS.ErrnoException): string {
  if (code === 'ECONNRESET' || code === 'EPIPE') return 'closed';
  const short = code.replace(/^ERR_(?:SSL_|TLS_)?/, '').toLowerCase();
  return printable(short, MAX_DETAIL).replaceAll('_', '-');
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
