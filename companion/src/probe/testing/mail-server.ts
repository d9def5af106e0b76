/** A mail server of a test, a few lines each: it keeps to SMTP where it is not told otherwise. */
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createSecureContext, TLSSocket, type SecureContextOptions } from 'node:tls';
import type { Identity } from './make-certificate';

/** null: as a good server does; a text is written as it stands; a function does what it likes. */
export type Act = string | ((socket: Socket) => void) | null;

export interface Behaviour {
  readonly banner?: Act;
  readonly ehlo?: Act;
  readonly starttls?: Act;
  /** Once the client's first octets of TLS are there, instead of a handshake. */
  readonly handshake?: (socket: Socket) => void;
  /** The second EHLO. */
  readonly again?: Act;
  readonly tls?: SecureContextOptions;
}

export interface MailServer {
  readonly port: number;
  /** Commands as they came, each connection's after "--". */
  readonly heard: string[];
  /** Sockets open now, and the most at one time. */
  readonly open: () => number;
  readonly most: () => number;
  close(): Promise<void>;
}

const EHLO = '250-mx.test at your service\r\n250-SIZE 1000\r\n250 STARTTLS\r\n';

export const certified = (chain: readonly [Identity, ...Identity[]]): SecureContextOptions => ({
  key: chain[0].keyPem,
  cert: chain.map(({ pem }) => pem).join(''),
  // weak ones as well
  ciphers: 'ALL@SECLEVEL=0',
});

/** Listens on loopback: any address of 127/8, or "::1". */
export async function mailServer(behaviour: Behaviour, address = '127.0.0.1', port = 0): Promise<MailServer> {
  const heard: string[] = [];
  const sockets = new Set<Socket>();
  let most = 0;
  const context = behaviour.tls && createSecureContext(behaviour.tls);
  const act = (socket: Socket, what: Act | undefined, good: string) => {
    if (typeof what === 'function') what(socket);
    else socket.write(what ?? good);
  };
  function serve(socket: Socket, inside: boolean): void {
    let text = '';
    socket.on('data', (octets) => {
      text += octets.toString('latin1');
      for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n')) {
        const command = text.slice(0, end).trim();
        text = text.slice(end + 1);
        heard.push(inside ? `tls ${command}` : command);
        const word = command.split(' ')[0]?.toUpperCase();
        if (word === 'QUIT') socket.end('221 bye\r\n');
        else if (word === 'EHLO' && inside) act(socket, behaviour.again, '250-mx.test\r\n250 REQUIRETLS\r\n');
        else if (word === 'EHLO') act(socket, behaviour.ehlo, EHLO);
        else if (word === 'HELO') socket.write('250 mx.test\r\n');
        else if (word === 'STARTTLS' && behaviour.starttls != null) act(socket, behaviour.starttls, '');
        else if (word === 'STARTTLS') {
          socket.removeAllListeners('data');
          socket.write('220 go ahead\r\n');
          if (behaviour.handshake) socket.once('data', () => behaviour.handshake?.(socket));
          else {
            const secure = new TLSSocket(socket, { isServer: true, ...(context ? { secureContext: context } : {}) });
            secure.on('error', () => socket.destroy());
            // read from before the handshake is done, it would never flow
            secure.once('secure', () => serve(secure, true));
          }
          return;
        } else socket.write('502 what?\r\n');
      }
    });
  }
  const server: Server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    most = Math.max(most, sockets.size);
    heard.push('--');
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    serve(socket, false);
    act(socket, behaviour.banner, '220 mx.test ESMTP\r\n');
  });
  await new Promise<void>((ready) => server.listen(port, address, ready));
  return {
    port: (server.address() as AddressInfo).port,
    heard,
    open: () => sockets.size,
    most: () => most,
    close: () =>
      new Promise((done) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => done());
      }),
  };
}
