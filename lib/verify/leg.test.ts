import { expect, it } from 'vitest';
import { buildFacts, tls } from '../../test/fixtures/build-facts';
import type { Hop, TlsVersion } from './facts';
import { legOf } from './leg';

const hop = (given: Partial<Hop>): Hop => buildFacts({ hops: [given] }).hops[0] as Hop;
const from = (ip: string | null) => ({ helo: null, rdns: null, ip, confirmed: false });

it.each([
  ['127.0.0.1', 'loopback'],
  ['::1', 'loopback'],
  ['10.1.2.3', 'private'],
  ['fe80::1', 'private'],
  ['fd00::1', 'private'],
  ['100.64.0.0', 'private'],
  ['100.127.255.255', 'private'],
  ['100.128.0.0', 'public'],
  ['100.63.255.255', 'public'],
  ['203.0.113.9', 'public'],
  ['2001:db8::1', 'public'],
  [null, null],
])('%s is %s', (ip, reach) => {
  expect(legOf(hop({ from: from(ip) })).reach).toBe(reach);
});

it.each<[string | null, string | null, string]>([
  ['1.3', 'TLS_AES_256_GCM_SHA384', 'fine'],
  ['1.2', 'ECDHE-RSA-AES128-GCM-SHA256', 'fine'],
  [null, null, 'fine'],
  ['1.2', 'TLS_ECDHE_ECDSA_WITH_AES_128_CCM', 'fine'],
  ['1.2', 'AES256-SHA256', 'fine'],
  ['1.2', 'ECDHE-DESCARTES-AES', 'fine'],
  ['1.1', 'AES256-SHA', 'weak-version'],
  ['1.0', null, 'weak-version'],
  ['ssl3', 'RC4-MD5', 'weak-version'],
  ['ssl2', null, 'weak-version'],
  ['1.2', 'RC4-SHA', 'weak-cipher'],
  [null, 'RC4-MD5', 'weak-cipher'],
  ['1.2', 'DES-CBC3-SHA', 'weak-cipher'],
  ['1.2', 'TLS_RSA_WITH_3DES_EDE_CBC_SHA', 'weak-cipher'],
  ['1.2', 'ECDHE-RSA-NULL-SHA', 'weak-cipher'],
  [null, 'EXP-RC2-CBC-MD5', 'weak-cipher'],
  [null, 'TLS_RSA_EXPORT_WITH_DES40_CBC_SHA', 'weak-cipher'],
  [null, 'RSA_ARCFOUR_SHA1', 'weak-cipher'],
])('%s %s is %s', (version, cipher, strength) => {
  expect(legOf(hop({ tls: tls({ version: version as TlsVersion | null, cipher }) })).strength).toBe(strength);
});

it('has no strength without encryption', () => {
  expect(legOf(hop({ state: 'plaintext', tls: null })).strength).toBeNull();
  expect(legOf(hop({ tls: null })).strength).toBe('fine');
});

it.each([
  ['AECDH-AES256-SHA', true],
  ['ADH-AES256-SHA', true],
  ['TLS_DH_anon_WITH_AES_256_CBC_SHA', true],
  ['ECDHE-RSA-AES256-SHA', false],
  [null, false],
])('%s anonymous: %s', (cipher, anonymous) => {
  expect(legOf(hop({ tls: tls({ cipher }) })).anonymous).toBe(anonymous);
});

it.each<[TlsVersion | null, string | null, TlsVersion | null]>([
  ['1.2', 'TLS_AES_256_GCM_SHA384', '1.2'],
  [null, 'TLS_AES_256_GCM_SHA384', '1.3'],
  [null, 'TLS_CHACHA20_POLY1305_SHA256', '1.3'],
  [null, 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384', null],
  [null, 'TLS_AES_WITH_NOTHING', null],
  [null, 'AES256-SHA', null],
  [null, null, null],
])('version %s with cipher %s is %s', (version, cipher, known) => {
  expect(legOf(hop({ tls: tls({ version, cipher }) })).version).toBe(known);
});
