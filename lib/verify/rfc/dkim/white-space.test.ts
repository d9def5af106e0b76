import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toOctets } from '../octets';
import { lookAt, nextWhiteSpace } from './white-space';

const at = (text: string, from = 0, end = text.length): number => nextWhiteSpace(lookAt(toOctets(text)), from, end);

describe('nextWhiteSpace', () => {
  it.each([
    ['', 0],
    ['a b c d e f', 11],
    ['a  b', 1],
    ['aaa  b', 3],
    ['aaaa  b', 4],
    ['a\tb', 1],
    ['aaaaaaaaaa\t', 10],
    ['a ', 1],
    ['abcdefg ', 7],
    ['a \r\n', 1],
    ['a \n', 3],
    ['a\r\n b', 5],
    ['a\r\n  b', 3],
    ['\0\x01\x02\x1f \0 \x80\xff\xa0\x89\xa0', 12],
  ])('%j: %d', (text, wanted) => {
    expect(at(text)).toBe(wanted);
  });

  it('is what a look at each octet finds, wherever the octets lie', () => {
    const texts = fc.array(fc.constantFrom('a', 'b', '\xa0', '\x89', '\0', ' ', '\t', '\r', '\n'), { maxLength: 24 });
    fc.assert(
      fc.property(texts, fc.nat(7), fc.nat(24), fc.nat(24), (all, shift, from, end) => {
        const text = all.join('');
        const octets = toOctets('  \t'.padEnd(shift, ' ').slice(0, shift) + text + '\t  ').subarray(
          shift,
          shift + text.length,
        );
        const last = Math.min(end, text.length);
        const first = Math.min(from, last);
        let wanted = first;
        while (wanted < last && !/^(?:\t| (?:[ \t\r]|$))/.test(text.slice(wanted, last))) wanted++;
        expect(nextWhiteSpace(lookAt(octets), first, last)).toBe(wanted);
      }),
      { numRuns: 3000 },
    );
  });
});
