import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordType } from '../verify/world';
import type { Link } from './read-answer';
import { MAX_LINKS, readAnswer } from './read-answer';
import type { Parts } from './testing/message';
import { a, AD, cname, message, mx, ns, opt, RESPONSE, soa, TC, txt } from './testing/message';

const NAME = 'example.com';
const Q: Parts['questions'] = [[NAME, 1]];
const read = (parts: Parts, name = NAME, type: RecordType = 'A'): Link =>
  readAnswer(message({ questions: Q, ...parts }), name, type);
const failure = (word: string) => ({ kind: 'failure', failure: word });
const chain = (links: number) =>
  Array.from({ length: links }, (_, at) => cname(at === 0 ? NAME : `n${at}.example`, `n${at + 1}.example`));

describe('an answer', () => {
  it.each<[string, Parts, object]>([
    ['with values', { answers: [a(NAME, '192.0.2.1')] }, { kind: 'values', values: ['192.0.2.1'], ttl: 300 }],
    [
      'lasts as its shortest record',
      { answers: [a(NAME, '192.0.2.1', 60), a(NAME, '192.0.2.2', 30)] },
      { values: ['192.0.2.1', '192.0.2.2'], ttl: 30 },
    ],
    ['checked', { flags: RESPONSE | AD, answers: [a(NAME, '192.0.2.1')] }, { authentic: true }],
    ['unchecked', { answers: [a(NAME, '192.0.2.1')] }, { authentic: false }],
    ['a record twice is one', { answers: [a(NAME, '192.0.2.1'), a(NAME, '192.0.2.1')] }, { values: ['192.0.2.1'] }],
    [
      'the question in other letters',
      { questions: [['eXample.COM', 1]], answers: [a(NAME, '192.0.2.1')] },
      { kind: 'values' },
    ],
    ['an owner in other letters', { answers: [a('EXAMPLE.com', '192.0.2.1')] }, { values: ['192.0.2.1'] }],
    [
      'signatures beside',
      { answers: [a(NAME, '192.0.2.1'), { name: NAME, type: 46, data: [0] }] },
      { values: ['192.0.2.1'] },
    ],
    [
      'of another name is none',
      { answers: [a('evil.example', '192.0.2.66')], authorities: [soa(NAME, 60)] },
      { values: [] },
    ],
    ['of another type is none', { answers: [txt(NAME, ['x'])], authorities: [soa(NAME, 60)] }, { values: [] }],
    [
      'by an alias',
      { answers: [cname(NAME, 'n1.example', 20), a('n1.example', '192.0.2.1')] },
      { values: ['192.0.2.1'], ttl: 20 },
    ],
    [
      'by aliases in any order',
      { answers: [a('n2.example', '192.0.2.1'), cname('n1.example', 'n2.example'), cname(NAME, 'n1.example')] },
      { values: ['192.0.2.1'] },
    ],
    [
      'by as many aliases as the limit',
      { answers: [...chain(MAX_LINKS), a(`n${MAX_LINKS}.example`, '192.0.2.1')] },
      { values: ['192.0.2.1'] },
    ],
    ['that ends outside', { answers: chain(2) }, { kind: 'alias', target: 'n2.example', ttl: 300 }],
    ['an alias to nothing', { answers: chain(1), authorities: [soa('example', 60)] }, { values: [], ttl: 60 }],
    // the SOA is not of the target's zone: it says nothing of it
    ['an alias beside a foreign SOA', { answers: chain(1), authorities: [soa('com', 60)] }, { kind: 'alias' }],
  ])('%s', (_, parts, expected) => {
    expect(read(parts)).toMatchObject(expected);
  });

  it.each<[string, Parts, Link]>([
    ['no records', { authorities: [soa(NAME, 60)] }, { kind: 'values', values: [], ttl: 60, authentic: false }],
    [
      'SOA shorter than its minimum',
      { authorities: [soa(NAME, 900, 40)] },
      { kind: 'values', values: [], ttl: 40, authentic: false },
    ],
    ['no SOA: not to be kept', {}, { kind: 'values', values: [], ttl: 0, authentic: false }],
    [
      'no name',
      { flags: RESPONSE | 3, authorities: [soa('com', 900)] },
      { kind: 'nxdomain', ttl: 300, authentic: false },
    ],
    ['no name, no SOA', { flags: RESPONSE | 3 }, { kind: 'nxdomain', ttl: 0, authentic: false }],
    [
      'no name, a foreign SOA',
      { flags: RESPONSE | 3, authorities: [soa('evil.example', 900)] },
      { kind: 'nxdomain', ttl: 0, authentic: false },
    ],
    ['an alias to no name', { flags: RESPONSE | 3, answers: chain(1) }, { kind: 'nxdomain', ttl: 0, authentic: false }],
  ])('that denies: %s', (_, parts, expected) => {
    expect(read(parts)).toEqual(expected);
  });

  it.each<[string, Parts, string]>([
    ['a query', { flags: 0x0100 }, 'malformed'],
    ['another id', { id: 1, answers: [a(NAME, '192.0.2.1')] }, 'malformed'],
    ['another operation', { flags: RESPONSE | 0x2000 }, 'malformed'],
    ['truncated', { flags: RESPONSE | TC, answers: [a(NAME, '192.0.2.1')] }, 'malformed'],
    ['another question', { questions: [['example.net', 1]], answers: [a(NAME, '192.0.2.1')] }, 'malformed'],
    ['another type asked', { questions: [[NAME, 16]], answers: [a(NAME, '192.0.2.1')] }, 'malformed'],
    ['another class asked', { questions: [[NAME, 1, 3]], answers: [a(NAME, '192.0.2.1')] }, 'malformed'],
    ['no question', { questions: [], answers: [a(NAME, '192.0.2.1')] }, 'malformed'],
    [
      'two questions',
      {
        questions: [
          [NAME, 1],
          [NAME, 1],
        ],
        answers: [a(NAME, '192.0.2.1')],
      },
      'malformed',
    ],
    ['a refusal of something else', { flags: RESPONSE | 5, questions: [['example.net', 1]] }, 'malformed'],
    ['values of a name that is not there', { flags: RESPONSE | 3, answers: [a(NAME, '192.0.2.1')] }, 'malformed'],
    ['two aliases', { answers: [cname(NAME, 'n1.example'), cname(NAME, 'n2.example')] }, 'malformed'],
    ['a ring of aliases', { answers: [cname(NAME, 'n1.example'), cname('n1.example', NAME)] }, 'servfail'],
    ['an alias of itself', { answers: [cname(NAME, NAME)] }, 'servfail'],
    ['more aliases than the limit', { answers: chain(MAX_LINKS + 1) }, 'servfail'],
    ['a referral', { authorities: [ns('com', 'ns.example')] }, 'servfail'],
    ['format error', { flags: RESPONSE | 1 }, 'servfail'],
    ['failure', { flags: RESPONSE | 2 }, 'servfail'],
    ['failure without a question', { flags: RESPONSE | 2, questions: [] }, 'servfail'],
    ['not implemented', { flags: RESPONSE | 4 }, 'servfail'],
    ['refusal', { flags: RESPONSE | 5 }, 'refused'],
    ['an extended code', { additionals: [opt([], 1)], answers: [a(NAME, '192.0.2.1')] }, 'servfail'],
    ['a failed check', { flags: RESPONSE | 2, additionals: [opt([6])] }, 'bogus'],
    ['an expired signature', { flags: RESPONSE | 2, additionals: [opt([22, 7])] }, 'bogus'],
    ['no server reached', { flags: RESPONSE | 2, additionals: [opt([22])] }, 'servfail'],
    ['a forged address', { answers: [a(NAME, '0.0.0.0')], additionals: [opt([4])] }, 'blocked'],
    ['a blocked name', { flags: RESPONSE | 3, additionals: [opt([15])] }, 'blocked'],
    ['a censored name', { flags: RESPONSE | 5, additionals: [opt([16])] }, 'blocked'],
    ['a filtered name', { flags: RESPONSE | 3, authorities: [soa('com', 9)], additionals: [opt([17])] }, 'blocked'],
  ])('refused: %s', (_, parts, word) => {
    expect(read(parts)).toEqual(failure(word));
  });

  it('refused: octets that are no message', () => {
    expect(readAnswer(Uint8Array.of(1, 2, 3), NAME, 'A')).toEqual(failure('malformed'));
  });

  it('of the types that are asked', () => {
    expect(read({ questions: [[NAME, 15]], answers: [mx(NAME, 10, 'mx.example')] }, NAME, 'MX')).toMatchObject({
      values: ['10 mx.example'],
    });
    expect(read({ questions: [[NAME, 16]], answers: [txt(NAME, ['a', 'b'])] }, NAME, 'TXT')).toMatchObject({
      values: ['ab'],
    });
  });

  it('of any records: a value only from a chain that begins at the question', () => {
    const names = fc.constantFrom(NAME, 'a.example', 'b.example', 'c.example');
    const record = fc.oneof(
      fc.tuple(names, names).map(([from, to]) => cname(from, to)),
      names.map((name) => a(name, '192.0.2.1')),
    );
    const codes = fc.constantFrom(0, 3);
    fc.assert(
      fc.property(fc.array(record, { maxLength: 8 }), codes, (answers, code) => {
        const link = read({ answers, flags: RESPONSE | code });
        if (link.kind !== 'values' || link.values.length === 0) return;
        const owners = new Set([NAME]);
        for (const one of [...answers, ...answers, ...answers, ...answers])
          if (one.type === 5 && owners.has(String(one.name))) owners.add(targetOf(one.data));
        expect(answers.some((one) => one.type === 1 && owners.has(String(one.name)))).toBe(true);
      }),
    );
  });
});

function targetOf(data: readonly number[]): string {
  const labels: string[] = [];
  for (let at = 0; (data[at] ?? 0) > 0; at += (data[at] ?? 0) + 1)
    labels.push(String.fromCharCode(...data.slice(at + 1, at + 1 + (data[at] ?? 0))));
  return labels.join('.');
}
