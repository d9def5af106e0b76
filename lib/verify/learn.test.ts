import { describe, expect, it } from 'vitest';
import { learned, nothingLearned, observe, type Learning } from './learn';

function after(seen: readonly (readonly [by: string | null, author: string | null])[]): Learning {
  return seen.reduce<Learning>((learning, [by, author]) => observe(learning, by, author), nothingLearned);
}
const many = (by: string, count: number, first = 0) =>
  Array.from({ length: count }, (_, at) => [by, `mail.sender${first + at}.example`] as const);

describe('learned', () => {
  it.each([
    ['nothing', [], []],
    ['three senders are too few', many('mx.hoster.example', 3), []],
    ['four unrelated senders', many('mx.hoster.example', 4), ['mx.hoster.example']],
    ['one sender many times', Array.from({ length: 50 }, () => ['mx.hoster.example', 'a.example'] as const), []],
    [
      'one organisation under many names',
      Array.from({ length: 50 }, (_, at) => ['mx.hoster.example', `a${at}.sender.example`] as const),
      [],
    ],
    [
      'a pool of hosts',
      [...many('mx1.hoster.example', 2), ...many('mx2.hoster.example', 2, 2)],
      ['mx1.hoster.example', 'mx2.hoster.example'],
    ],
    [
      'a provider that writes no line: the top is a different one each time',
      Array.from({ length: 50 }, (_, at) => [`out.sender${at}.example`, `list${at}.example`] as const),
      [],
    ],
    [
      'a spammer with four domains, among other mail',
      [
        ...many('mx.evil.example', 4),
        ...Array.from({ length: 4 }, (_, at) => [`o.s${at}.example`, `t${at}.example`] as const),
      ],
      [],
    ],
    ['names that anybody may use', many('vm', 9), []],
    ['inside-only names', many('mx.internal', 9), []],
    ['a large provider’s names', many('mx.google.com', 9), []],
    [
      'its own mail tells nothing',
      Array.from({ length: 9 }, () => ['mx.hoster.example', 'hoster.example'] as const),
      [],
    ],
    ['no by, no author', [[null, 'a.example'] as const, ['mx.hoster.example', null] as const], []],
    ['customers of a shared domain', [...many('a.github.io', 2), ...many('b.github.io', 2, 2)], []],
  ])('%s', (_, seen, expected) => {
    expect(learned(after(seen))).toEqual(expected);
  });

  it('forgets a wrong start when other mail comes', () => {
    const start = after(many('mx.evil.example', 4));
    expect(learned(start)).toEqual(['mx.evil.example']);
    const later = many('mx.hoster.example', 40, 10).reduce<Learning>(
      (learning, [by, author]) => observe(learning, by, author),
      start,
    );
    expect(learned(later)).toEqual(['mx.hoster.example']);
  });
});

it('stays small, and is JSON', () => {
  const learning = after(many('mx.hoster.example', 1000));
  expect(learning.pairs).toHaveLength(200);
  expect(JSON.parse(JSON.stringify(learning))).toEqual(learning);
});

it('needs the author for comparison only', () => {
  const learning = observe(nothingLearned, 'mx.hoster.example', 'a.sender.example', (domain) => `#${domain.length}`);
  expect(learning.pairs).toEqual([{ by: 'mx.hoster.example', author: '#14' }]);
});
