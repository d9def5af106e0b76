import { expect, it } from 'vitest';
import { readCompanionUrl, resolverOf } from './companion-url';

it.each([
  [' http://127.0.0.1:8453 ', 'http://127.0.0.1:8453/'],
  ['http://localhost:8453/dns-query', 'http://localhost:8453/'],
  ['HTTPS://C.example/hoplock', 'https://c.example/hoplock/'],
  ['https://c.example/hoplock/dns-query', 'https://c.example/hoplock/'],
  ['http://c.example/', null],
  ['https://c.example/?x', null],
  ['https://u:p@c.example/', null],
  ['c.example', null],
  ['', null],
])('%j', (typed, url) => {
  expect(readCompanionUrl(typed)).toBe(url);
});

it('is a resolver too', () => {
  expect(resolverOf('http://127.0.0.1:8453/')).toBe('http://127.0.0.1:8453/dns-query');
});
