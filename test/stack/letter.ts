import { Buffer } from 'node:buffer';
import { stampTime } from './stamp-time.ts';

const ATTACHMENT_LINE = 57; // 76 characters of base64

/** What a mail says, before anyone carries it. */
export interface Letter {
  /** As they stand in the header, encoded or not. */
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Message-IDs, oldest first: the mail answers the last. */
  readonly references?: readonly string[];
  /** Octets of a file that comes with it. */
  readonly attachment?: number;
  /** Whole lines that the sender put on top of the header: forged Received fields. */
  readonly top?: readonly string[];
}

/** An encoded word (RFC 2047). */
export const encodedWord = (text: string): string => `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`;

/** The mail as octets, lines ended by CRLF. */
export function compose(messageId: string, letter: Letter, date: Date = new Date()): Buffer {
  const { from, to, subject, text, references = [], attachment, top = [] } = letter;
  const boundary = 'a-leg-and-a-leg';
  const last = references.at(-1);
  const plain = ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 8bit', '', text, ''];
  const lines = [
    ...top,
    `Date: ${stampTime(date)}`,
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${subject}`,
    `Message-ID: ${messageId}`,
    ...(last === undefined ? [] : [`In-Reply-To: ${last}`, `References: ${references.join('\r\n ')}`]),
    'MIME-Version: 1.0',
  ];
  if (attachment === undefined) lines.push(...plain);
  else {
    lines.push(`Content-Type: multipart/mixed; boundary="${boundary}"`, '', `--${boundary}`, ...plain, `--${boundary}`);
    lines.push('Content-Type: application/octet-stream', 'Content-Disposition: attachment; filename="route.bin"');
    lines.push('Content-Transfer-Encoding: base64', '', base64Lines(attachment).join('\r\n'), `--${boundary}--`, '');
  }
  return Buffer.from(lines.join('\r\n'));
}

/** `size` octets that are the same each time and do not repeat within a line. */
function base64Lines(size: number): string[] {
  const octets = Buffer.alloc(size);
  let state = 1;
  for (let i = 0; i < size; i++) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    octets[i] = state >>> 16;
  }
  const lines: string[] = [];
  for (let at = 0; at < size; at += ATTACHMENT_LINE) lines.push(octets.toString('base64', at, at + ATTACHMENT_LINE));
  return lines;
}
