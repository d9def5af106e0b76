import { describe, expect, it } from 'vitest';
import { readStsPolicy, readStsRecord, stsLists } from './mta-sts';

describe('record (RFC 8461 3.1)', () => {
  it.each([
    [['v=STSv1; id=20160831085700Z;'], 'one', '20160831085700Z'],
    [['v=STSv1;id=a'], 'one', 'a'],
    [['v=STSv1 ; x=y; id=a'], 'one', 'a'],
    [['v=spf1 -all', 'v=STSv1; id=1'], 'one', '1'],
    [[], 'none', null],
    [['v=STSv10; id=1'], 'none', null],
    [[' v=STSv1; id=1'], 'none', null],
    [['V=STSv1; id=1'], 'none', null],
    [['v=STSv1; id=1', 'v=STSv1; id=1'], 'several', null],
    [['v=STSv1'], 'malformed', null],
    [['v=STSv1; id='], 'malformed', null],
    [['v=STSv1; id=a-b'], 'malformed', null],
    [[`v=STSv1; id=${'a'.repeat(33)}`], 'malformed', null],
    [['v=STSv1; id=1; id=2'], 'malformed', null],
    [['v=STSv1; id=1; nothing'], 'malformed', null],
  ] as const)('%j is %s', (texts, state, id) => expect(readStsRecord(texts)).toEqual({ state, id }));
});

describe('policy (RFC 8461 3.2)', () => {
  const policy = (lines: readonly string[]) => readStsPolicy(lines.join('\r\n'));
  const GOOD = ['version: STSv1', 'mode: enforce', 'mx: MX.example.com.', 'mx: *.example.net', 'max_age: 604800'];

  it('is read with either end of line, in any order', () => {
    const expected = { mode: 'enforce', maxAge: 604_800, mx: ['mx.example.com', '*.example.net'], warnings: [] };
    expect(policy(GOOD)).toEqual(expected);
    expect(readStsPolicy(`${GOOD.toReversed().join('\n')}\n`)).toEqual({ ...expected, mx: expected.mx.toReversed() });
  });

  it.each([
    ['no version', GOOD.slice(1)],
    ['another version', ['version: STSv2', ...GOOD.slice(1)]],
    ['no mode', GOOD.filter((line) => !line.startsWith('mode'))],
    ['another mode', GOOD.map((line) => line.replace('enforce', 'strict'))],
    ['no life', GOOD.slice(0, -1)],
    ['a life that is no number', [...GOOD.slice(0, -1), 'max_age: 1e6']],
    ['no host', GOOD.filter((line) => !line.startsWith('mx'))],
    ['a typo for mx', GOOD.map((line) => line.replace(/^mx/, 'nmx'))],
    ['a line without a colon', [...GOOD, 'hello']],
    ['too many hosts', [...GOOD, ...Array(201).fill('mx: a.example')]],
    ['too many lines', [...GOOD, ...Array(2_001).fill('')]],
  ])('%s: none that a sender may use', (_, lines) => expect(policy(lines)).toBeNull());

  it.each([
    ['max-age-over-limit', [...GOOD.slice(0, -1), 'max_age: 99999999'], { maxAge: 31_557_600 }],
    ['max-age-short', [...GOOD.slice(0, -1), 'max_age: 86399'], { maxAge: 86_399 }],
    ['field-repeated', [...GOOD, 'mode: none'], { mode: 'enforce' }],
    ['field-unknown', [...GOOD, 'nmx: other.example'], { mx: ['mx.example.com', '*.example.net'] }],
    ['mx-malformed', [...GOOD, 'mx: *.*.example'], { mx: ['mx.example.com', '*.example.net'] }],
  ])('%s', (warning, lines, part) => expect(policy(lines)).toMatchObject({ ...part, warnings: [warning] }));

  it('needs no host to say none', () => {
    expect(policy(['version: STSv1', 'mode: none', 'max_age: 60'])).toMatchObject({ mode: 'none', mx: [] });
  });
});

describe('hosts (RFC 8461 4.1)', () => {
  it.each([
    ['mx.example.com', 'mx.example.com', true],
    ['*.example.com', 'mx.example.com', true],
    ['*.example.com', 'a.mx.example.com', false],
    ['*.example.com', 'example.com', false],
    ['*.example.com', '.example.com', false],
    ['mx.example.com', 'mx.example.com.evil.example', false],
    ['example.com', 'mx.example.com', false],
  ])('%s, %s: %s', (pattern, host, listed) => expect(stsLists([pattern], host)).toBe(listed));
});
