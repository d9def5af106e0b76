import { expect, it } from 'vitest';
import { siteName } from './site-name';

it.each([
  ['https://mail.example.org/*', 'mail.example.org'],
  ['http://mail.example.org/*', 'http://mail.example.org'],
  ['https://*.example.org/*', '*.example.org'],
  ['odd', 'odd'],
])('%s reads %s', (pattern, name) => {
  expect(siteName(pattern)).toBe(name);
});
