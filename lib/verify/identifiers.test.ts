import { expect, it } from 'vitest';
import { dkimResult, spfResult } from '../../test/fixtures/build-proof';
import { doubtOf, identifierOf, spfIdentifierOf } from './identifiers';
import type { Fidelity } from './message';
import type { Doubt } from './proof';
import type { DkimReason, DkimWord } from './rfc/dkim/verify-signature';
import type { SpfCode } from './rfc/spf/result';

it.each<[DkimWord, DkimReason, aged: boolean, Fidelity, Doubt | null, pass: boolean | null]>([
  ['pass', 'valid', false, 'exact', null, true],
  ['pass', 'valid', true, 'normalised', null, true],
  ['fail', 'body-changed', false, 'exact', null, false],
  ['fail', 'body-changed', true, 'exact', null, false],
  ['fail', 'body-changed', false, 'normalised', 'not-exact', null],
  ['fail', 'header-changed', false, 'headers-only', 'not-exact', null],
  ['fail', 'key-mismatch', false, 'exact', null, false],
  ['fail', 'key-mismatch', true, 'exact', 'aged', null],
  ['permerror', 'no-key', false, 'exact', null, false],
  ['permerror', 'no-key', false, 'normalised', null, false],
  ['permerror', 'no-key', true, 'exact', 'aged', null],
  ['permerror', 'key-revoked', true, 'exact', 'aged', null],
  ['permerror', 'from-unsigned', true, 'normalised', null, false],
  ['policy', 'testing-key', false, 'exact', null, false],
  ['policy', 'sha1', true, 'exact', null, false],
  ['neutral', 'body-unknown', false, 'exact', null, null],
  ['neutral', 'unsupported', false, 'exact', null, null],
  ['neutral', 'unknown-algorithm', false, 'exact', null, false],
  ['temperror', 'servfail', false, 'exact', null, null],
  ['temperror', 'not-asked', true, 'exact', null, null],
])('DKIM %s (%s), aged %s, %s: doubt %s, pass %s', (result, reason, aged, fidelity, doubt, pass) => {
  const one = dkimResult({ result, reason });
  expect(doubtOf(one, aged, fidelity)).toBe(doubt);
  expect(identifierOf(one, doubt)).toEqual({ domain: 'sender.example', pass });
});

it.each<[SpfCode, fresh: boolean | null, aged: boolean | null]>([
  ['pass', true, true],
  ['fail', false, null],
  ['softfail', false, null],
  ['neutral', false, null],
  ['none', false, null],
  ['permerror', false, null],
  ['temperror', null, null],
])('SPF %s: %s, of an old mail %s', (result, fresh, aged) => {
  const one = spfResult({ result });
  expect(spfIdentifierOf(one, false)).toEqual({ domain: 'sender.example', pass: fresh });
  expect(spfIdentifierOf(one, true)).toEqual({ domain: 'sender.example', pass: aged });
});

it('SPF that is not known is no failure', () => {
  expect(spfIdentifierOf(null, false)).toEqual({ domain: null, pass: null });
});
