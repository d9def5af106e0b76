import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { memoryStore } from './memory-store';
import { sqliteStore } from './sqlite-store';

let folder: string;
let now: number;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hoplock-store-'));
  now = 1_000;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const fails = (error: unknown) => {
  throw error;
};
const open = (path = join(folder, 'store.sqlite'), onTrouble: (error: unknown) => void = fails) =>
  sqliteStore({ path, now: () => now, onTrouble });
const one = { text: '{"a":1}', at: 1_000, until: 2_000 };

describe.each([
  ['memory', () => memoryStore(10, () => now, null)],
  ['sqlite', () => open()],
  ['memory before sqlite', () => memoryStore(1, () => now, open())],
])('%s', (_, make) => {
  it('gives back until its time is up', async () => {
    const store = make();
    store.set('a', one);
    store.set('b', { ...one, text: 'b' });
    expect(await store.get('b')).toMatchObject({ text: 'b' });
    if (_ !== 'memory') expect(await store.get('a')).toEqual(one);
    expect(await store.get('c')).toBeUndefined();
    now = 2_000;
    expect(await store.get('b')).toBeUndefined();
    await store.close();
  });

  it('forgets what is deleted', async () => {
    const store = make();
    store.set('a', one);
    store.delete('a');
    expect(await store.get('a')).toBeUndefined();
    await store.close();
  });
});

it('memory keeps those used last', async () => {
  const store = memoryStore(2, () => now, null);
  store.set('a', one);
  store.set('b', one);
  await store.get('a');
  store.set('c', one);
  expect([await store.get('a'), await store.get('b'), await store.get('c')].map(Boolean)).toEqual([true, false, true]);
});

it('keeps over a restart', async () => {
  const first = open();
  first.set('a', one);
  await first.close();
  const second = open();
  expect(await second.get('a')).toEqual(one);
  await second.close();
});

it('refuses a file that is no database', () => {
  const path = join(folder, 'store.sqlite');
  writeFileSync(path, 'hello, this is no database at all');
  expect(() => open(path)).toThrow();
});

it('is whole after kill -9 in the middle of writing', async () => {
  const path = join(folder, 'killed.sqlite');
  const code = `
    await import(${JSON.stringify(new URL('../../../scripts/extensionless.ts', import.meta.url).href)});
    const { sqliteStore } = await import(${JSON.stringify(new URL('./sqlite-store.ts', import.meta.url).href)});
    const store = sqliteStore({ path: ${JSON.stringify(path)}, now: Date.now, onTrouble: () => undefined });
    let index = 0;
    setInterval(() => { for (let n = 0; n < 200; n++) store.set('k' + index++, { text: 'x'.repeat(2000), at: 1, until: 1e15 }); }, 1);
    setTimeout(() => console.log('writing'), 900);`;
  for (const wait of [0, 130, 260]) {
    const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
      cwd: fileURLToPath(new URL('.', import.meta.url)),
    });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    await new Promise((resolve) => setTimeout(resolve, wait));
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('close', resolve));
    const database = new DatabaseSync(path);
    expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
    expect(Number(database.prepare('SELECT count(*) AS n FROM kept').get()?.['n'])).toBeGreaterThan(100);
    database.close();
    const store = sqliteStore({ path, now: () => 1, onTrouble: fails });
    expect(await store.get('k0')).toMatchObject({ at: 1 });
    await store.close();
  }
}, 60_000);

it('tells of trouble and goes on', async () => {
  const troubles: unknown[] = [];
  const path = join(folder, 'store.sqlite');
  const store = open(path, (error) => troubles.push(error));
  const other = new DatabaseSync(path);
  other.exec('DROP TABLE kept');
  other.close();
  store.set('a', one);
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(await store.get('a')).toBeUndefined();
  expect(troubles.length).toBeGreaterThan(0);
  await store.close();
});
