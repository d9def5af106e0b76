/**
 * Packs a zip's entries anew by Zopfli, whose Deflate streams are some 4 % smaller than zlib's and are unpacked by everybody (RFC 1951).
 * Implements: entries stored or deflated, as PKWARE's APPNOTE 6.3 has them (4.3.7, 4.3.12, 4.3.16).
 * Does not implement: Zip64, encryption, data descriptors in what is written, comments.
 */
import { inflateRawSync } from 'node:zlib';
import { deflateAsync } from '@gfx/zopfli';

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const LOCAL_LENGTH = 30;
const CENTRAL_LENGTH = 46;
const END_LENGTH = 22;
const STORED = 0;
const DEFLATED = 8;
/** Bit 3 of the flags: sizes stand behind the data. */
const DESCRIPTOR = 0x0008;
/** Rounds of Zopfli: more gain less than a thousandth. */
const ROUNDS = 5;

/** The same entries, names, dates and checksums, in the same order. Throws on what is no such zip. */
export async function packTighter(zip: Buffer): Promise<Buffer> {
  const end = zip.length - END_LENGTH;
  if (end < 0 || zip.readUInt32LE(end) !== END) throw new Error('no zip, or one with a comment');
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let written = 0;
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (zip.readUInt32LE(at) !== CENTRAL) throw new Error('a central directory that is cut');
    const [nameLength, extra, comment] = [28, 30, 32].map((place) => zip.readUInt16LE(at + place)) as [
      number,
      number,
      number,
    ];
    const name = zip.subarray(at + CENTRAL_LENGTH, at + CENTRAL_LENGTH + nameLength);
    const central = Buffer.concat([zip.subarray(at, at + CENTRAL_LENGTH), name]);
    const { method, data } = await pack(entryData(zip, at));
    central.writeUInt16LE(central.readUInt16LE(8) & ~DESCRIPTOR, 8);
    central.writeUInt16LE(method, 10);
    central.writeUInt32LE(data.length, 20);
    central.writeUInt16LE(0, 30);
    central.writeUInt16LE(0, 32);
    central.writeUInt32LE(written, 42);
    const local = Buffer.alloc(LOCAL_LENGTH);
    local.writeUInt32LE(LOCAL, 0);
    // version needed, flags, method, time, date, checksum, both sizes, both lengths: as in the central directory
    central.copy(local, 4, 6, 32);
    locals.push(local, name, data);
    centrals.push(central);
    written += local.length + name.length + data.length;
    at += CENTRAL_LENGTH + nameLength + extra + comment;
  }
  const directory = Buffer.concat(centrals);
  const tail = Buffer.from(zip.subarray(end));
  tail.writeUInt32LE(directory.length, 12);
  tail.writeUInt32LE(written, 16);
  return Buffer.concat([...locals, directory, tail]);
}

/** What an entry of the central directory at `at` holds, unpacked. */
function entryData(zip: Buffer, at: number): Buffer {
  const method = zip.readUInt16LE(at + 10);
  const size = zip.readUInt32LE(at + 20);
  const local = zip.readUInt32LE(at + 42);
  if (zip.readUInt32LE(local) !== LOCAL) throw new Error('an entry that is not there');
  const begin = local + LOCAL_LENGTH + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const data = zip.subarray(begin, begin + size);
  if (method === STORED) return data;
  if (method !== DEFLATED) throw new Error(`method ${method}`);
  return inflateRawSync(data);
}

async function pack(data: Buffer): Promise<{ readonly method: number; readonly data: Buffer }> {
  if (data.length === 0) return { method: STORED, data };
  const packed = Buffer.from(await deflateAsync(data, { numiterations: ROUNDS }));
  return packed.length < data.length ? { method: DEFLATED, data: packed } : { method: STORED, data };
}
