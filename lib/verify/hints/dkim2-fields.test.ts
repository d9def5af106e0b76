import { expect, it } from 'vitest';
import { dkim2Fields } from './dkim2-fields';

it.each<[string, readonly string[], readonly string[]]>([
  ['none', ['from', 'dkim-signature', 'x-dkim2-signature', 'dkim2-signature-2'], []],
  ['a signature', ['received', 'dkim2-signature', 'from'], ['dkim2-signature']],
  [
    'a chain, each once',
    ['message-instance', 'dkim2-signature', 'message-instance', 'dkim2-signature'],
    ['message-instance', 'dkim2-signature'],
  ],
  ['an empty head', [], []],
])('%s', (_, fields, expected) => {
  expect(dkim2Fields(fields)).toEqual(expected);
});
