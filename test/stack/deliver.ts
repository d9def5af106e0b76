import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Buffer } from 'node:buffer';
import type { Imap } from './imap.ts';
import { compose } from './letter.ts';
import type { Mail } from './mails.ts';
import { addressOf, messageIdOf } from './mails.ts';
import { sendBySmtp } from './smtp.ts';

/** Hands a mail over. The large ones are composed here and not kept. */
export async function deliver(mail: Mail, imap: Imap): Promise<void> {
  const composed = compose(messageIdOf(mail), mail.letter);
  const raw = mail.prepare ? Buffer.from(await mail.prepare(composed.toString('latin1')), 'latin1') : composed;
  const from = mail.mailFrom ?? addressOf(mail.letter.from);
  switch (mail.way.kind) {
    case 'smtp':
      await sendBySmtp(mail.way.dialog, { from, to: [mail.to] }, raw);
      break;
    case 'pickup':
      await pickUp(from, mail.to, raw);
      break;
    case 'append':
      await imap.append(mail.way.folder, raw);
  }
}

/** The sendmail command of Postfix; it wants the line ends of this system. */
async function pickUp(from: string, to: string, raw: Buffer): Promise<void> {
  const child = spawn('/usr/sbin/sendmail', ['-i', '-f', from, to], { stdio: ['pipe', 'inherit', 'inherit'] });
  child.stdin.end(raw.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`sendmail: exit code ${String(code)}`);
}
