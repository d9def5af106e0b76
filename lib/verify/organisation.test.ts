import { expect, it } from 'vitest';
import { organisations } from './organisation';

it.each([
  ['mx.example.com', 'example.com'],
  ['MX.EXAMPLE.CO.UK.', 'example.co.uk'],
  ['co.uk', null],
  ['com', null],
  ['a.github.io', 'a.github.io'],
  ['github.io', null],
  ['mx.a.github.io', 'a.github.io'],
  ['x.blogspot.com', 'x.blogspot.com'],
  ['vm', null],
  ['localhost', null],
  ['relay.internal', null],
  ['host.local', null],
  ['mail.corp.lan', null],
  ['10.0.0.5', null],
  ['[10.0.0.5]', null],
  ['2002:a05:612c:2691:b0:324:2126:330e', null],
  ['mx.box.test', 'box.test'],
  ['PH0PR07CA0094.outlook.office365.com', 'outlook.com'],
  ['TYZPR01MB5756.apcprd01.prod.exchangelabs.com', 'outlook.com'],
  ['mx.sub.yahoo.co.jp', 'yahoo.co.jp'],
  ['', null],
  ['a.'.repeat(200), null],
  [null, null],
])('%s: %s', (host, expected) => {
  expect(organisations()(host)).toBe(expected);
});
