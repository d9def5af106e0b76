import { expect, it } from 'vitest';
import { duration, moment } from './durations';

it.each([
  [0, 'en', '0 sec'],
  [2, 'en', '2 sec'],
  [-2, 'en', '2 sec'],
  [59.6, 'en', '1 min'],
  [184, 'en', '3 min 4 sec'],
  [3_600, 'en', '1 hr'],
  [93_784, 'en', '1 day 2 hr'],
  [2, 'ja', '2 秒'],
  [184, 'ja', '3 分 4 秒'],
])('%d seconds in %s: %s', (seconds, language, text) => {
  expect(duration(seconds, language)).toBe(text);
});

it('says a moment in the language and zone of the reader', () => {
  expect(moment(1_795_480_870, 'ja', 'Asia/Tokyo')).toBe('2026/11/24 9:41:10');
});
