import { Buffer } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import { REINJECT_PORT } from './network.ts';
import { sendBySmtp } from './smtp.ts';
import { startSmallServer } from './smtp-server.ts';
import { stampTime } from './stamp-time.ts';

/**
 * A content filter as virus scanners run it: behind the border, on the same machine. It takes the mail by SMTP on loopback,
 * adds a Received line of its own and a footer, which may be empty, and hands it back to Postfix.
 */
export const startFilter = (port: number, footer: string) =>
  startSmallServer({
    port,
    host: 'filter.box.test',
    protocol: 'SMTP',
    async take({ hello, client, from, to, raw }) {
      const line = `Received: from ${hello} ([${client}])\r\n\tby filter.box.test (filter.box.test [127.0.0.1]) (content filter, port ${port})\r\n\twith ESMTP id ${randomBytes(6).toString('hex')} for <${to[0] ?? ''}>;\r\n\t${stampTime()}\r\n`;
      const server = { address: '127.0.0.1', port: REINJECT_PORT };
      const mail = Buffer.concat([Buffer.from(line), raw, Buffer.from(footer)]);
      await sendBySmtp({ server, hello: 'filter.box.test' }, { from, to }, mail);
    },
  });
