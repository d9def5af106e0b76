import { expect, it } from 'vitest';
import { mxHosts } from './mx-hosts';

it.each([
  [
    ['10 a.example', '5 B.example.', '10 c.example'],
    ['b.example', 'a.example', 'c.example'],
  ],
  [['0 .'], ['']],
  [['0 '], ['']],
  [['nonsense'], ['nonsense']],
  [[], []],
])('%j are %j', (values, expected) => {
  expect(mxHosts(values)).toEqual(expected);
});
