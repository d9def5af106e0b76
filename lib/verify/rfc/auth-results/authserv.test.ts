import { expect, it } from 'vitest';
import { isProviders } from './authserv';

it.each([
  ['mx.example.com', ['example.com'], true],
  ['EXAMPLE.com', ['example.COM'], true],
  ['mx.example.com.', ['mx.example.com'], true],
  ['mx.evilexample.com', ['example.com'], false],
  ['example.com', ['mx.example.com'], false],
  ['localhost', ['localhost'], true],
  ['x.localhost', ['localhost'], false],
  ['gate-1', ['GATE-1'], true],
  ['büro.example', ['xn--bro-hoa.example'], true],
  ['', [''], false],
  ['', ['example.com'], false],
  ['example.com', [''], false],
  ['example.com', [], false],
])('%j is one of %j: %s', (authserv, ids, expected) => {
  expect(isProviders(authserv, ids)).toBe(expected);
});
