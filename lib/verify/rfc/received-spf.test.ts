import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_PAIRS, MAX_RECEIVED_SPF, readReceivedSpf } from './received-spf';

/** Values as an object, or the fault. */
function read(text: string): unknown {
  const found = readReceivedSpf(text, 0);
  if (!found.ok) return found.result === null ? found.fault : `${found.result} ${found.fault}`;
  const { result, comment, values } = found.value;
  return { result, comment, ...Object.fromEntries(values) };
}

describe('a field as servers write it', () => {
  it.each<[string, unknown]>([
    [' pass', { result: 'pass', comment: null }],
    [' Pass (by mx.box.example)', { result: 'pass', comment: 'by mx.box.example' }],
    [
      ' pass (mx.box.example: domain of a@b.example designates\r\n 192.0.2.1 as permitted sender) client-ip=192.0.2.1;',
      {
        result: 'pass',
        comment: 'mx.box.example: domain of a@b.example designates\r\n 192.0.2.1 as permitted sender',
        'client-ip': '192.0.2.1',
      },
    ],
    [
      ' Softfail identity=mailfrom; client-ip=2001:db8::1; helo=[192.0.2.1];\r\n envelope-from="\\"a; b\\"@b.example"; X-y.z_1 = v',
      {
        result: 'softfail',
        comment: null,
        identity: 'mailfrom',
        'client-ip': '2001:db8::1',
        helo: '[192.0.2.1]',
        'envelope-from': '"a; b"@b.example',
        'x-y.z_1': 'v',
      },
    ],
    [' none (a(b)c\\)) (d) envelope-from=<>;', { result: 'none', comment: 'a(b)c\\)', 'envelope-from': '<>' }],
    [' neutral (c) envelope-from=""; (end)', { result: 'neutral', comment: 'c', 'envelope-from': '' }],
    [' (before) temperror(after) k=v', { result: 'temperror', comment: 'after', k: 'v' }],
    [' PERMERROR k = (one) v (two) ; l=w;', { result: 'permerror', comment: 'one', k: 'v', l: 'w' }],
    [' pass mechanism=include:_spf.%{d}/24', { result: 'pass', comment: null, mechanism: 'include:_spf.%{d}/24' }],
    [' pass problem="a\r\n b"', { result: 'pass', comment: null, problem: 'a b' }],
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});

describe('a field with a fault', () => {
  it.each([
    ['', 'no-result'],
    [' ', 'no-result'],
    [' unknown', 'no-result'],
    [' error (x)', 'no-result'],
    [' passed', 'no-result'],
    [' pass-through', 'no-result'],
    [' pass; client-ip=192.0.2.1', 'no-result'],
    [' client-ip=192.0.2.1', 'no-result'],
    [' "pass"', 'no-result'],
    [' (pass', 'open-comment'],
    [' pass (x', 'pass open-comment'],
    [' pass (x (y)', 'pass open-comment'],
    [' pass k="v', 'pass open-quote'],
    [' pass k="v\\', 'pass open-quote'],
    [' pass k', 'pass bad-pair'],
    [' pass k v', 'pass bad-pair'],
    [' pass k=', 'pass bad-pair'],
    [' pass k=;', 'pass bad-pair'],
    [' pass k=v;;', 'pass bad-pair'],
    [' pass =v', 'pass bad-pair'],
    [' pass 1k=v', 'pass bad-pair'],
    [' pass k=v l=w', 'pass no-semicolon'],
    [' pass k="v"w', 'pass no-semicolon'],
    [' fail helo=c.example; envelope-from="a\\" b"@b.example', 'fail no-semicolon'],
    [' pass k=v; K=w', 'pass repeated-key'],
  ])('%j: %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });
});

/** The server put MAIL FROM or HELO into its line as they came; the address it saw is 192.0.2.1. */
it.each([
  ['a@b.example) client-ip=203.0.113.6; (', 'pass repeated-key'],
  ['"a) client-ip=203.0.113.6; (b"@b.example', 'pass quote-in-comment'],
  ['a@b.example) client-ip=203.0.113.6; x="', 'pass open-quote'],
  ['a@b.example) fail (', 'pass bad-pair'],
  ['a@b.example (', 'pass open-comment'],
])('what a sender puts into the comment, %j, gives no values', (from, expected) => {
  expect(read(` pass (mx.box.example: domain of ${from} permits) client-ip=192.0.2.1;`)).toBe(expected);
});

it.each(['c.example; client-ip=203.0.113.6', 'c.example client-ip=203.0.113.6', 'c.example"; client-ip="203.0.113.6'])(
  'what a client says in HELO, %j, gives no other address',
  (helo) => {
    expect(read(` pass helo=${helo}; client-ip=192.0.2.1`)).toMatch(/^pass /);
    const quoted = readReceivedSpf(` pass helo="${helo}"; client-ip=192.0.2.1`, 0);
    if (quoted.ok) expect(quoted.value.values.get('client-ip')).toBe('192.0.2.1');
  },
);

it('is read from its place, up to its limits', () => {
  expect(readReceivedSpf('Received-SPF: pass', 13)).toMatchObject({ ok: true });
  const pairs = (count: number): string => Array.from({ length: count }, (_, index) => `k${index}=v`).join('; ');
  expect(readReceivedSpf(`pass ${pairs(MAX_PAIRS)}`, 0)).toMatchObject({ ok: true });
  expect(readReceivedSpf(`pass ${pairs(MAX_PAIRS + 1)}`, 0)).toMatchObject({ ok: false, fault: 'too-many-pairs' });
  const longest = `pass${' '.repeat(MAX_RECEIVED_SPF - 4)}`;
  expect(readReceivedSpf(longest, 0)).toMatchObject({ ok: true });
  expect(readReceivedSpf(`${longest} `, 0)).toMatchObject({ ok: false, fault: 'too-long' });
});

it('never throws, and has one value for a key', () => {
  const pieces = ['pass', 'fail', ' ', '(', ')', '"', '\\', ';', '=', 'client-ip', 'helo', '192.0.2.1', '\r\n ', '<', '>', '@', '\xe9', '\0']; // prettier-ignore
  const text = fc.array(fc.constantFrom(...pieces), { maxLength: 24 }).map((words) => words.join(''));
  fc.assert(
    fc.property(text, (words) => {
      const found = readReceivedSpf(` pass ${words}`, 0);
      // The result comes before all that a sender could have put in.
      if (found.ok) expect(found.value.result).toBe('pass');
      else expect(['pass', null]).toContain(found.result);
    }),
    { numRuns: 2_000 },
  );
});
