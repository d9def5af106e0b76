import { describe, expect, it } from 'vitest';
import type { Asked } from '../lib/verify/world';
import { answersPart, MAX_ANSWERS_SHOWN } from './answers-view';
import { bare, factsOf } from './testing/proven';
import { report, shippedWords } from './testing/report';
import { proven } from './testing/proven';

const words = shippedWords('en');
const ask = (answer: Asked['answer'], name = 'a.example'): Asked => ({ name, type: 'TXT', answer });
const part = (...asked: readonly Asked[]) => answersPart({ ...proven(), asked }, words);
const FOUND = ask({ ok: true, value: ['v=spf1 -all', 'other'], dnssec: 'secure' });

describe('answersPart', () => {
  it('is not there where nobody was asked anything', () => {
    expect(answersPart({ ...report(), asked: [] }, words)).toBeNull();
  });

  it.each<[string, Asked, string]>([
    ['records', FOUND, 'TXT a.example: v=spf1 -all\nother\n(signed by DNSSEC)'],
    ['none', ask({ ok: true, value: [], dnssec: 'insecure' }), 'TXT a.example: no such record (without DNSSEC)'],
    ['a failure', ask({ ok: false, failure: 'servfail' }), 'TXT a.example: the server could not find out'],
  ])('shows %s', (_, asked, text) => {
    expect(factsOf(part(asked))).toEqual([text]);
  });

  it.each<[readonly Asked[], string, boolean]>([
    [[FOUND, ask({ ok: false, failure: 'nxdomain' })], '2 asked, all answered', false],
    [[FOUND, ask({ ok: false, failure: 'timeout' })], '2 asked, 1 without an answer', true],
    [[ask({ ok: false, failure: 'not-asked' })], 'not asked', true],
  ])('%#: says how it went', (asked, text, trouble) => {
    expect(bare(part(...asked)?.short ?? '')).toBe(text);
    expect(part(...asked)?.sign != null).toBe(trouble);
  });

  it.each([
    [MAX_ANSWERS_SHOWN, MAX_ANSWERS_SHOWN],
    [MAX_ANSWERS_SHOWN + 1, MAX_ANSWERS_SHOWN + 1],
    [900, MAX_ANSWERS_SHOWN + 1],
  ])('of %i answers shows %i lines, each bounded', (count, shown) => {
    const long = ask({
      ok: true,
      value: Array.from({ length: 99 }, () => `\u202e${'x'.repeat(9_000)}`),
      dnssec: 'insecure',
    });
    const facts = factsOf(part(...Array.from({ length: count }, () => long)));
    expect(facts).toHaveLength(shown);
    expect(facts[0]?.length).toBeLessThan(6_000);
    expect(facts.join('')).not.toContain('\u202e');
  });
});
