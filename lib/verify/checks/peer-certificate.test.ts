import { expect, it } from 'vitest';
import { buildFacts, tls, type Given } from '../../../test/fixtures/build-facts';
import type { Outcome } from '../check';
import { peerCertificate } from './peer-certificate';

const rows: readonly (readonly [what: string, given: Given, outcome: Outcome, code: string])[] = [
  ['checked', { hops: [{ tls: tls({ peer: 'verified' }) }] }, 'pass', 'verified'],
  ['not checked', { hops: [{ tls: tls({ peer: 'unverified' }) }] }, 'absent', 'unverified'],
  ['none', { hops: [{ tls: tls({ peer: 'none' }) }] }, 'absent', 'none'],
  ['nothing said', {}, 'absent', 'not-recorded'],
];

it.each(rows)('%s', (_, given, outcome, code) => {
  expect(peerCertificate.judge(buildFacts(given))).toMatchObject({ outcome, code });
});

it('has met all its codes', () => {
  expect(new Set(rows.map(([, , , code]) => code))).toEqual(new Set(peerCertificate.codes));
});
