import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { packTighter } from './pack-tighter';

const FILES: Readonly<Record<string, string>> = {
  'a.json': JSON.stringify(Array.from({ length: 300 }, (_, at) => ({ key: `ui_${at % 17}`, value: at * 7 }))),
  'b/c.txt': 'x',
  empty: '',
};

/** A zip as tools write it; `method` 0 stores. */
function zipOf(files: Readonly<Record<string, string>>, method: number): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [file, text] of Object.entries(files)) {
    const plain = Buffer.from(text);
    const data = method === 0 ? plain : deflateRawSync(plain);
    const name = Buffer.from(file);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(method, 4);
    fields.writeUInt32LE(0x5c6f7a11, 6);
    fields.writeUInt32LE(crc32(plain), 10);
    fields.writeUInt32LE(data.length, 14);
    fields.writeUInt32LE(plain.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, name, data]);
    const where = Buffer.alloc(14);
    where.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x03'), fields, where, name]));
    parts.push(local);
    at += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, central, end]);
}

/** Reads by local headers alone, as a stream does. */
function read(zip: Buffer): Record<string, string> {
  const files: Record<string, string> = {};
  for (let at = 0; zip.readUInt32LE(at) === 0x04034b50;) {
    const size = zip.readUInt32LE(at + 18);
    const begin = at + 30 + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28);
    const data = zip.subarray(begin, begin + size);
    const plain = zip.readUInt16LE(at + 8) === 0 ? data : inflateRawSync(data);
    expect(crc32(plain)).toBe(zip.readUInt32LE(at + 14));
    files[zip.toString('utf8', at + 30, at + 30 + zip.readUInt16LE(at + 26))] = plain.toString();
    at = begin + size;
  }
  return files;
}

it.each([0, 8])('gives the same files, smaller, whatever they were packed by: %i', async (method) => {
  const before = zipOf(FILES, method);
  const after = await packTighter(before);
  expect(read(after)).toEqual(FILES);
  expect(after.length).toBeLessThan(before.length);
  // what it writes it can read
  expect(read(await packTighter(after))).toEqual(FILES);
});

it('refuses what is no zip', async () => {
  await expect(packTighter(Buffer.from('PK'))).rejects.toThrow('no zip');
});
