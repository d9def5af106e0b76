import { expect, it } from 'vitest';
import { buildFacts, tls, type Given } from '../../../test/fixtures/build-facts';
import type { Outcome } from '../check';
import { anonymousCipher } from './anonymous-cipher';

const rows: readonly (readonly [what: string, given: Given, outcome: Outcome, code: string])[] = [
  ['with', { hops: [{ tls: tls({ cipher: 'TLS_AES_256_GCM_SHA384' }) }] }, 'pass', 'with-certificate'],
  [
    'without',
    { hops: [{ tls: tls({ cipher: 'AECDH-AES256-SHA' }) }], legs: [{ anonymous: true }] },
    'warn',
    'anonymous',
  ],
  ['no cipher', {}, 'absent', 'not-recorded'],
  ['no border', { border: { hop: null, kind: 'none', attested: 0, provider: null } }, 'absent', 'not-recorded'],
];

it.each(rows)('%s', (_, given, outcome, code) => {
  expect(anonymousCipher.judge(buildFacts(given))).toMatchObject({ outcome, code });
});

it('has met all its codes', () => {
  expect(new Set(rows.map(([, , , code]) => code))).toEqual(new Set(anonymousCipher.codes));
});
