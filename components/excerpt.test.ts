import { describe, expect, it } from 'vitest';
import { decidingWords, excerpt, MAX_LINE_SHOWN } from './excerpt';

const at = (line: string, words: string) => ({ start: line.indexOf(words), end: line.indexOf(words) + words.length });

describe('excerpt', () => {
  const line = 'Received: by mx with ESMTPS id 1';

  it('cuts a line around the words that decided', () => {
    const whole = {
      before: 'Received: by mx with ',
      words: 'ESMTPS',
      after: ' id 1',
      cutBefore: false,
      cutAfter: false,
    };
    expect(excerpt(line, at(line, 'ESMTPS'), false)).toEqual(whole);
  });

  it.each([
    ['none', null],
    ['one that begins before the line', { start: -1, end: 3 }],
    ['one that ends after it', { start: 3, end: 999 }],
    ['one that ends before it begins', { start: 9, end: 3 }],
  ])('marks nothing for a span that is not there: %s', (_, span) => {
    expect(excerpt(line, span, false)).toMatchObject({ words: '', after: line });
  });

  it.each([
    [MAX_LINE_SHOWN, false],
    [MAX_LINE_SHOWN + 1, true],
  ])('shows a line of %i octets cut: %s', (length, cut) => {
    expect(excerpt('a'.repeat(length), null, false).cutAfter).toBe(cut);
  });

  it('shows the deciding words of a 100 kB line, and all of it when asked', () => {
    const long = `${'a'.repeat(50_000)}ESMTPS${'b'.repeat(50_000)}`;
    const part = excerpt(long, at(long, 'ESMTPS'), false);
    expect(part).toMatchObject({ words: 'ESMTPS', cutBefore: true, cutAfter: true });
    expect(part.before.length + part.words.length + part.after.length).toBe(MAX_LINE_SHOWN);
    const whole = excerpt(long, at(long, 'ESMTPS'), true);
    expect(whole.before + whole.words + whole.after).toBe(long);
  });

  it('never cuts a character in two', () => {
    for (const shift of ['', 'a', 'aa']) {
      const long = shift + '\xe6\x97\xa5'.repeat(1_000);
      expect(excerpt(long, null, false).after).toMatch(/^a*日+$/);
    }
  });
});

it('gives deciding words on one line, bounded', () => {
  const folded = 'x (using TLSv1.3\r\n\t with cipher A) y';
  expect(decidingWords(folded, at(folded, '(using TLSv1.3\r\n\t with cipher A)'))).toBe(
    '(using TLSv1.3 with cipher A)',
  );
  expect(decidingWords('a'.repeat(100_000), { start: 0, end: 100_000 })).toHaveLength(600);
});
