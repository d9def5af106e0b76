/** As much IMAP (RFC 3501) as the stack needs: sign in, lay a mail into a folder, find a mail's UID. */
import type { Buffer } from 'node:buffer';
import { connect } from 'node:net';
import { IMAP_PORT } from './network.ts';
import type { Account } from './network.ts';

const ANSWER_MS = 30_000;

export interface Imap {
  append(folder: string, raw: Buffer): Promise<void>;
  /** UID of each mail of the folder, by Message-ID with its angle brackets. */
  uids(folder: string): Promise<ReadonlyMap<string, number>>;
  close(): void;
}

export async function openImap({ user, password }: Account): Promise<Imap> {
  const socket = connect({ host: '127.0.0.1', port: IMAP_PORT });
  let heard = '';
  let failed: Error | null = null;
  let wake = () => {};
  socket.on('data', (data: Buffer) => {
    heard += data.toString('latin1');
    wake();
  });
  const fail = (error: Error) => {
    failed ??= error;
    wake();
  };
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('the IMAP server closed the connection')));

  /** Everything up to and including the line that begins with `word`. */
  const until = async (word: string): Promise<string> => {
    const deadline = Date.now() + ANSWER_MS;
    for (;;) {
      const at = heard.startsWith(word) ? 0 : heard.indexOf(`\r\n${word}`) + 2;
      const end = at === 1 ? -1 : heard.indexOf('\r\n', at);
      if (end >= 0) {
        const text = heard.slice(0, end + 2);
        heard = heard.slice(end + 2);
        return text;
      }
      if (failed) throw failed;
      if (Date.now() > deadline) throw new Error(`IMAP: no answer that begins with ${word}: ${heard.slice(-200)}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ANSWER_MS);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };
  let tag = 0;
  const command = async (words: string, literal?: Buffer): Promise<string> => {
    const name = `a${++tag}`;
    socket.write(`${name} ${words}\r\n`);
    if (literal) {
      await until('+');
      socket.write(literal);
      socket.write('\r\n');
    }
    const text = await until(`${name} `);
    if (!text.includes(`${name} OK`)) throw new Error(`IMAP: ${words.split(' ')[0] ?? ''}: ${text}`);
    return text;
  };

  await until('* OK');
  await command(`LOGIN "${user}" "${password}"`);
  return {
    async append(folder, raw) {
      await command(`APPEND "${folder}" (\\Seen) {${raw.length}}`, raw);
    },
    async uids(folder) {
      await command(`EXAMINE "${folder}"`);
      const found = new Map<string, number>();
      const text = await command('UID FETCH 1:* (BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])');
      for (const part of text.split(/^\* \d+ FETCH /m)) {
        const uid = /UID (\d+)/.exec(part)?.[1];
        const id = /^Message-ID:\s*(<[^>]*>)/im.exec(part)?.[1];
        if (uid !== undefined && id !== undefined) found.set(id, Number(uid));
      }
      return found;
    },
    close() {
      socket.destroy();
    },
  };
}
