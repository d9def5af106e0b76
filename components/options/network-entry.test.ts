import { expect, it } from 'vitest';
import { networkEntry } from './network-entry';

it.each([
  ['192.0.2.1', '192.0.2.1'],
  [' 192.0.2.0/24 ', '192.0.2.0/24'],
  ['0.0.0.0/0', '0.0.0.0/0'],
  ['2001:DB8::/32', '2001:db8::/32'],
  ['[2001:db8::1]', '2001:db8::1'],
  ['::ffff:192.0.2.1', '::ffff:192.0.2.1'],
])('takes %s', (typed, network) => {
  expect(networkEntry(typed)).toEqual({ ok: true, network });
});

it.each([
  ['', 'network-empty'],
  ['mail.example.org', 'network-not-an-address'],
  ['192.0.2', 'network-not-an-address'],
  ['192.0.2.256', 'network-not-an-address'],
  ['192.0.2.01', 'network-not-an-address'],
  ['2001:db8:::1', 'network-not-an-address'],
  ['192.0.2.0/33', 'network-bad-length'],
  ['192.0.2.0/', 'network-bad-length'],
  ['2001:db8::/129', 'network-bad-length'],
  ['192.0.2.0/x', 'network-bad-length'],
])('refuses %s: %s', (typed, code) => {
  expect(networkEntry(typed)).toEqual({ ok: false, code });
});
