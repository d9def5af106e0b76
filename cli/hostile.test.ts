/** Mails changed by chance, told in both forms: always a verdict or a named trouble, and nothing that a terminal could act on. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { random } from '../test/differential/random';
import type { Random } from '../test/differential/random';
import { runCli } from './testing/run-cli';
import { closedSchema } from './testing/schema';

const MAILS = fileURLToPath(new URL('../test/fixtures/mails/', import.meta.url));
const SEED = 20260105;
const COUNT = 150;
/** Octets that mean something somewhere. */
const MEANING = Array.from('\0\t\n\r\x1b "(),:;<=>@[\\]\x7f\x9b\xe3\xff', (octet) => octet.charCodeAt(0));

let folder = '';
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'hoplock-hostile-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Octets changed, left out, copied elsewhere, or another mail's in their place. */
function changed(mail: Buffer, other: Buffer, by: Random): Buffer {
  const at = by.below(mail.length);
  const before = mail.subarray(0, at);
  switch (by.below(4)) {
    case 0:
      return Buffer.concat([before, Buffer.of(by.pick(MEANING)), mail.subarray(at + 1)]);
    case 1:
      return Buffer.concat([before, mail.subarray(at + by.below(40))]);
    case 2: {
      const from = by.below(mail.length);
      return Buffer.concat([before, mail.subarray(from, from + by.below(300)), mail.subarray(at)]);
    }
    default:
      return Buffer.concat([other.subarray(0, by.below(other.length)), mail.subarray(at)]);
  }
}

it(`${COUNT} changed mails, seed ${SEED}`, async () => {
  const by = random(SEED);
  const mails = readdirSync(MAILS).flatMap((name) => (name.endsWith('.eml') ? [readFileSync(join(MAILS, name))] : []));
  const files = Array.from({ length: COUNT }, (_, at) => {
    let mail: Buffer = by.pick(mails);
    for (let times = 1 + by.below(12); times > 0 && mail.length > 0; times--) mail = changed(mail, by.pick(mails), by);
    const path = join(folder, `${at}.eml`);
    writeFileSync(path, mail);
    return path;
  });
  const usual = ['--zone', join(MAILS, 'answers.json'), '--receiver', 'example.com', '--now', '2026-01-06'];
  const json = await runCli(['check', '--json', ...usual, ...files]);
  const lines = json.out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.map((line) => line.file)).toEqual(files);
  for (const line of lines) {
    expect(closedSchema(line)).toEqual([]);
    expect(line.error?.code).not.toBe('internal');
  }
  const text = await runCli(['check', ...usual, ...files]);
  expect(text.exit).toBe(json.exit);
  for (const out of [json.out, text.out]) expect(out.match(/[\0-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]/)).toBe(null);
});
