import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readName } from './read-name';
import { wire } from './testing/message';

const octets = (...parts: readonly (readonly number[])[]): Uint8Array => Uint8Array.from(parts.flat());
const labels = (count: number): string => Array.from({ length: count }, () => 'a').join('.');

/** So many pointers, each to the one before, the first to a root at 0; the last of them stands at the end. */
const pointers = (count: number): number[] => [
  0,
  ...Array.from({ length: count }, (_, index) => [0xc0, index === 0 ? 0 : 2 * index - 1]).flat(),
];

describe('names', () => {
  it.each<[string, Uint8Array, number, string, number]>([
    ['plain, in lower case', octets(wire('Mx.EXAMPLE.com')), 0, 'mx.example.com', 16],
    ['the root', octets([0]), 0, '.', 1],
    ['a pointer after labels', octets(wire('example.com'), [2, 109, 120, 0xc0, 0]), 13, 'mx.example.com', 18],
    ['a pointer to a pointer', octets(wire('com'), [0xc0, 0], [1, 97, 0xc0, 5]), 7, 'a.com', 11],
    ['a dot inside a label', octets([3, 97, 46, 98], wire('com')), 0, 'a\\.b.com', 9],
    ['a backslash inside a label', octets([1, 92], wire('com')), 0, '\\\\.com', 7],
    ['octets that are no letters', octets([3, 0, 32, 255], wire('com')), 0, '\\000\\032\\255.com', 9],
    ['127 labels: 255 octets', octets(wire(labels(127))), 0, labels(127), 255],
    ['a label of 63', octets([63, ...Array<number>(63).fill(97), 0]), 0, 'a'.repeat(63), 65],
    ['127 pointers', octets(pointers(127)), 253, '.', 255],
  ])('%s', (_, message, at, name, next) => {
    expect(readName(message, at)).toEqual({ name, next });
  });

  it.each<[string, Uint8Array, number]>([
    ['nothing', octets(), 0],
    ['past the end', octets([0]), 1],
    ['a label cut off', octets([3, 97, 98]), 0],
    ['no end', octets([1, 97]), 0],
    ['a pointer cut off', octets([0, 0xc0]), 1],
    ['a pointer to itself', octets([0xc0, 0]), 0],
    ['a pointer forwards', octets([0xc0, 2, 0]), 0],
    ['two that point to each other', octets([0xc0, 2, 0xc0, 0]), 2],
    ['a name that runs into its own pointer', octets([1, 97, 0xc0, 0]), 0],
    ['label type 01', octets([0x40, 97, 0]), 0],
    ['label type 10', octets([0x80, 97, 0]), 0],
    ['a label of 64', octets([64, ...Array<number>(64).fill(97), 0]), 0],
    ['128 labels: 257 octets', octets(wire(labels(128))), 0],
    ['too long by way of a pointer', octets(wire(labels(127)), [1, 97, 0xc0, 0]), 255],
    ['128 pointers', octets(pointers(128)), 255],
  ])('none: %s', (_, message, at) => {
    expect(readName(message, at)).toBeNull();
  });

  it('never throws, never runs on, never leaves the message', () => {
    // octets that are often lengths and pointers
    const octet = fc.oneof(fc.constantFrom(0, 1, 2, 3, 63, 64, 0xc0, 0xc1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(octet, { maxLength: 600 }), fc.nat(600), (list, at) => {
        const read = readName(Uint8Array.from(list), at);
        if (!read) return;
        expect(read.next).toBeGreaterThan(at);
        expect(read.next).toBeLessThanOrEqual(list.length);
        expect(read.name.replace(/\\(?:\d{3}|.)/g, 'x').length).toBeLessThanOrEqual(253);
      }),
      { numRuns: 2_000 },
    );
  });
});
