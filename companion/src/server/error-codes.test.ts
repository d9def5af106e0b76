import { readFileSync, readdirSync } from 'node:fs';
import { expect, it } from 'vitest';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const code = [...readdirSync(new URL('.', import.meta.url)).map((name) => `./${name}`), '../access/judge-request.ts']
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
  .map(read)
  .join('\n');

it('docs/companion.md lists the codes that the code has, and no other', () => {
  const [, table = ''] = read('../../../docs/companion.md').split(/\| code +\| status/);
  const listed = [...(table.split('\n\n')[0] ?? '').matchAll(/^\| `(\w+)`/gm)].map((match) => match[1]);
  const said = [
    ...code.matchAll(/'((?:dns|domain|deep|reports|probes?|client|target|token|web|host|media|too|not)_\w+)'/g),
  ];
  const found = new Set([...said.map((match) => match[1]), 'internal', 'malformed']);
  expect(found.size).toBeGreaterThan(15);
  expect(listed.sort()).toEqual([...found].sort());
});
