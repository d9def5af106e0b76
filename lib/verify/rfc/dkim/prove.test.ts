import { describe, expect, it, vi } from 'vitest';
import { keyRecord, testKey } from '../../../../test/signer/keys';
import type { TestKey } from '../../../../test/signer/keys';
import { signOctets } from '../../../../test/signer/sign-dkim';
import { toOctets } from '../octets';
import { MAX_REMEMBERED, readKeyRecord } from './key-record';
import type { Key } from './key-record';
import { prove } from './prove';
import type { Algorithm } from './tag-values';

const SHA1: Algorithm = { key: 'rsa', hash: 'sha-1' };
const SHA256: Algorithm = { key: 'rsa', hash: 'sha-256' };
const ED25519: Algorithm = { key: 'ed25519', hash: 'sha-256' };

function key(from: TestKey, note = ''): Key {
  const reading = readKeyRecord(keyRecord(from, note));
  if (!reading.ok) throw new Error(reading.fault);
  return reading.key;
}

const rsa = testKey('rsa-1024');
const ed = testKey('ed25519');
const data = toOctets('from:a\r\ns:b=');
const by256 = signOctets('from:a\r\ns:b=', 'rsa-sha256', rsa.privateKey);
const by1 = signOctets('from:a\r\ns:b=', 'rsa-sha1', rsa.privateKey);
const byEd = signOctets('from:a\r\ns:b=', 'ed25519-sha256', ed.privateKey);

describe('prove', () => {
  it.each([
    ['holds', rsa, SHA256, by256, data],
    ['holds', rsa, SHA1, by1, data],
    ['holds', ed, ED25519, byEd, data],
    ['changed', rsa, SHA256, by256, toOctets('from:b')],
    ['changed', rsa, SHA1, by1, toOctets('from:b')],
    // Made by the key, but not as this algorithm makes them.
    ['other-key', rsa, SHA256, by1, data],
    ['other-key', rsa, SHA1, by256, data],
    ['other-key', testKey('rsa-1024', 1), SHA256, by256, data],
    ['other-key', testKey('rsa-2048'), SHA256, by256, data],
    ['other-key', rsa, SHA256, 'AAAA', data],
    ['other-key', rsa, SHA256, Buffer.alloc(128, 255).toString('base64'), data],
    ['other-key', rsa, SHA256, Buffer.alloc(128).toString('base64'), data],
    ['broken', rsa, SHA256, '*', data],
    ['broken', ed, ED25519, byEd, toOctets('from:b')],
    ['broken', testKey('ed25519', 1), ED25519, byEd, data],
    ['broken', ed, ED25519, 'AAAA', data],
  ] as const)('%s', async (wanted, by, algorithm, value, octets) => {
    expect(await prove(key(by), algorithm, value, octets)).toBe(wanted);
  });

  it('says where the platform cannot', async () => {
    const refused = vi.spyOn(crypto.subtle, 'importKey').mockRejectedValue(new Error('NotSupportedError'));
    expect(await prove(key(ed, '; n=unsupported'), ED25519, byEd, data)).toBe('unsupported');
    refused.mockRestore();
  });

  it('imports a key once for each hash, as long as its record is remembered', async () => {
    const imports = vi.spyOn(crypto.subtle, 'importKey');
    await prove(key(rsa, '; n=first'), SHA256, 'AAAA', data);
    await prove(key(rsa, '; n=first'), SHA256, 'AAAA', data);
    expect(imports).toHaveBeenCalledTimes(1);
    await prove(key(rsa, '; n=first'), { ...SHA256, hash: 'sha-1' }, 'AAAA', data);
    expect(imports).toHaveBeenCalledTimes(2);
    for (let count = 0; count < MAX_REMEMBERED; count++) key(rsa, `; n=${count}`);
    await prove(key(rsa, '; n=first'), SHA256, 'AAAA', data);
    expect(imports).toHaveBeenCalledTimes(3);
    imports.mockRestore();
  });
});
