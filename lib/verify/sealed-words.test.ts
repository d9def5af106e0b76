import { expect, it } from 'vitest';
import type { ArcResult } from './rfc/arc/verify-arc';
import { indexFields } from './rfc/dkim/header-data';
import { readFields } from './rfc/fields';
import { MAX_SEALED, sealedWords } from './sealed-words';

const HEAD = [
  'ARC-Authentication-Results: i=2; list.example; dkim=fail header.d=sender.example; arc=pass',
  'ARC-Authentication-Results: i=1; mx.example; spf=pass smtp.mailfrom=a@sender.example;',
  ' dkim=pass header.d=sender.example header.b=a/b; dmarc=pass header.from=sender.example',
  'ARC-Authentication-Results: i=3; mx.microsoft.com 1; dmarc=pass action=none header.from=sender.example',
].join('\r\n');

function chain(result: ArcResult['result'], sets: readonly [instance: number, domain: string, field: number][]) {
  return {
    result,
    sets: sets.map(([instance, domain, index]) => ({ instance, seal: { domain }, results: { index, start: 0 } })),
  } as unknown as ArcResult;
}
const read = (head: string) => indexFields(readFields(`${head}\r\n\r\n`).fields);

it('tells what the sealers wrote, the newest first, with the method and what it speaks of', () => {
  const words = sealedWords(
    chain('pass', [
      [1, 'mx.example', 1],
      [2, 'list.example', 0],
    ]),
    read(HEAD),
  );
  expect(words.map(({ instance, sealer, method, about, result }) => [instance, sealer, method, about, result])).toEqual(
    [
      [2, 'list.example', 'dkim', 'sender.example', 'fail'],
      [1, 'mx.example', 'spf', 'mailfrom', 'pass'],
      [1, 'mx.example', 'dkim', 'sender.example', 'pass'],
      [1, 'mx.example', 'dmarc', 'sender.example', 'pass'],
    ],
  );
});

it('reads Microsoft’s own way of writing under Microsoft’s seal alone', () => {
  expect(sealedWords(chain('pass', [[3, 'microsoft.com', 2]]), read(HEAD))).toHaveLength(1);
  expect(sealedWords(chain('pass', [[3, 'notmicrosoft.com', 2]]), read(HEAD))).toEqual([]);
});

it.each(['none', 'fail', 'temperror', 'neutral'] as const)('believes no word of a chain that is %s', (result) => {
  expect(sealedWords(chain(result, [[1, 'mx.example', 1]]), read(HEAD))).toEqual([]);
});

it(`keeps ${MAX_SEALED} words at most`, () => {
  const line = `ARC-Authentication-Results: i=1; mx.example${'; dkim=pass header.d=a.example'.repeat(100)}`;
  const words = sealedWords(
    chain('pass', [
      [1, 'mx.example', 0],
      [2, 'mx.example', 0],
    ]),
    read(line),
  );
  expect(words).toHaveLength(MAX_SEALED);
});
