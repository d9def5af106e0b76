import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromOctets, readBase64, tidyBase64, toOctets, writeBase64 } from './octets';

describe('base64', () => {
  it.each([
    ['', ''],
    ['Zg==', 'f'],
    ['Zm8=', 'fo'],
    ['Zm9v', 'foo'],
    ['Zm9vYg==', 'foob'],
    ['Zm9vYmE', 'fooba'],
    ['Zm9vYg', 'foob'],
    [' Z m\r\n\t9v = ', null],
    ['Z\r\n\tg = =', 'f'],
    ['Zh==', 'f'],
    ['//8=', '\xff\xff'],
    ['Z', null],
    ['Zg=', null],
    ['Zg===', null],
    ['=', null],
    ['Zm9v=', null],
    ['Zm9v====', null],
    ['Zg==Zg==', null],
    ['Zm9-', null],
    ['Zm9v\x00', null],
    ['Zm9\u0176', null],
  ])('%j is %j', (text, wanted) => {
    const octets = readBase64(text);
    expect(octets && fromOctets(octets)).toBe(wanted);
    expect(tidyBase64(text)).toBe(octets && octets.length > 0 ? writeBase64(octets) : null);
  });

  it('is tidied as it would be read and written anew', () => {
    const piece = fc.constantFrom('A', 'B', '/', 'z', '9', '=', ' ', '\r\n\t', '\xff', '\u0176', '-');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const text = pieces.join('');
        const octets = readBase64(text);
        expect(tidyBase64(text)).toBe(octets && octets.length > 0 ? writeBase64(octets) : null);
      }),
      { numRuns: 2000 },
    );
  });

  it('is read as it is written, as Node writes it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), (octets) => {
        const text = writeBase64(octets);
        expect(text).toBe(Buffer.from(octets).toString('base64'));
        expect(readBase64(text)).toEqual(octets);
        expect(readBase64(text.replaceAll('=', ''))).toEqual(octets);
      }),
    );
  });
});

it('byte strings and octets are one another', () => {
  const octets = Uint8Array.from({ length: 20_000 }, (_, index) => index & 255);
  expect(fromOctets(octets)).toBe(Buffer.from(octets).toString('latin1'));
  expect(fromOctets(octets.subarray(1, 300))).toBe(Buffer.from(octets.subarray(1, 300)).toString('latin1'));
  expect(toOctets(fromOctets(octets))).toEqual(octets);
  expect(fromOctets(Uint8Array.of(0, 127, 128, 255))).toBe('\0\x7f\x80\xff');
});
