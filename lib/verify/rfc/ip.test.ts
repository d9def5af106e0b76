import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inNetwork, ipClass, isV4, isWithin, readIp, readNetwork } from './ip';

describe('an address', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['[192.0.2.1]', '192.0.2.1'],
    ['0.0.0.0', '0.0.0.0'],
    ['255.255.255.255', '255.255.255.255'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:c000:201', '192.0.2.1'],
    ['[IPv6:::ffff:192.0.2.1]', '192.0.2.1'],
    ['IPv6:2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['[fe80::1%15]', 'fe80::1'],
    ['::', '::'],
    ['::1', '::1'],
    ['2001:db8::', '2001:db8::'],
    ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8'],
    ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
    ['::2:3:4:5:6:7:8', '0:2:3:4:5:6:7:8'],
    ['1:0:0:2:0:0:0:3', '1:0:0:2::3'],
    ['64:ff9b::192.0.2.1', '64:ff9b::c000:201'],
  ])('%s is %s', (text, expected) => {
    expect(readIp(text)).toBe(expected);
  });

  it.each([
    '', '1', '1.2.3', '1.2.3.4.5', '1.2.3.256', '01.2.3.4', '1.2.3.4 ', ' 1.2.3.4', '1..3.4', '.1.2.3', '1.2.3.', '1.2.3.4:25', '0x1.2.3.4', '[1.2.3.4', '1.2.3.4]',
    ':', ':::', ':1', '1:', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9', '1::2::3', '::12345', '::g', '1:2:3:4:5:6:7:1.2.3.4', '::1.2.3', '1.2.3.4::', 'a.example', '%eth0', 'IPv6:',
    `::${'0'.repeat(100)}`,
  ])('%j is none', (text) => {
    expect(readIp(text)).toBeNull();
  }); // prettier-ignore

  it('survives its own form', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
        const once = readIp(text);
        expect(once).not.toBeNull();
        expect(readIp(once ?? '')).toBe(once);
      }),
    );
  });
});

it.each([
  ['127.0.0.1', 'loopback'], ['127.255.255.255', 'loopback'], ['126.255.255.255', 'public'], ['128.0.0.0', 'public'], ['::1', 'loopback'], ['::2', 'public'],
  ['::ffff:127.0.0.1', 'loopback'], ['10.0.0.0', 'private'], ['9.255.255.255', 'public'], ['11.0.0.0', 'public'], ['172.15.255.255', 'public'], ['172.16.0.0', 'private'],
  ['172.31.255.255', 'private'], ['172.32.0.0', 'public'], ['192.167.255.255', 'public'], ['192.168.0.0', 'private'], ['192.169.0.0', 'public'], ['169.254.1.1', 'private'],
  ['100.64.0.1', 'public'], ['192.0.2.1', 'public'], ['198.51.100.1', 'public'], ['2001:db8::1', 'public'], ['fc00::', 'private'], ['fdff::', 'private'], ['fbff::', 'public'],
  ['fe80::1', 'private'], ['febf::1', 'private'], ['fec0::1', 'public'], ['0.0.0.0', 'public'], ['::', 'public'], ['nonsense', 'public'],
])('%s is %s', (ip, expected) => {
  expect(ipClass(ip)).toBe(expected);
}); // prettier-ignore

describe('a network', () => {
  it.each([
    ['192.0.2.0/24', '192.0.2.255', true],
    ['192.0.2.0/24', '192.0.3.0', false],
    ['192.0.2.128/25', '192.0.2.127', false],
    ['192.0.2.5', '192.0.2.5', true],
    ['192.0.2.5', '192.0.2.4', false],
    ['0.0.0.0/0', '203.0.113.9', true],
    ['0.0.0.0/0', '2001:db8::1', false],
    ['::/0', '203.0.113.9', true],
    ['2001:db8::/33', '2001:db8:7fff::1', true],
    ['2001:db8::/33', '2001:db8:8000::1', false],
    ['2001:db8::1/128', '2001:db8::1', true],
    ['::ffff:192.0.2.0/120', '192.0.2.7', true],
    ['192.0.2.0/24', '::ffff:192.0.2.7', true],
    ['192.0.2.0/24', 'nonsense', false],
  ])('%s has %s: %s', (text, ip, expected) => {
    const network = readNetwork(text);
    expect(network && inNetwork(ip, network)).toBe(expected);
  });

  it.each([
    ['192.0.2.7', true],
    ['192.0.3.7', false],
    ['::ffff:192.0.2.7', true],
    ['2001:db8::1', false],
  ])('192.0.2.0/24 has the words of %s: %s', (ip, expected) => {
    const address = readNetwork(ip);
    const network = readNetwork('192.0.2.0/24');
    expect(address && network && isWithin(address.words, network)).toBe(expected);
  });

  it.each(['', '/24', '192.0.2.0/33', '192.0.2.0/', '192.0.2.0/-1', '192.0.2.0/1e1', '2001:db8::/129', 'a.example/8', '192.0.2.0/24/8'])('%j is none', (text) => {
    expect(readNetwork(text)).toBeNull();
  }); // prettier-ignore
});

it.each([
  ['192.0.2.1', true],
  ['::ffff:192.0.2.1', true],
  ['::192.0.2.1', false],
  ['2001:db8::1', false],
])('%s is IPv4: %s', (ip, expected) => {
  expect(isV4(readNetwork(ip)?.words ?? [])).toBe(expected);
});
