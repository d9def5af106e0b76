import { expect, it } from 'vitest';
import { hideLocals } from './hide-locals';

it.each([
  ['To: Anna <anna@a.example>', 'To: Anna <p1@a.example>'],
  ['To: a@x.example, b@y.example, a@z.example', 'To: p1@x.example, p2@y.example, p1@z.example'],
  ['To: "a b@c"@x.example', 'To: p1@x.example'],
  ['To: "a \\" b"@x.example', 'To: p1@x.example'],
  ['a=rsa-sha256; i=anna@a.example; d=a.example', 'a=rsa-sha256; i=p1@a.example; d=a.example'],
  ['i=@a.example', 'i=@a.example'],
  ['spf=pass smtp.mailfrom=anna@a.example', 'spf=pass smtp.mailfrom=p1@a.example'],
  ['<SRS0=Ab=CD=a.example=anna@relay.example>', '<p1@relay.example>'],
  ['<bounce+anna=box.example@mailer.example>', '<p1@mailer.example>'],
  ['for <kim@box.example>; Tue', 'for <p1@box.example>; Tue'],
  ['(envelope-from anna@a.example)', '(envelope-from p1@a.example)'],
  ['an@b@c.example', 'p1@p2@c.example'],
  ['"unclosed@a.example', '"p1@a.example'],
  ['no address', 'no address'],
  ['@', '@'],
])('%s', (text, hidden) => {
  expect(hideLocals()(text)).toBe(hidden);
});

it('is linear', () => {
  const hide = hideLocals();
  const began = Date.now();
  for (const text of ['@'.repeat(200_000), `${'a'.repeat(200_000)}@`, '"@'.repeat(100_000), `${'a"'.repeat(100_000)}@`])
    hide(text);
  expect(Date.now() - began).toBeLessThan(2_000);
});
