import { describe, expect, it } from 'vitest';
import { addressGuard } from './address-guard';

const guard = addressGuard({ testTargets: false, own: () => ['8.8.4.4', '2a00:1450::7'], denied: ['9.9.9.0/24'] });

describe('addresses that a stranger’s record may lead to', () => {
  it.each([
    '8.8.8.8',
    '100.63.255.255',
    '100.128.0.1',
    '172.15.0.1',
    '172.32.0.1',
    '192.169.0.1',
    '223.255.255.255',
    '2a00:1450:4001::1',
    '2001:4860:4860::8888',
    '64:ff9b::808:808',
  ])('allowed: %s', (ip) => expect(guard.allows(ip)).toBe(true));

  it.each([
    '0.0.0.0',
    '0.1.2.3',
    '10.0.0.1',
    '100.64.0.1',
    '100.127.255.255',
    '127.0.0.1',
    '127.255.255.254',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.8',
    '192.0.2.1',
    '192.88.99.1',
    '192.168.1.1',
    '198.18.0.1',
    '198.19.255.255',
    '198.51.100.1',
    '203.0.113.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:8.8.8.8',
    '::ffff:127.0.0.1',
    '::7f00:1',
    '::8.8.8.8',
    '64:ff9b::7f00:1',
    '64:ff9b::10.0.0.1',
    '64:ff9b:1::1',
    '100::1',
    '2001::1',
    '2001:0:4136:e378:8000:63bf:3fff:fdd2',
    '2001:2::1',
    '2001:db8::1',
    '2002:7f00:1::1',
    '2002:808:808::1',
    '3fff::1',
    '5f00::1',
    'fc00::1',
    'fd12::1',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'ff02::1',
  ])('refused: %s', (ip) => expect(guard.allows(ip)).toBe(false));

  it.each([
    '0127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f.1',
    '8.8.8.8 ',
    '[2a00:1450::1]',
    'IPv6:2a00:1450::1',
    'example.com',
    '',
  ])('no canonical address: %j', (ip) => expect(guard.allows(ip)).toBe(false));

  it.each(['8.8.4.4', '64:ff9b::808:404', '2a00:1450::7', '2a00:1450:0:0::7', '9.9.9.9', '64:ff9b::909:909'])(
    'this machine’s own, or closed by the operator: %s',
    (ip) => expect(guard.allows(ip)).toBe(false),
  );

  it('knows this machine by itself', () => {
    expect(addressGuard({ testTargets: true }).allows('127.0.0.1')).toBe(true);
    expect(addressGuard({ testTargets: false }).allows('127.0.0.1')).toBe(false);
  });

  it('tests open loopback and private networks, and not what the operator closed', () => {
    const open = addressGuard({ testTargets: true, denied: ['10.1.0.0/16'] });
    expect(['127.0.0.1', '::1', '10.2.0.1', '10.1.0.1', 'nonsense'].map(open.allows)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});
