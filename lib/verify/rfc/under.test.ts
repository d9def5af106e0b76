import { expect, it } from 'vitest';
import { hostName, isUnder } from './under';

it.each([
  ['mx.example.com', 'example.com', true],
  ['example.com', 'example.com', true],
  ['evilexample.com', 'example.com', false],
  ['example.com.evil.example', 'example.com', false],
  ['example.com', 'mx.example.com', false],
  ['.example.com', 'example.com', true],
  ['anything', '', false],
  ['', 'example.com', false],
])('%s under %s: %s', (host, domain, expected) => {
  expect(isUnder(host, domain)).toBe(expected);
});

it('compares as DNS does', () => {
  expect(hostName('MX.Example.COM.')).toBe('mx.example.com');
});
