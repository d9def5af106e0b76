import { expect, it } from 'vitest';
import { buildFacts, tls, type Given } from '../../../test/fixtures/build-facts';
import type { Outcome } from '../check';
import { lastLeg } from './last-leg';

const rows: readonly (readonly [what: string, given: Given, outcome: Outcome, code: string])[] = [
  ['TLS 1.3', {}, 'pass', 'encrypted'],
  ['no version', { hops: [{ tls: tls({ version: null }) }] }, 'pass', 'encrypted'],
  [
    'TLS 1.0',
    { hops: [{ tls: tls({ version: '1.0' }) }], legs: [{ strength: 'weak-version' }] },
    'warn',
    'weak-version',
  ],
  ['RC4', { legs: [{ strength: 'weak-cipher' }] }, 'warn', 'weak-cipher'],
  ['plain', { hops: [{ state: 'plaintext' }] }, 'fail', 'plaintext'],
  ['a silent product', { hops: [{ state: 'unknown' }] }, 'unknown', 'not-recorded'],
  ['an internal border', { hops: [{ state: 'internal' }] }, 'unknown', 'not-recorded'],
  [
    'assumed, TLS',
    { hops: [{}, {}], border: { hop: 1, kind: 'assumed', steps: ['private'], attested: 2 } },
    'unknown',
    'assumed-encrypted',
  ],
  [
    'assumed, plain',
    { hops: [{}, { state: 'plaintext' }], border: { hop: 1, kind: 'assumed', steps: ['same-domain'], attested: 2 } },
    'unknown',
    'assumed-plaintext',
  ],
  [
    'assumed, silent',
    { hops: [{}, { state: 'unknown' }], border: { hop: 1, kind: 'assumed', steps: ['lmtp'], attested: 2 } },
    'unknown',
    'assumed-unknown',
  ],
  ['a gateway that is not shown', { border: { kind: 'assumed' } }, 'unknown', 'assumed-encrypted'],
  [
    'from a private address',
    { border: { kind: 'assumed' }, legs: [{ reach: 'private' }] },
    'unknown',
    'private-client',
  ],
  ['from nowhere', { border: { kind: 'assumed' }, legs: [{ reach: null }] }, 'unknown', 'no-client'],
  [
    'from loopback, a stranger below',
    { border: { kind: 'assumed' }, legs: [{ reach: 'loopback' }] },
    'unknown',
    'no-client',
  ],
  ['not parsed', { hops: [{ reason: 'not-parsed' }], border: { kind: 'assumed' } }, 'unknown', 'unreadable'],
  ['nobody’s server', { border: { hop: null, kind: 'none', attested: 0, provider: null } }, 'unknown', 'not-provider'],
  [
    'no lines',
    { hops: [], border: { hop: null, kind: 'none', attested: 0, provider: null } },
    'unknown',
    'no-received',
  ],
  ['all inside', { border: { hop: null, kind: 'none', attested: 1 } }, 'absent', 'no-border'],
  [
    'a gateway took it in the clear',
    { hops: [{}, { state: 'plaintext' }], border: { perimeter: 1, attested: 2, steps: ['gateway'] } },
    'fail',
    'plaintext',
  ],
  [
    'a gateway handed it over in the clear',
    { hops: [{ state: 'plaintext' }, {}], border: { perimeter: 1, attested: 2, steps: ['gateway'] } },
    'fail',
    'plaintext',
  ],
  [
    'a gateway that does not say',
    { hops: [{}, { state: 'unknown' }], border: { perimeter: 1, attested: 2, steps: ['gateway'] } },
    'unknown',
    'not-recorded',
  ],
];

it.each(rows)('%s', (_, given, outcome, code) => {
  expect(lastLeg.judge(buildFacts(given))).toMatchObject({ outcome, code });
});

it('has met all its codes', () => {
  expect(new Set(rows.map(([, , , code]) => code))).toEqual(new Set(lastLeg.codes));
});

it('names the address that a reader may confirm', () => {
  const from = { helo: null, rdns: null, ip: '10.0.0.5', confirmed: false };
  const facts = buildFacts({
    hops: [{ from }, {}],
    border: { hop: 1, kind: 'assumed', steps: ['private'], attested: 2 },
  });
  expect(lastLeg.judge(facts).params).toMatchObject({ address: '10.0.0.5' });
});
