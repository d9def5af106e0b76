import { Buffer } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import { LIST_DOMAIN, LIST_PORT, READER, REINJECT_PORT } from './network.ts';
import { sendBySmtp } from './smtp.ts';
import { startSmallServer } from './smtp-server.ts';
import { stampTime } from './stamp-time.ts';

/**
 * A mailing list of the reader's own provider: Postfix hands a mail over by LMTP on loopback, the list adds its fields and
 * a Received line, and sends it to its members under a bounce address of its own.
 */
export const startList = () =>
  startSmallServer({
    port: LIST_PORT,
    host: LIST_DOMAIN,
    protocol: 'LMTP',
    async take({ hello, client, to, raw }) {
      const [address = ''] = to;
      const name = address.split('@')[0] ?? '';
      const fields = [
        `Received: from ${hello} ([${client}])\r\n\tby ${LIST_DOMAIN} with LMTP id ${randomBytes(6).toString('hex')}\r\n\tfor <${address}>; ${stampTime()}`,
        `List-Id: Hikers <${name}.${LIST_DOMAIN}>`,
        `List-Post: <mailto:${address}>`,
        `List-Unsubscribe: <mailto:${name}-leave@${LIST_DOMAIN}>`,
        'Precedence: list',
        `Sender: ${name}-bounces@${LIST_DOMAIN}`,
      ];
      await sendBySmtp(
        { server: { address: '127.0.0.1', port: REINJECT_PORT }, hello: LIST_DOMAIN },
        { from: `${name}-bounces@${LIST_DOMAIN}`, to: [READER.user] },
        Buffer.concat([Buffer.from(`${fields.join('\r\n')}\r\n`), raw]),
      );
    },
  });
