import { describe, expect, it } from 'vitest';
import { organisations } from '../organisation';
import { MAX_REPLIES, replyElsewhere } from './reply-elsewhere';

const say = (author: string, ...replies: string[]) => {
  const found = replyElsewhere(author, replies, organisations());
  return found && `${found.code} ${found.domain}`;
};

describe('a reply that goes', () => {
  it.each<[string, string, readonly string[], string | null]>([
    ['nowhere else', 'larkfield.example', [], null],
    ['home', 'larkfield.example', ['larkfield.example'], null],
    ['below', 'larkfield.example', ['desk.larkfield.example'], null],
    ['above', 'mail.larkfield.example', ['larkfield.example'], null],
    ['to a sister', 'mail.larkfield.co.jp', ['desk.larkfield.co.jp'], null],
    ['elsewhere', 'larkfield.example', ['evil.example'], 'reply-elsewhere evil.example'],
    [
      'to a domain that ends the same',
      'larkfield.example',
      ['my-larkfield.example'],
      'reply-elsewhere my-larkfield.example',
    ],
    ['to a neighbour under a public suffix', 'larkfield.co.jp', ['bank.co.jp'], 'reply-elsewhere bank.co.jp'],
    ['to a neighbour’s page', 'ann.github.io', ['bob.github.io'], 'reply-elsewhere bob.github.io'],
    ['to anybody', 'larkfield.example', ['gmail.com'], 'reply-to-anybody gmail.com'],
    ['home and to anybody', 'larkfield.example', ['larkfield.example', 'yahoo.co.jp'], 'reply-to-anybody yahoo.co.jp'],
    ['elsewhere and to anybody', 'larkfield.example', ['evil.example', 'gmx.de'], 'reply-to-anybody gmx.de'],
    ['from one public mailbox to another', 'gmail.com', ['outlook.com'], 'reply-elsewhere outlook.com'],
    ['within a public mailbox', 'gmail.com', ['gmail.com'], null],
  ])('%s', (_, author, replies, expected) => {
    expect(say(author, ...replies)).toBe(expected);
  });
});

it('looks at so many', () => {
  const home = Array.from({ length: MAX_REPLIES - 1 }, () => 'larkfield.example');
  expect(say('larkfield.example', ...home, 'evil.example')).toBe('reply-elsewhere evil.example');
  expect(say('larkfield.example', ...home, 'larkfield.example', 'evil.example')).toBeNull();
});
