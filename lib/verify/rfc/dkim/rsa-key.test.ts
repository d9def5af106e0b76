import fc from 'fast-check';
import { createPublicKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { testKey } from '../../../../test/signer/keys';
import { readRsaKey, writeRsaKey } from './rsa-key';

const octets = (base64: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(base64, 'base64'));

describe('an RSA key', () => {
  it.each(['rsa-512', 'rsa-1023', 'rsa-1024', 'rsa-2048', 'rsa-4096'] as const)('%s is read in both forms', (kind) => {
    const { data } = testKey(kind);
    const spki = readRsaKey(octets(data));
    expect(spki?.bits).toBe(Number(kind.slice(4)));
    const der = createPublicKey({ key: Buffer.from(data, 'base64'), format: 'der', type: 'spki' });
    const bare = der.export({ format: 'der', type: 'pkcs1' });
    expect(readRsaKey(Uint8Array.from(bare))).toEqual(spki);
    expect(spki && Buffer.from(writeRsaKey(spki)).toString('base64')).toBe(data);
  });

  it('may be followed by anything', () => {
    expect(readRsaKey(octets(`${testKey('rsa-1024').data}`))).not.toBeNull();
    const more = Uint8Array.from([...octets(testKey('rsa-1024').data), 1, 2, 3]);
    expect(readRsaKey(more)?.bits).toBe(1024);
  });

  it('cut anywhere, or with an octet changed, is another key or none', () => {
    const whole = octets(testKey('rsa-512').data);
    for (let length = 0; length < whole.length; length++) expect(readRsaKey(whole.slice(0, length))).toBeNull();
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, octet) => {
        const changed = whole.slice();
        changed[at] = octet;
        expect(readRsaKey(changed)?.bits ?? 0).toBeLessThanOrEqual(whole.length * 8);
      }),
    );
  });

  it('of another algorithm is none', () => {
    const elliptic =
      'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEVdoaHMQZkVBSrvqzeGsmeNcY3vGFYnWmXh3IxW7r0jd3cbk4sc8kYLJ6Ct2XIcGsVw';
    expect(readRsaKey(octets(elliptic))).toBeNull();
  });
});
