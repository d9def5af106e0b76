import { expect, it } from 'vitest';
import { receiverOf } from './receiver-of';

it.each([
  [null, { mailbox: null, preset: null, vouched: false }],
  ['gmail', { mailbox: null, preset: 'gmail', vouched: true }],
  ['Microsoft', { mailbox: null, preset: 'microsoft', vouched: true }],
  ['Example.COM.', { mailbox: 'example.com', preset: null, vouched: true }],
  ['anna@example.com', { mailbox: 'example.com', preset: null, vouched: true }],
  ['例え.jp', { mailbox: 'xn--r8jz45g.jp', preset: null, vouched: true }],
])('%j', (named, expected) => {
  expect(receiverOf(named, ['list.example'])).toMatchObject({ ...expected, sealers: ['list.example'] });
});

// A gateway holds no mailboxes; a name of one label is no domain of mail from elsewhere.
it.each(['mimecast', 'nobody', '', 'a b.example', '192.0.2.1', '@'])('%j names nobody', (named) => {
  expect(receiverOf(named)).toBe(null);
});
