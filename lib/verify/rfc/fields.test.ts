import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_FIELDS, MAX_HEAD_BYTES, readFields } from './fields';

const names = (source: string): string[] => readFields(source).fields.map(({ name }) => name);
const values = (source: string): string[] => readFields(source).fields.map(({ raw, valueAt }) => raw.slice(valueAt));

describe('fields', () => {
  it.each([
    ['CRLF', 'A: 1\r\nB: 2\r\n\r\nbody', ['A', 'B'], [' 1', ' 2'], 14],
    ['LF', 'A: 1\nB: 2\n\nbody', ['A', 'B'], [' 1', ' 2'], 11],
    ['both in turn', 'A: 1\r\nB: 2\n\r\nbody', ['A', 'B'], [' 1', ' 2'], 13],
    ['CR where no LF is', 'A: 1\rB: 2\r\rbody', ['A', 'B'], [' 1', ' 2'], 11],
    ['a lone CR is content', 'A: 1\rB: 2\r\nC: 3\r\n\r\n', ['A', 'C'], [' 1\rB: 2', ' 3'], 19],
    ['folds', 'A: 1\r\n\t2\r\n 3\r\nB: 4\r\n\r\n', ['A', 'B'], [' 1\r\n\t2\r\n 3', ' 4'], 22],
    ['a fold of white space alone', 'A: 1\r\n \r\n 3\r\n\r\n', ['A'], [' 1\r\n \r\n 3'], 15],
    ['white space before the colon', 'A \t: 1\r\n\r\n', ['A'], [' 1'], 10],
    ['a fold before the colon', 'A\r\n\t: 1\r\nB\n : 2\r\n\r\n', ['A', 'B'], [' 1', ' 2'], 19],
    ['an empty value', 'A:\r\nB:\r\n\r\n', ['A', 'B'], ['', ''], 10],
    ['no colon', 'A: 1\r\nbroken\r\nB: 2\r\n\r\n', ['A', '', 'B'], [' 1', 'broken', ' 2'], 22],
    ['an mbox line', 'From a@b.example Mon Jan  5 10:00:00 2026\nA: 1\n\n', ['', 'A'], ['From a@b.example Mon Jan  5 10:00:00 2026', ' 1'], 48],
    ['a first line that begins with white space', ' x\r\nA: 1\r\n\r\n', ['', 'A'], [' x', ' 1'], 12],
    ['NUL', 'A: 1\u00002\r\nB\u0000: 3\r\nC: 4\r\n\r\n', ['A', '', 'C'], [' 1\u00002', 'B\u0000: 3', ' 4'], 23],
    ['octets beyond ASCII in a name', 'B\u00fc: 1\r\nC: 4\r\n\r\n', ['', 'C'], ['B\u00fc: 1', ' 4'], 15],
    ['only a colon', ': 1\r\nC: 4\r\n\r\n', ['', 'C'], [': 1', ' 4'], 13],
    ['no end', 'A: 1\r\nB: 2', ['A', 'B'], [' 1', ' 2'], null],
    ['no blank line', 'A: 1\r\nB: 2\r\n', ['A', 'B'], [' 1', ' 2'], null],
    ['nothing', '', [], [], null],
    ['a body at once', '\r\nbody', [], [], 2],
  ] as const)('%s', (_, source, wantedNames, wantedValues, bodyAt) => {
    expect(names(source)).toEqual(wantedNames);
    expect(values(source)).toEqual(wantedValues);
    expect(readFields(source)).toMatchObject({ bodyAt, cut: null });
  }); // prettier-ignore

  it('loses no octet of any head', () => {
    const text = fc.array(fc.constantFrom('a', 'A: ', ':', ' ', '\t', '\r\n', '\n', '\r', '\u0000', '\u00ff'), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(text, (pieces) => {
        const source = pieces.join('');
        const { fields, bodyAt } = readFields(source);
        const ends = (value: string): string => value.replaceAll(/[\r\n]/g, '');
        expect(ends(fields.map(({ raw }) => raw).join(''))).toBe(ends(source.slice(0, bodyAt ?? source.length)));
        for (const { name, raw, valueAt } of fields) {
          expect(raw.startsWith(name)).toBe(true);
          expect(name === '' ? valueAt : raw[valueAt - 1]).toBe(name === '' ? 0 : ':');
        }
      }),
    );
  });

  it('reads as many fields as it may, and says where it stopped', () => {
    const most = readFields(`${'A: 1\n'.repeat(MAX_FIELDS)}\n`);
    expect([most.fields.length, most.cut]).toEqual([MAX_FIELDS, null]);
    const more = readFields(`${'A: 1\n'.repeat(MAX_FIELDS + 1)}\n`);
    expect([more.fields.length, more.cut, more.bodyAt]).toEqual([MAX_FIELDS, 'fields', null]);
  });

  it('reads as many octets as it may, and says where it stopped', () => {
    const field = `A: ${'x'.repeat(MAX_HEAD_BYTES - 5)}\n`;
    expect(readFields(`${field}\nbody`)).toMatchObject({ cut: null, bodyAt: MAX_HEAD_BYTES });
    expect(readFields(`x${field}\nbody`)).toMatchObject({ cut: 'bytes', bodyAt: null });
    const more = readFields(`B: 1\n${field}\n`);
    expect([more.fields.length, more.cut]).toEqual([2, 'bytes']);
    expect(more.fields[1]?.raw).toHaveLength(MAX_HEAD_BYTES - 5);
  });
});
