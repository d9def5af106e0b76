/**
 * The least SMTP (or LMTP) server that Postfix hands mail to: it listens on loopback, takes whole mails into memory, and
 * leaves all else to its caller. Content filter and mailing list are built on it.
 */
import { Buffer } from 'node:buffer';
import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import type { Envelope } from './smtp.ts';

export interface Received extends Envelope {
  /** What the client called itself, and whence it came. */
  readonly hello: string;
  readonly client: string;
  readonly raw: Buffer;
}

export interface SmallServer {
  /** 0 lets the system choose a port. */
  readonly port: number;
  readonly host: string;
  readonly protocol: 'SMTP' | 'LMTP';
  /** Takes a mail; what it throws is answered as a temporary failure. */
  take(mail: Received): Promise<void>;
}

const END_OF_DATA = Buffer.from('\r\n.\r\n');

export function startSmallServer(server: SmallServer): Promise<{ readonly port: number; stop(): Promise<void> }> {
  const listening = createServer((socket) => converse(server, socket));
  return new Promise((resolve, reject) => {
    listening.once('error', reject);
    listening.listen(server.port, '127.0.0.1', () => {
      const address = listening.address();
      resolve({
        port: typeof address === 'object' && address ? address.port : server.port,
        stop: () => new Promise((done) => listening.close(() => done())),
      });
    });
  });
}

function converse(server: SmallServer, socket: Socket): void {
  let pending: Buffer[] = [];
  let inData = false;
  let hello = '';
  let from = '';
  let to: string[] = [];
  const say = (text: string) => socket.write(`${text}\r\n`);
  const lmtp = server.protocol === 'LMTP';

  const command = (line: string) => {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'EHLO' || verb === 'LHLO') {
      hello = line.slice(5).trim();
      say(`250-${server.host}\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 SIZE 0`);
    } else if (verb === 'HELO') {
      hello = line.slice(5).trim();
      say(`250 ${server.host}`);
    } else if (verb === 'MAIL') {
      from = path(line);
      to = [];
      say('250 2.1.0 ok');
    } else if (verb === 'RCPT') {
      to.push(path(line));
      say('250 2.1.5 ok');
    } else if (verb === 'DATA') {
      inData = true;
      // A leading line end lets an empty mail end like any other.
      pending.unshift(Buffer.from('\r\n'));
      say('354 go on');
    } else if (verb === 'QUIT') {
      say('221 2.0.0 bye');
      socket.end();
    } else if (verb === 'RSET' || verb === 'NOOP') say('250 2.0.0 ok');
    else say('502 5.5.1 not here');
  };

  const finish = async (raw: Buffer) => {
    let answer = '250 2.0.0 taken';
    try {
      await server.take({ hello, client: (socket.remoteAddress ?? '').replace(/^::ffff:/, ''), from, to, raw });
    } catch (error) {
      answer = `451 4.3.0 ${String(error).replace(/[\r\n]+/g, ' ')}`;
    }
    for (let n = lmtp ? to.length : 1; n > 0; n--) say(answer);
  };

  say(`220 ${server.host} ${server.protocol === 'LMTP' ? 'LMTP' : 'ESMTP'}`);
  socket.on('error', () => socket.destroy());
  socket.on('data', (data) => {
    const last = pending.at(-1);
    if (last && last.length < END_OF_DATA.length) pending.splice(-1, 1, Buffer.concat([last, data]));
    else pending.push(data);
    for (;;) {
      // A mail comes in many pieces: join them only when the last two hold its end.
      if (inData && Buffer.concat(pending.slice(-2)).indexOf(END_OF_DATA) < 0) return;
      const all = Buffer.concat(pending);
      const end = all.indexOf(inData ? END_OF_DATA : '\r\n');
      if (end < 0) {
        pending = [all];
        return;
      }
      const rest = all.subarray(end + (inData ? END_OF_DATA.length : 2));
      pending = rest.length > 0 ? [rest] : [];
      if (inData) {
        inData = false;
        const stuffed = all.subarray(2, end + 2).toString('latin1');
        void finish(Buffer.from(stuffed.replace(/^\.\./gm, '.'), 'latin1'));
      } else command(all.subarray(0, end).toString('latin1'));
      if (pending.length === 0) return;
    }
  });
}

/** The address between < and > of MAIL or RCPT. */
function path(line: string): string {
  const start = line.indexOf('<');
  return line.slice(start + 1, line.indexOf('>', start));
}
