import { expect, it } from 'vitest';
import { usableTlsa } from './tlsa';

const tlsa = (text: string, length = text.endsWith('2') ? 64 : 32) => {
  const [usage = 0, selector = 0, matchingType = 0] = text.split(' ').map(Number);
  return { usage, selector, matchingType, data: new Uint8Array(length) };
};
const told = (records: readonly ReturnType<typeof tlsa>[]) =>
  usableTlsa(records).map(({ usage, selector, matchingType }) => `${usage} ${selector} ${matchingType}`);

it.each([
  [
    ['3 1 1', '2 0 1', '3 0 0'],
    ['3 1 1', '2 0 1', '3 0 0'],
  ],
  // RFC 7672 3.1.3: PKIX usages are of no use to mail
  [['0 0 1', '1 1 1', '4 1 1', '255 1 1'], []],
  [['3 2 1', '3 1 3'], []],
  // RFC 7671 9: the strongest digest of each usage and selector; the whole thing stays
  [
    ['3 1 1', '3 1 2', '3 1 0', '3 0 1', '2 1 1'],
    ['3 1 2', '3 1 0', '3 0 1', '2 1 1'],
  ],
] as const)('%j', (records, usable) => expect(told(records.map((text) => tlsa(text)))).toEqual(usable));

it('a digest of another length is none', () => {
  expect(told([tlsa('3 1 1', 31), tlsa('3 1 2', 32), tlsa('3 1 0', 0)])).toEqual([]);
  // and displaces none
  expect(told([tlsa('3 1 1'), tlsa('3 1 2', 32)])).toEqual(['3 1 1']);
});
