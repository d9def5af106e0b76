import { describe, expect, it } from 'vitest';
import { speak } from '../lib/browser/words';
import type { Finding, Outcome } from '../lib/verify/check';
import type { Asked } from '../lib/verify/world';
import { answerText, evidenceOf, findingText, inOrderOfNeed } from './finding-view';
import { hop, LINE, report, shippedWords } from './testing/report';

const words = shippedWords('en');
const bare = (text: string): string => text.replace(/[\u2068\u2069]/g, '');

function finding(part: Partial<Finding> = {}): Finding {
  return { id: 'last-leg', about: 'transit', weight: 'informs', outcome: 'pass', code: 'encrypted', seen: [], ...part };
}

describe('inOrderOfNeed', () => {
  it('puts what decided first, then what needs a look most', () => {
    const of = (id: string, weight: Finding['weight'], outcome: Outcome) => finding({ id, weight, outcome });
    const all = [
      of('e', 'informs', 'absent'),
      of('d', 'informs', 'warn'),
      of('b', 'decides', 'pass'),
      of('c', 'informs', 'fail'),
      of('a', 'decides', 'fail'),
    ];
    expect(inOrderOfNeed(all, 'transit').map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('keeps the order of the checks among equals, and leaves other subjects to others', () => {
    const all = [finding({ id: 'b' }), finding({ id: 'sender', about: 'sender' }), finding({ id: 'a' })];
    expect(inOrderOfNeed(all, 'transit').map(({ id }) => id)).toEqual(['b', 'a']);
    expect(inOrderOfNeed(all, 'sender').map(({ id }) => id)).toEqual(['sender']);
  });
});

describe('findingText', () => {
  it('says the text of the code, its values isolated and bounded', () => {
    const short = speak({ language: 'en', messages: { check_last_leg_encrypted: 'Entered $provider$ encrypted.' } });
    const text = findingText(finding({ params: { provider: `Evil\u202E${'x'.repeat(500)}` } }), short);
    expect(bare(text)).toBe(`Entered Evil[U+202E]${'x'.repeat(115)}… encrypted.`);
    expect(text).toMatch(/\u2068Evil.*\u2069/);
  });

  it('says that a check crashed', () => {
    expect(bare(findingText(finding({ code: 'crashed' }), words))).toBe(
      'The check “last-leg” failed inside Hoplock. The others stand.',
    );
  });
});

describe('evidenceOf', () => {
  const asked: Asked = {
    name: 'example.org',
    type: 'MX',
    answer: { ok: true, value: ['10 mx.example.org'], dnssec: 'unknown' },
  };

  it('finds the line by its field, and the answer by its number', () => {
    const seen = [
      { kind: 'header', field: 7, span: { start: 0, end: 8 } },
      { kind: 'answer', question: 0 },
    ] as const;
    const [line, answer] = evidenceOf(finding({ seen }), report({ hops: [hop({ field: 7 })], asked: [asked] }));
    expect(line).toEqual({ kind: 'line', line: LINE, span: { start: 0, end: 8 } });
    expect(answer?.kind === 'answer' && bare(answer.text(words))).toBe('DNS, MX of example.org: 10 mx.example.org');
  });

  it('finds another field in what is quoted; where the whole of it is meant nothing in it stands out', () => {
    const seen = [
      { kind: 'header', field: 9, span: { start: 0, end: 11 } },
      { kind: 'header', field: 9, span: { start: 6, end: 11 } },
    ] as const;
    const line = 'From: a@b.c';
    expect(evidenceOf(finding({ seen }), report({ quoted: { 9: line } }))).toEqual([
      { kind: 'line', line, span: null },
      { kind: 'line', line, span: { start: 6, end: 11 } },
    ]);
  });

  it('leaves out what the report does not hold', () => {
    const seen = [
      { kind: 'header', field: 99, span: { start: 0, end: 1 } },
      { kind: 'answer', question: 5 },
    ] as const;
    expect(evidenceOf(finding({ seen }), report())).toEqual([]);
  });

  it.each<[Asked['answer'], string]>([
    [{ ok: true, value: [], dnssec: 'unknown' }, 'DNS, MX of example.org: no such record'],
    [{ ok: false, failure: 'timeout' }, 'DNS, MX of example.org: no answer in time'],
    [{ ok: false, failure: 'not-asked' }, 'DNS, MX of example.org: not asked'],
  ])('says an answer: %o', (answer, text) => {
    expect(bare(answerText({ ...asked, answer }, words))).toBe(text);
  });
});
