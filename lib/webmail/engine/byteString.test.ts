import { expect, it } from 'vitest';
import { byteString } from './byteString';

const every = Uint8Array.from({ length: 256 }, (_, octet) => octet);

it.each([
  ['every octet', every],
  ['none', new Uint8Array()],
  ['ASCII alone', new TextEncoder().encode('From: a\r\n')],
  ['UTF-8 and a byte order mark, as octets', Uint8Array.of(0xef, 0xbb, 0xbf, 0xc3, 0xa9, 0x80)],
  ['high octets at both ends', Uint8Array.of(0xff, 0x41, 0x9f)],
])('%s', (_, octets) => {
  const text = byteString(octets);
  expect(text).toHaveLength(octets.length);
  expect([...text].map((one) => one.charCodeAt(0))).toEqual([...octets]);
});
