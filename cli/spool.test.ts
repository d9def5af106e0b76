import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { IN_MEMORY, spool } from './spool';

const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('hoplock-') && !name.includes('package'));
const chunks = (...sizes: number[]) => Readable.from(sizes.map((size, at) => Buffer.alloc(size, at + 1)));

it.each([
  ['nothing', [], false],
  ['a little', [5, 1], false],
  ['as much as stays in memory', [IN_MEMORY - 1, 1], false],
  ['one octet more', [IN_MEMORY - 1, 1, 1], true],
  ['one large chunk', [IN_MEMORY * 2], true],
])('%s', async (_, sizes, onDisk) => {
  const kept = await spool(chunks(...sizes), IN_MEMORY * 2);
  const size = sizes.reduce((sum, one) => sum + one, 0);
  if (kept === null || !('file' in kept)) {
    expect(onDisk).toBe(false);
    expect(kept?.octets.length).toBe(size);
    return;
  }
  expect([onDisk, kept.size, (await kept.file.stat()).nlink]).toEqual([true, size, 0]);
  expect((await kept.file.stat()).mode & 0o077).toBe(0);
  const last = Buffer.alloc(1);
  await kept.file.read(last, 0, 1, size - 1);
  expect(last[0]).toBe(sizes.length);
  await kept.file.close();
});

it('more than is allowed is not read on', async () => {
  let begun = 0;
  const endless = Readable.from(
    (function* () {
      for (;;) {
        begun++;
        yield Buffer.alloc(1_000);
      }
    })(),
  );
  expect(await spool(endless, 10_000)).toBe(null);
  expect(begun).toBeLessThan(50);
  expect(endless.destroyed).toBe(true);
});

it('a stream that breaks off leaves nothing behind', async () => {
  const before = left();
  const broken = Readable.from(
    (function* () {
      yield Buffer.alloc(IN_MEMORY + 1);
      throw new Error('gone');
    })(),
  );
  await expect(spool(broken, IN_MEMORY * 4)).rejects.toThrow('gone');
  expect(left()).toEqual(before);
});
