import { expect, it } from 'vitest';
import type { Finding, Outcome } from './check';
import { foldTransit, type Lock } from './verdict';

const QUIET: Readonly<Record<string, readonly [Outcome, string]>> = {
  'last-leg': ['pass', 'encrypted'],
  'inside-provider': ['pass', 'kept'],
  'claimed-legs': ['unknown', 'not-recorded'],
  'never-left': ['absent', 'came-from-outside'],
  'own-copy': ['absent', 'received'],
};

type Row = readonly [changed: Readonly<Record<string, readonly [Outcome, string]>>, lock: Lock, code: string];

const rows: readonly Row[] = [
  [{}, 'closed', 'encrypted'],
  [{ 'last-leg': ['fail', 'plaintext'] }, 'open', 'not-encrypted'],
  [{ 'last-leg': ['fail', 'plaintext'], 'never-left': ['pass', 'handed-in'] }, 'open', 'not-encrypted'],
  [{ 'last-leg': ['fail', 'plaintext'], 'claimed-legs': ['warn', 'plaintext'] }, 'open', 'not-encrypted'],
  [{ 'last-leg': ['warn', 'weak-version'] }, 'notched', 'weak-version'],
  [{ 'last-leg': ['warn', 'weak-cipher'] }, 'notched', 'weak-cipher'],
  [{ 'inside-provider': ['warn', 'plaintext-public'] }, 'notched', 'plaintext-inside'],
  [{ 'claimed-legs': ['warn', 'plaintext'] }, 'notched', 'plaintext-before'],
  [{ 'claimed-legs': ['pass', 'encrypted'] }, 'closed', 'encrypted'],
  [{ 'inside-provider': ['absent', 'nothing-inside'] }, 'closed', 'encrypted'],
  [{ 'inside-provider': ['unknown', 'plaintext-private'] }, 'dotted', 'private-plaintext'],
  [{ 'never-left': ['pass', 'handed-in'] }, 'house', 'handed-in'],
  [{ 'never-left': ['pass', 'handed-in'], 'last-leg': ['warn', 'weak-version'] }, 'notched', 'weak-version'],
  [{ 'last-leg': ['absent', 'no-border'], 'never-left': ['pass', 'stayed'] }, 'house', 'never-left'],
  [{ 'last-leg': ['absent', 'no-border'], 'never-left': ['unknown', 'not-shown'] }, 'dotted', 'no-border'],
  [{ 'last-leg': ['absent', 'no-border'], 'own-copy': ['pass', 'sent'] }, 'plane', 'own-copy'],
  [{ 'last-leg': ['absent', 'no-border'], 'own-copy': ['pass', 'draft'] }, 'plane', 'draft'],
  [{ 'last-leg': ['unknown', 'assumed-encrypted'] }, 'dotted', 'probably-encrypted'],
  [{ 'last-leg': ['unknown', 'assumed-plaintext'] }, 'dotted', 'probably-not-encrypted'],
  [{ 'last-leg': ['unknown', 'assumed-unknown'] }, 'dotted', 'border-assumed'],
  [{ 'last-leg': ['unknown', 'private-client'] }, 'dotted', 'private-client'],
  [{ 'last-leg': ['unknown', 'no-client'] }, 'dotted', 'entry-not-written'],
  [{ 'last-leg': ['unknown', 'not-recorded'] }, 'dotted', 'not-recorded'],
  [{ 'last-leg': ['unknown', 'not-provider'] }, 'dotted', 'provider-unknown'],
  [{ 'last-leg': ['unknown', 'no-received'] }, 'dotted', 'no-received'],
  [{ 'last-leg': ['unknown', 'unreadable'] }, 'dotted', 'unreadable'],
  // A bug in a check never makes a green lock.
  [{ 'last-leg': ['unknown', 'crashed'] }, 'dotted', 'cannot-tell'],
  [{ 'inside-provider': ['unknown', 'crashed'] }, 'dotted', 'cannot-tell'],
  [{ 'claimed-legs': ['unknown', 'crashed'] }, 'dotted', 'cannot-tell'],
  [{ 'never-left': ['unknown', 'crashed'] }, 'dotted', 'cannot-tell'],
  [{ 'own-copy': ['unknown', 'crashed'] }, 'dotted', 'cannot-tell'],
];

function findings(changed: Row[0], version = 'TLS 1.3'): Finding[] {
  return Object.entries({ ...QUIET, ...changed }).map(([id, [outcome, code]]) => ({
    id,
    about: 'transit',
    weight: 'decides',
    outcome,
    code,
    params: { version },
    seen: [],
  }));
}

it.each(rows)('%j: %s, %s', (changed, lock, code) => {
  expect(foldTransit(findings(changed))).toMatchObject({ lock, code });
});

it('says so where no version is recorded', () => {
  expect(foldTransit(findings({}, ''))).toMatchObject({ lock: 'closed', code: 'encrypted-no-version' });
});

it.each(Object.keys(QUIET))('is never green without %s', (missing) => {
  const left = findings({}).filter(({ id }) => id !== missing);
  expect(foldTransit(left)).toMatchObject({ lock: 'dotted', code: 'cannot-tell' });
});
