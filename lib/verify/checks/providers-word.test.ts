import { expect, it } from 'vitest';
import { buildFacts } from '../../../test/fixtures/build-facts';
import { buildProof } from '../../../test/fixtures/build-proof';
import type { Outcome } from '../check';
import { attestedResults, type Standing } from '../rfc/auth-results/attested';
import { providersWord } from './providers-word';

/** The provider's block is what stands above this line. */
const BORDER = 'Received: from x by mx.example.com';
const OWN = 'Authentication-Results: mx.example.com;';

const rows: readonly (readonly [what: string, lines: string[], outcome: Outcome, code: string, seen: number[]])[] = [
  ['a pass', [`${OWN} dmarc=pass header.from=sender.example`, BORDER], 'pass', 'dmarc-pass', [0]],
  ['a failure', [`${OWN} dmarc=fail header.from=sender.example`, BORDER], 'fail', 'dmarc-fail', [0]],
  ['neither', [`${OWN} dmarc=temperror header.from=sender.example`, BORDER], 'absent', 'dmarc-other', [0]],
  ['other methods alone', [`${OWN} spf=pass smtp.mailfrom=sender.example`, BORDER], 'absent', 'no-dmarc', [0]],
  ['DMARC of another author', [`${OWN} dmarc=pass header.from=other.example`, BORDER], 'absent', 'none', []],
  [
    'two that differ',
    [`${OWN} dmarc=pass header.from=sender.example`, `${OWN} dmarc=fail header.from=sender.example`, BORDER],
    'unknown',
    'contradicts-itself',
    [0, 1],
  ],
  [
    'a pass, and one of another author',
    [`${OWN} dmarc=pass header.from=sender.example; dmarc=fail header.from=other.example`, BORDER],
    'unknown',
    'contradicts-itself',
    [0],
  ],
  ['a pass below the border', [BORDER, `${OWN} dmarc=pass header.from=sender.example`], 'absent', 'none', []],
  ['a failure below the border', [BORDER, `${OWN} dmarc=fail header.from=sender.example`], 'warn', 'below-fail', [1]],
  [
    'a failure below, in another’s name',
    [BORDER, 'Authentication-Results: mx.other.example; dmarc=fail header.from=sender.example'],
    'absent',
    'none',
    [],
  ],
  [
    'another’s name above it',
    ['Authentication-Results: mx.evil.example; dmarc=pass header.from=sender.example', BORDER],
    'absent',
    'none',
    [],
  ],
  [
    'a pass that its own line below contradicts: what stands above counts',
    [`${OWN} dmarc=pass header.from=sender.example`, BORDER, `${OWN} dmarc=fail header.from=sender.example`],
    'pass',
    'dmarc-pass',
    [0],
  ],
  ['nothing', [BORDER], 'absent', 'none', []],
];

it.each(rows)('%s', (_, lines, outcome, code, seen) => {
  const fields = lines.map((raw) => ({ name: raw.slice(0, raw.indexOf(':')), raw, valueAt: raw.indexOf(':') + 1 }));
  const standing: Standing = {
    block: lines.indexOf(BORDER),
    ids: ['mx.example.com'],
    gateway: null,
    microsoft: false,
  };
  const proof = buildProof({ attested: attestedResults(fields, standing, 'sender.example') });
  const found = providersWord.judge(buildFacts({ fields, proof }));
  expect(found).toMatchObject({ outcome, code });
  expect(found.seen.map((one) => one.kind === 'header' && one.field)).toEqual(seen);
  if (code !== 'none') expect(found.params).toMatchObject({ provider: 'example.com' });
});

it('has met all its codes', () => {
  expect(new Set(rows.map(([, , , code]) => code))).toEqual(new Set(providersWord.codes));
});
