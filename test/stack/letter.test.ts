import { describe, expect, it } from 'vitest';
import { compose, encodedWord } from './letter.ts';
import { stampTime } from './stamp-time.ts';

const letter = { from: 'A <a@a.test>', to: 'b@b.test', subject: 's', text: 'hello' };

describe('compose', () => {
  it('puts forged lines above all others, and the references oldest first', () => {
    const raw = compose('<x@a.test>', {
      ...letter,
      top: ['Received: forged', '\tfold'],
      references: ['<1@a>', '<2@b>'],
    });
    const text = raw.toString();
    expect(text.startsWith('Received: forged\r\n\tfold\r\nDate: ')).toBe(true);
    expect(text).toContain('In-Reply-To: <2@b>\r\nReferences: <1@a>\r\n <2@b>\r\n');
    expect(text).toContain('\r\n\r\nhello\r\n');
  });

  it('encodes words and dates as the standards have them', () => {
    expect(encodedWord('日本')).toBe('=?UTF-8?B?5pel5pys?=');
    expect(stampTime(new Date('2026-01-02T03:04:05Z'))).toBe('Fri, 2 Jan 2026 03:04:05 +0000');
  });

  it('makes the same attachment each time', () => {
    const twice = [0, 1].map(() => compose('<x@a.test>', { ...letter, attachment: 1000 }, new Date(0)));
    expect(twice[0]?.equals(twice[1]!)).toBe(true);
  });
});
