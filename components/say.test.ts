import { describe, expect, it } from 'vitest';
import type { Params } from '../lib/verify/check';
import { say } from './say';
import { shippedWords } from './testing/report';

describe('say', () => {
  it.each<[string, 'en' | 'ja', string, Params, string]>([
    ['a length of time', 'en', 'check_slow_hop_slow', { duration: 23_280, by: 'mx' }, '6 hr 28 min'],
    ['a length of time', 'ja', 'check_slow_hop_slow', { duration: 23_280, by: 'mx' }, '6 時間 28 分'],
    ['a count', 'en', 'check_unread_lines_some_unread', { count: 1200 }, '1,200'],
    ['a name, isolated', 'en', 'check_slow_hop_slow', { duration: 1, by: 'm\u202ex' }, '\u2068m'],
  ])('tells %s (%s)', (_, language, key, params, part) => {
    expect(say(shippedWords(language), key, params)).toContain(part);
  });

  it('shows what hides in a name', () => {
    expect(say(shippedWords('en'), 'check_slow_hop_slow', { duration: 1, by: 'm\u202ex' })).not.toContain('\u202e');
  });
});
