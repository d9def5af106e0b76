import { describe, expect, it } from 'vitest';
import { MAX_RECIPIENTS, replay } from './replay';
import type { Address } from './replay';

const address = (text: string): Address => {
  const at = text.lastIndexOf('@');
  return { local: text.slice(0, at), host: text.slice(at + 1) };
};
const READER = 'reader@example.net';
const ALL = ['from', 'to', 'cc'];
interface Case {
  readonly reader?: readonly string[];
  readonly to?: readonly string[];
  readonly cc?: readonly string[];
  readonly covered?: readonly string[];
  readonly list?: boolean;
}
const judge = ({ reader = [READER], to = [], cc = [], covered = ALL, list = false }: Case) =>
  replay(reader.map(address), to.map(address), cc.map(address), covered, list)?.code ?? null;

describe('signed to the reader', () => {
  it.each<[string, Case]>([
    ['in To', { to: [READER] }],
    ['in Cc', { to: ['bob@example.org'], cc: [READER] }],
    ['in capitals', { to: ['Reader@example.net'] }],
    ['by an alias at the same domain', { to: ['desk@example.net'] }],
    ['by another address of the reader’s', { reader: [READER, 'ann@example.org'], to: ['ann@example.org'] }],
    ['at Gmail, with other dots', { reader: ['a.reader@gmail.com'], to: ['areader@gmail.com'] }],
    ['with a sub-address', { reader: ['reader@gmx.de'], to: ['reader+shop@gmx.de'] }],
    ['through a list', { to: ['bob@example.org'], list: true }],
    ['as far as is known of the reader', { reader: [], to: ['bob@example.org'] }],
  ])('%s', (_, given) => {
    expect(judge(given)).toBeNull();
  });
});

describe('not signed to the reader', () => {
  it.each<[string, Case, string]>([
    ['to another', { to: ['bob@example.org'] }, 'not-to-reader'],
    [
      'to a mailbox at the same public provider',
      { reader: ['reader@gmail.com'], to: ['bob@gmail.com'] },
      'not-to-reader',
    ],
    ['at another, with other dots', { reader: ['a.reader@gmx.de'], to: ['areader@gmx.de'] }, 'not-to-reader'],
    ['to a domain that ends the same', { to: ['reader@my-example.net'] }, 'not-to-reader'],
    ['with a Cc that is not signed', { to: ['bob@example.org'], cc: [READER], covered: ['to'] }, 'not-to-reader'],
    ['to nobody', { covered: ALL }, 'to-nobody'],
    ['to nobody, with a Cc that is not signed', { cc: [READER], covered: ['to'] }, 'to-nobody'],
    ['with a To that is not signed', { to: [READER], covered: ['from', 'subject'] }, 'to-not-signed'],
    ['with a To that is not signed, to another', { to: ['bob@example.org'], covered: ['from'] }, 'not-to-reader'],
  ])('%s', (_, given, expected) => {
    expect(judge(given)).toBe(expected);
  });
});

it('looks at so many recipients', () => {
  const others = Array.from({ length: MAX_RECIPIENTS - 1 }, (_, at) => `a${at}@example.org`);
  expect(judge({ to: [...others, READER] })).toBeNull();
  expect(judge({ to: [...others, 'b@example.org', READER] })).toBe('not-to-reader');
});
