import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { sendBySmtp } from './smtp.ts';
import type { Dialog } from './smtp.ts';
import { startSmallServer } from './smtp-server.ts';
import type { Received } from './smtp-server.ts';

async function transfer(raw: Buffer, dialog: Partial<Dialog> = {}, fail?: string): Promise<Received[]> {
  const taken: Received[] = [];
  const server = await startSmallServer({
    port: 0,
    host: 'server.test',
    protocol: dialog.verb === 'LHLO' ? 'LMTP' : 'SMTP',
    async take(mail) {
      if (fail !== undefined) throw new Error(fail);
      taken.push(mail);
    },
  });
  try {
    await sendBySmtp(
      { server: { address: '127.0.0.1', port: server.port }, from: '127.0.0.9', hello: 'client.test', ...dialog },
      { from: 'a@client.test', to: ['b@server.test', 'c@server.test'] },
      raw,
    );
  } finally {
    await server.stop();
  }
  return taken;
}

describe('the SMTP client and the small server', () => {
  it.each([
    ['an ordinary mail', 'Subject: x\r\n\r\nbody\r\n'],
    ['lines that begin with a dot', 'Subject: x\r\n\r\n.\r\n..\r\n.body\r\n'],
    ['no line at all', '\r\n'],
    ['octets beyond ASCII', 'Subject: \u00c3\u00a4\r\n\r\n\u0000\u00ff\r\n'],
    ['a megabyte', `Subject: x\r\n\r\n${'.0123456789abcdef\r\n'.repeat(60_000)}`],
  ])('carry %s octet by octet', async (_, text) => {
    const raw = Buffer.from(text, 'latin1');
    const [mail] = await transfer(raw);
    expect(mail?.raw.equals(raw)).toBe(true);
    expect(mail).toMatchObject({ from: 'a@client.test', to: ['b@server.test', 'c@server.test'] });
    expect(mail).toMatchObject({ hello: 'client.test', client: '127.0.0.9' });
  });

  it('speak LMTP, with an answer for each recipient', async () => {
    expect(await transfer(Buffer.from('x: y\r\n\r\n'), { verb: 'LHLO' })).toHaveLength(1);
  });

  it('may leave out the greeting, or choose its words', async () => {
    expect((await transfer(Buffer.from('\r\n'), { hello: null }))[0]?.hello).toBe('');
    expect((await transfer(Buffer.from('\r\n'), { hello: 'two (words)' }))[0]?.hello).toBe('two (words)');
  });

  it('say what the server said when it refuses', async () => {
    await expect(transfer(Buffer.from('\r\n'), {}, 'disk full')).rejects.toThrow(/451 4\.3\.0 .*disk full/);
    await expect(transfer(Buffer.from('\r\n'), { tls: { version: 'TLSv1.3' } })).rejects.toThrow('after STARTTLS');
  });
});
