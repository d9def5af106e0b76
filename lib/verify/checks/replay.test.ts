import { expect, it } from 'vitest';
import { buildFacts, type Given } from '../../../test/fixtures/build-facts';
import { buildProof } from '../../../test/fixtures/build-proof';
import type { Outcome } from '../check';
import type { Proof } from '../proof';
import { replay } from './replay';

/** Fields as they stand in a mail, the value behind the name. */
const fields = (...lines: readonly string[]) =>
  lines.map((raw) => ({ name: raw.slice(0, raw.indexOf(':')), raw, valueAt: raw.indexOf(':') + 1 }));

const FIELDS = fields('To: b@example.com', 'From: a@sender.example', 'Subject: x', 'Reply-To: c@free.example');
const SPF = { method: 'spf', domain: 'sender.example', pass: true, alignment: 'identical' } as const;
const STRANGE = { ...SPF, pass: false };
const hint = (hints: Partial<Proof['hints']>, spf: Proof['dmarc']['spf'] = SPF): Given => {
  const proof = buildProof({ hints: { ...buildProof().hints, ...hints } });
  return { proof: { ...proof, dmarc: { ...proof.dmarc, spf } }, fields: FIELDS };
};
const rows: readonly (readonly [what: string, given: Given, outcome: Outcome, code: string])[] = [
  ['none', hint({}), 'absent', 'none'],
  ['from the author’s server', hint({ replay: { code: 'not-to-reader' } }), 'absent', 'blind-copy'],
  ['to others', hint({ replay: { code: 'not-to-reader' } }, STRANGE), 'warn', 'not-to-reader'],
  ['to nobody', hint({ replay: { code: 'to-nobody' } }, STRANGE), 'warn', 'to-nobody'],
  ['To unsigned', hint({ replay: { code: 'to-not-signed' } }, STRANGE), 'warn', 'to-not-signed'],
  [
    'SPF of another domain is no excuse',
    hint({ replay: { code: 'not-to-reader' } }, { ...SPF, domain: 'mailer.example', alignment: null }),
    'warn',
    'not-to-reader',
  ],
  [
    'nor is one not known',
    hint({ replay: { code: 'not-to-reader' } }, { ...SPF, pass: null }),
    'warn',
    'not-to-reader',
  ],
  ['nor none', hint({ replay: { code: 'not-to-reader' } }, null), 'warn', 'not-to-reader'],
];

it.each(rows)('%s', (_, given, outcome, code) => {
  expect(replay.judge(buildFacts(given))).toMatchObject({ outcome, code });
});

it('has met all its codes', () => {
  expect(new Set(rows.map(([, , , code]) => code))).toEqual(new Set(replay.codes));
});

it('shows To and the signature', () => {
  const { seen } = replay.judge(buildFacts(hint({ replay: { code: 'to-nobody' } }, STRANGE)));
  expect(seen).toMatchObject([{ field: 0 }, { field: 3 }]);
});
