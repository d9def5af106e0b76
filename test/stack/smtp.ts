/**
 * A small SMTP client (RFC 5321, STARTTLS RFC 3207, AUTH PLAIN RFC 4954) that lets its caller choose what a well-behaved
 * one would not: the address it comes from, an old TLS version, any words after EHLO, or no greeting at all.
 */
import { Buffer } from 'node:buffer';
import { connect as connectTcp } from 'node:net';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { SecureVersion } from 'node:tls';
import type { Account } from './network.ts';

const ANSWER_MS = 60_000;

export interface Dialog {
  readonly server: { readonly address: string; readonly port: number };
  /** The local address the client connects from; its names are in network.ts. */
  readonly from?: string;
  /** The words of the greeting; null for a client that begins with MAIL at once. */
  readonly hello: string | null;
  readonly verb?: 'EHLO' | 'HELO' | 'LHLO';
  /** Exactly this version; 'implicit' begins with TLS on connecting. Absent: in the clear. */
  readonly tls?: { readonly version: SecureVersion; readonly implicit?: boolean };
  readonly account?: Account;
  /** Ask for SMTPUTF8 (RFC 6531). */
  readonly utf8?: boolean;
}

export interface Envelope {
  readonly from: string;
  readonly to: readonly string[];
}

/** Sends a mail (lines end in CRLF) and answers the server's last words, which hold its queue id. Throws on any refusal. */
export async function sendBySmtp(dialog: Dialog, envelope: Envelope, raw: Buffer): Promise<string> {
  const { address: host, port } = dialog.server;
  const tcp = connectTcp({ host, port, ...(dialog.from === undefined ? {} : { localAddress: dialog.from }) });
  tcp.setNoDelay(true);
  let line = conversation(tcp);
  try {
    if (dialog.tls?.implicit) line = conversation(await encrypt(tcp, dialog.tls.version));
    await line.expect(220);
    const greet = async () => {
      if (dialog.hello !== null) await line.say(`${dialog.verb ?? 'EHLO'} ${dialog.hello}`, 250);
    };
    await greet();
    if (dialog.tls && !dialog.tls.implicit) {
      await line.say('STARTTLS', 220);
      line = conversation(await encrypt(tcp, dialog.tls.version));
      await greet();
    }
    if (dialog.account) {
      const { user, password } = dialog.account;
      await line.say(`AUTH PLAIN ${Buffer.from(`\0${user}\0${password}`).toString('base64')}`, 235);
    }
    await line.say(`MAIL FROM:<${envelope.from}>${dialog.utf8 ? ' SMTPUTF8' : ''}`, 250);
    for (const to of envelope.to) await line.say(`RCPT TO:<${to}>`, 250);
    await line.say('DATA', 354);
    line.write(dotStuffed(raw));
    // LMTP answers once for each recipient (RFC 2033, 4.2).
    let last = '';
    for (let n = dialog.verb === 'LHLO' ? envelope.to.length : 1; n > 0; n--) last = await line.expect(250);
    await line.say('QUIT', 221);
    return last;
  } finally {
    tcp.destroy();
  }
}

function encrypt(socket: Socket, version: SecureVersion): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const secure = connectTls({
      socket,
      rejectUnauthorized: false,
      minVersion: version,
      maxVersion: version,
      // OpenSSL 3 has the old versions at level 0 only.
      ...(version === 'TLSv1' || version === 'TLSv1.1' ? { ciphers: 'DEFAULT@SECLEVEL=0' } : {}),
    });
    secure.once('secureConnect', () => resolve(secure));
    secure.once('error', reject);
    secure.once('close', () => reject(new Error('the connection ended in the TLS handshake')));
  });
}

function conversation(socket: Socket) {
  let heard = '';
  let failed: Error | null = null;
  let wake = () => {};
  const onData = (data: Buffer) => {
    heard += data.toString('latin1');
    wake();
  };
  const fail = (error: Error) => {
    failed ??= error;
    wake();
  };
  socket.on('data', onData);
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('the server closed the connection')));

  /** The next whole reply, lines joined. */
  const reply = async (): Promise<string> => {
    const until = Date.now() + ANSWER_MS;
    for (;;) {
      const end = endOfReply(heard);
      if (end > 0) {
        const text = heard.slice(0, end).trimEnd();
        heard = heard.slice(end);
        return text;
      }
      if (failed) throw failed;
      const left = until - Date.now();
      if (left <= 0) throw new Error('no answer from the server');
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };
  const expect = async (code: number, after = 'connecting'): Promise<string> => {
    const text = await reply();
    // STARTTLS hands the socket on: what comes next is not for this conversation.
    if (after === 'STARTTLS') socket.off('data', onData);
    if (!text.startsWith(String(code))) throw new Error(`after ${after} the server said: ${text}`);
    return text;
  };
  return {
    expect,
    write: (data: Buffer) => socket.write(data),
    say: (words: string, code: number) => {
      socket.write(`${words}\r\n`);
      return expect(code, words);
    },
  };
}

/** Where the first complete reply ends: after the line whose code is followed by a space; 0 while there is none. */
function endOfReply(text: string): number {
  let at = 0;
  for (;;) {
    const end = text.indexOf('\n', at);
    if (end < 0) return 0;
    if (text.charAt(at + 3) !== '-') return end + 1;
    at = end + 1;
  }
}

/** RFC 5321, 4.5.2, with the closing dot. */
function dotStuffed(raw: Buffer): Buffer {
  const text = raw.toString('latin1').replace(/^\./gm, '..');
  return Buffer.from(`${text}${text.endsWith('\r\n') ? '' : '\r\n'}.\r\n`, 'latin1');
}
