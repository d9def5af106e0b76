import { describe, expect, it } from 'vitest';
import type { RecordType } from '../verify/world';
import { readMessage } from './read-message';
import { PADDED_TO, writeQuery } from './write-query';

const LONGEST = [63, 63, 63, 61].map((length) => 'a'.repeat(length)).join('.');

describe('a query', () => {
  it.each<[string, RecordType, number]>([
    ['example.com', 'A', 1],
    ['_dmarc.example.com', 'TXT', 16],
    ['example.com', 'MX', 15],
    ['1.2.0.192.in-addr.arpa', 'PTR', 12],
    [LONGEST, 'AAAA', 28],
  ])('for %s %s', (name, type, number) => {
    const query = writeQuery(name, type);
    expect(readMessage(query)).toEqual({
      id: 0,
      response: false,
      opcode: 0,
      truncated: false,
      authentic: true,
      code: 0,
      questions: [{ name, type: number, class: 1 }],
      answers: [],
      authorities: [],
      errors: [],
    });
    expect(query.length % PADDED_TO).toBe(0);
  });

  it('is, octet by octet', () => {
    const text = Array.from(writeQuery('a.example', 'TXT'), (octet) => octet.toString(16).padStart(2, '0')).join('');
    const expected = [
      // id, flags (recursion desired, AD), counts
      '00000120' + '0001' + '0000' + '0000' + '0001',
      // a.example TXT IN
      '0161' + '076578616d706c65' + '00' + '0010' + '0001',
      // the root, OPT, 4096 octets, code and version 0, DO, 90 octets of options
      '00' + '0029' + '1000' + '0000' + '8000' + '005a',
      // no client subnet: IPv4, source length 0
      '0008' + '0004' + '00010000',
      // padding
      '000c' + '004e' + '00'.repeat(78),
    ].join('');
    expect(text).toBe(expected);
    expect(text).toHaveLength(2 * PADDED_TO);
  });

  it('says by its length only in steps how long the name is', () => {
    const lengths = new Set(
      Array.from({ length: 40 }, (_, at) => writeQuery(`${'a'.repeat(at + 1)}.example`, 'A').length),
    );
    expect([...lengths]).toEqual([PADDED_TO]);
  });
});
