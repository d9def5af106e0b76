import { expect, it } from 'vitest';
import { tlsName } from './tls-name';

it.each([
  ['1.3', 'TLS 1.3'],
  ['1.0', 'TLS 1.0'],
  ['ssl3', 'SSL 3.0'],
  [null, null],
] as const)('version %s is named %s', (version, name) => {
  expect(tlsName(version)).toBe(name);
});
