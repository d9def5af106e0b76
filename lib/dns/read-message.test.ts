import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_RECORDS, readMessage } from './read-message';
import type { Parts, Written } from './testing/message';
import { a, AD, cname, FIRST_NAME, message, mx, ns, opt, ptr, RESPONSE, soa, TC, txt, word } from './testing/message';

const Q: Parts['questions'] = [['example.com', 1]];
const aaaa = (octets: string): Written => ({
  name: 'example.com',
  type: 28,
  data: octets.match(/../g)!.map((pair) => Number.parseInt(pair, 16)),
});

describe('data in presentation form', () => {
  it.each<[string, Written, string | null]>([
    ['A', a('example.com', '192.0.2.1'), '192.0.2.1'],
    ['AAAA', aaaa('20010db8000000000000000000000001'), '2001:db8::1'],
    ['AAAA, all zeros', aaaa('00000000000000000000000000000000'), '::'],
    ['AAAA, mapped', aaaa('00000000000000000000ffffc0000201'), '::ffff:192.0.2.1'],
    ['MX', mx('example.com', 10, 'Mx.Example.com'), '10 mx.example.com'],
    ['null MX', mx('example.com', 0, '.'), '0 .'],
    ['MX by a pointer', { name: 'x', type: 15, data: [1, 0, ...FIRST_NAME] }, '256 example.com'],
    ['PTR', ptr('1.2.0.192.in-addr.arpa', 'mx.example.com'), 'mx.example.com'],
    ['CNAME', cname('www.example.com', 'example.com'), 'example.com'],
    ['TXT of one string', txt('example.com', ['v=spf1 -all']), 'v=spf1 -all'],
    ['TXT of several, joined', txt('example.com', ['v=DKIM1; p=', 'AAAA', '', 'BB']), 'v=DKIM1; p=AAAABB'],
    ['TXT of octets', txt('example.com', ['\xe9\x00\xff']), '\xe9\x00\xff'],
    ['TXT of an empty string', txt('example.com', ['']), ''],
    ['SOA', soa('example.com', 60), 'ns.example.com host.example.com 1 3600 600 86400 60'],
    ['a type that is not read', { name: 'x', type: 46, data: [1, 2, 3] }, null],
  ])('%s', (_, record, data) => {
    expect(readMessage(message({ questions: Q, answers: [record] }))?.answers[0]?.data).toBe(data);
  });
});

describe('a message', () => {
  it('is read whole', () => {
    const read = readMessage(
      message({
        id: 7,
        flags: RESPONSE | AD | TC | 3,
        questions: Q,
        answers: [a('example.com', '192.0.2.1', 60)],
        authorities: [soa('example.com', 60), ns('example.com', 'ns.example.com')],
        additionals: [a('ns.example.com', '192.0.2.2'), opt([6], 1)],
      }),
    );
    expect(read).toMatchObject({
      id: 7,
      response: true,
      opcode: 0,
      truncated: true,
      authentic: true,
      code: 19,
      questions: [{ name: 'example.com', type: 1, class: 1 }],
      answers: [{ name: 'example.com', type: 1, ttl: 60, data: '192.0.2.1' }],
      errors: [6],
    });
    expect(read?.authorities.map(({ type }) => type)).toEqual([6, 2]);
  });

  it('has a query, too', () => {
    expect(readMessage(message({ flags: 0x0100, questions: Q }))).toMatchObject({ response: false, truncated: false });
  });

  it.each([
    [0, 0],
    [0x7fffffff, 0x7fffffff],
    [0x80000000, 0],
    [0xffffffff, 0],
  ])('a TTL of %i lasts %i s', (ttl, seconds) => {
    const read = readMessage(message({ questions: Q, answers: [a('example.com', '192.0.2.1', ttl)] }));
    expect(read?.answers[0]?.ttl).toBe(seconds);
  });

  it('leaves out records of other classes', () => {
    const other = { ...a('example.com', '192.0.2.1'), class: 3 };
    expect(readMessage(message({ questions: Q, answers: [other] }))?.answers).toEqual([]);
  });

  const many = (count: number): Uint8Array =>
    message({ questions: Q, answers: Array.from({ length: count }, () => a('.', '192.0.2.1')) });
  it('has as many records as the limit', () => {
    expect(readMessage(many(MAX_RECORDS - 1))?.answers).toHaveLength(MAX_RECORDS - 1);
    expect(readMessage(many(MAX_RECORDS))).toBeNull();
  });

  it.each<[string, Uint8Array]>([
    ['nothing', Uint8Array.of()],
    ['a header cut off', message({}).subarray(0, 11)],
    ['a text', Uint8Array.from('<!doctype html><title>x</title>', (one) => one.charCodeAt(0))],
    ['a question cut off', message({ questions: Q }).subarray(0, -1)],
    ['more answers said than there', message({ questions: Q, counts: [1, 1, 0, 0] })],
    ['65,535 answers said', message({ questions: Q, counts: [1, 65_535, 0, 0] })],
    ['65,535 questions said', message({ questions: Q, counts: [65_535, 0, 0, 0] })],
    ['octets after the end', message({ questions: Q, tail: [0] })],
    ['fewer records said than there', message({ questions: Q, answers: [a('x', '192.0.2.1')], counts: [1, 0, 0, 0] })],
    ['data that runs over the end', message({ questions: Q, answers: [{ ...a('x', '192.0.2.1'), length: 5 }] })],
    ['an A of three octets', message({ questions: Q, answers: [a('x', '192.0.2')] })],
    ['an AAAA of four', message({ questions: Q, answers: [{ ...a('x', '192.0.2.1'), type: 28 }] })],
    ['an MX without a host', message({ questions: Q, answers: [{ name: 'x', type: 15, data: [0, 10] }] })],
    ['an MX that ends early', message({ questions: Q, answers: [{ name: 'x', type: 15, data: [0, 10, 0, 0] }] })],
    ['a CNAME longer than its data', message({ questions: Q, answers: [{ ...cname('x', 'yy.zz'), length: 3 }] })],
    ['a CNAME that points to itself', message({ questions: Q, answers: [{ name: [0], type: 5, data: [0xc0, 40] }] })],
    ['a TXT string longer than its data', message({ questions: Q, answers: [{ name: 'x', type: 16, data: [2, 65] }] })],
    ['an SOA cut off', message({ questions: Q, authorities: [{ ...soa('x', 1), length: 20 }] })],
    ['an SOA with more', message({ questions: Q, authorities: [{ ...soa('x', 1), data: [...soa('x', 1).data, 0] }] })],
    ['two OPT records', message({ questions: Q, additionals: [opt(), opt()] })],
    ['an OPT among the answers', message({ questions: Q, answers: [opt()] })],
    ['an OPT of some name', message({ questions: Q, additionals: [{ ...opt(), name: 'x' }] })],
    ['an option cut off', message({ questions: Q, additionals: [{ ...opt(), data: [0, 15, 0] }] })],
    [
      'an option longer than its record',
      message({ questions: Q, additionals: [{ ...opt(), data: [0, 15, 0, 9, 0] }] }),
    ],
    ['a label over 63 as owner', message({ questions: [[[64, ...Array<number>(64).fill(97), 0], 1]] })],
  ])('none: %s', (_, octets) => {
    expect(readMessage(octets)).toBeNull();
  });

  it('cut off anywhere is none', () => {
    const whole = message({
      questions: Q,
      answers: [mx('example.com', 10, 'mx.example.com'), txt('example.com', ['a', 'b'])],
      authorities: [soa('example.com', 60)],
      additionals: [opt([6])],
    });
    for (let length = 0; length < whole.length; length++) expect(readMessage(whole.subarray(0, length))).toBeNull();
  });

  it('of any octets does not throw', () => {
    const base = message({
      questions: Q,
      answers: [cname('example.com', 'a.b'), mx('a.b', 10, 'mx.example.com'), txt('example.com', ['a', 'b'])],
      authorities: [soa('example.com', 60)],
      additionals: [opt([6])],
    });
    const change = fc.tuple(fc.nat(base.length - 1), fc.oneof(fc.constantFrom(0, 1, 63, 0xc0, 0xff), fc.nat(255)));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 12 }), (changes) => {
        const octets = Uint8Array.from(base);
        for (const [at, value] of changes) octets[at] = value;
        readMessage(octets);
      }),
      { numRuns: 3_000 },
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 2_000 }), (octets) => void readMessage(octets)));
  });

  it('full of pointers is read in a moment', () => {
    // 999 records, each name of 127 pointers
    const chain = Array.from({ length: 126 }, (_, at) => word(0xc000 + (at === 0 ? 17 : 21 + 2 * at))).flat();
    const head = message({
      questions: [['abc', 1]],
      answers: [{ name: [0], type: 16, data: chain, ttl: 0 }],
      counts: [1, MAX_RECORDS - 1, 0, 0],
    });
    const last = word(0xc000 + head.length - 2);
    const rest = Array.from({ length: MAX_RECORDS - 2 }, () => [
      ...last,
      ...word(1),
      0,
      1,
      0,
      0,
      0,
      0,
      0,
      4,
      1,
      1,
      1,
      1,
    ]);
    const octets = Uint8Array.from([...head, ...rest.flat()]);
    const began = performance.now();
    readMessage(octets);
    expect(performance.now() - began).toBeLessThan(500);
  });

  it('reads names of answers by pointers', () => {
    const record = { ...a('x', '192.0.2.1'), name: [3, 119, 119, 119, ...FIRST_NAME] };
    expect(readMessage(message({ questions: Q, answers: [record] }))?.answers[0]?.name).toBe('www.example.com');
  });
});
