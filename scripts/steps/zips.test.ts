import { describe, expect, it } from 'vitest';
import { compareZips, judgeSources } from './zips.ts';

const zip = (name: string, hash: string) => ({ name, hash, octets: Buffer.alloc(0) });

describe('compareZips', () => {
  it.each([
    ['the same', [zip('a', '1'), zip('b', '2')], [zip('a', '1'), zip('b', '2')], 2, 0],
    ['another', [zip('a', '1')], [zip('a', '2')], 0, 1],
    ['one less', [zip('a', '1'), zip('b', '2')], [zip('a', '1')], 1, 1],
    ['none', [], [], 0, 1],
  ])('%s', (_, first, second, passed, failed) => {
    expect(compareZips(first, second)).toMatchObject({ passed, failed });
  });
});

describe('judgeSources', () => {
  const enough = [
    'package.json',
    'package-lock.json',
    'wxt.config.ts',
    'tsconfig.json',
    'README.md',
    'lib/verify/check.ts',
  ];
  it('what is needed', () => {
    expect(judgeSources(enough).failed).toBe(0);
  });
  it.each([
    'test/fixtures/a.eml',
    '.stack/x',
    'demo/a.png',
    '.output/a',
    'bench/main.ts',
    'lib/a.test.ts',
    'node_modules/x/y',
  ])('not %s', (path) => {
    expect(judgeSources([...enough, path]).failed).toBe(1);
  });
  it.each(enough)('not without %s', (path) => {
    expect(judgeSources(enough.filter((one) => one !== path)).failed).toBe(1);
  });
});
