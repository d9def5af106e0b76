import { expect, it } from 'vitest';
import { buildFacts } from '../../../test/fixtures/build-facts';
import { buildProof } from '../../../test/fixtures/build-proof';
import type { Outcome } from '../check';
import type { Author } from '../proof';
import { author } from './author';

const FIELDS = ['From: a@sender.example', 'From: b@sender.example', 'Subject: x'].map((raw) => ({
  name: raw.slice(0, raw.indexOf(':')),
  raw,
  valueAt: raw.indexOf(':') + 1,
}));

const facts = (given: Partial<Author>) =>
  buildFacts({ fields: FIELDS, proof: buildProof({ author: { ...buildProof().author, fields: [0], ...given } }) });

const rows: readonly (readonly [state: Author['state'], given: Partial<Author>, outcome: Outcome, seen: number[]])[] = [
  ['one', {}, 'pass', [0]],
  ['none', { fields: [], host: null }, 'fail', []],
  ['several-fields', { fields: [0, 1] }, 'fail', [0, 1]],
  ['several-authors', {}, 'fail', [0]],
  ['unreadable', { host: null }, 'fail', [0]],
];

it.each(rows)('%s', (state, given, outcome, seen) => {
  const found = author.judge(facts({ ...given, state }));
  expect(found).toMatchObject({ outcome, code: state });
  expect(found.seen).toEqual(
    seen.map((field) => ({ kind: 'header', field, span: { start: 0, end: FIELDS[field]?.raw.length } })),
  );
});

it('names the domain of the one author', () => {
  expect(author.judge(facts({}))).toMatchObject({ params: { author: 'sender.example' } });
});

it('quotes the first few of very many From fields', () => {
  const many = facts({ state: 'several-fields', fields: Array.from({ length: 900 }, () => 1) });
  expect(author.judge(many).seen.length).toBeLessThan(10);
});

it('has met all its codes', () => {
  expect(new Set(rows.map(([state]) => state))).toEqual(new Set(author.codes));
});
