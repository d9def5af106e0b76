import { crc32, deflateRawSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { zipEntries } from './zip-entries.ts';

/** A zip of one file, written by hand from the format's description. */
function zipOf(name: string, octets: Buffer, method: 0 | 8): Buffer {
  const packed = method === 8 ? deflateRawSync(octets) : octets;
  const about = Buffer.alloc(26);
  about.writeUInt16LE(20, 0);
  about.writeUInt16LE(method, 4);
  about.writeUInt32LE(crc32(octets), 10);
  about.writeUInt32LE(packed.length, 14);
  about.writeUInt32LE(octets.length, 18);
  about.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), about, Buffer.from(name), packed]);
  const central = Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), about, Buffer.alloc(14), Buffer.from(name)]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(local.length, 12);
  return Buffer.concat([local, central, Buffer.from('PK\x05\x06'), end]);
}

it.each([0, 8] as const)('reads what stands in a zip, method %i', (method) => {
  const octets = Buffer.from('octets '.repeat(50));
  expect([...zipEntries(zipOf('a/b.txt', octets, method))]).toEqual([['a/b.txt', octets]]);
});

it('throws on what is no zip', () => {
  expect(() => zipEntries(Buffer.from('no'))).toThrow('not a zip');
});
