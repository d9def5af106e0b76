import { expect, it } from 'vitest';
import { readDomain } from './domain';

it.each([
  ['b.example', 'b.example'],
  ['B.EXAMPLE.', 'b.example'],
  ['localhost', 'localhost'],
  ['b\u00fccher.example', 'xn--bcher-kva.example'],
  ['B\u00dcCHER.example', 'xn--bcher-kva.example'],
  ['fa\u00df.example', 'xn--fa-hia.example'],
  ['a_b.example', 'a_b.example'],
  [`${'a.'.repeat(126)}a`, `${'a.'.repeat(126)}a`],
  [`${'a.'.repeat(126)}aa`, null],
  ['', null],
  ['.', null],
  ['a..b', null],
  ['.a', null],
  ['a b', null],
  ['a@b', null],
  ['a/b', null],
  ['a:80', null],
  ['a%41', null],
  ['[192.0.2.1]', null],
  ['192.0.2.1', null],
  ['1.2.3', null],
  ['a.1', null],
  ['\u00ad', null],
  ['b.example\u3002', 'b.example'],
  ['127.0.0.\uff11', null],
  ['\uff10x7f.1', null],
])('%j is %j', (text, expected) => {
  expect(readDomain(text)).toBe(expected);
});
