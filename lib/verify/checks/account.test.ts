import { expect, it } from 'vitest';
import { buildFacts, type Given } from '../../../test/fixtures/build-facts';
import { buildProof } from '../../../test/fixtures/build-proof';
import { attestedResults } from '../rfc/auth-results/attested';
import { account } from './account';

const handedIn: Given = { stay: 'handed-in', hops: [{ authenticated: true, field: 1 }] };
const stayed: Given = { stay: 'stayed', border: { hop: null, kind: 'none' }, hops: [{ field: 1 }] };

const rows: readonly (readonly [what: string, given: Given, auth: string | null, code: string])[] = [
  ['from outside', {}, null, 'from-outside'],
  ['from outside, whatever is said', { stay: 'came-in' }, 'auth=pass smtp.auth=a@sender.example', 'from-outside'],
  ['signed in', handedIn, null, 'handed-in'],
  ['signed in as the author', handedIn, 'auth=pass smtp.auth=anna@Sender.example', 'of-the-author'],
  ['signed in as somebody else', handedIn, 'auth=pass smtp.auth=eve@other.example', 'handed-in'],
  ['a domain that only ends so', handedIn, 'auth=pass smtp.auth=eve@evil-sender.example', 'handed-in'],
  ['a name without a domain', handedIn, 'auth=pass smtp.auth=anna', 'handed-in'],
  ['signing in failed', handedIn, 'auth=fail smtp.auth=anna@sender.example', 'handed-in'],
  ['what the client says of itself (RFC 4954 5)', handedIn, 'auth=pass smtp.mailfrom=anna@sender.example', 'handed-in'],
  [
    'two accounts',
    handedIn,
    'auth=pass smtp.auth=anna@sender.example; auth=pass smtp.auth=eve@other.example',
    'handed-in',
  ],
  ['never left', stayed, null, 'stayed'],
  ['not shown', { stay: 'not-shown' }, null, 'from-outside'],
];

const facts = (given: Given, auth: string | null) => {
  const raws = [...(auth === null ? [] : [`Authentication-Results: mx.example.com; ${auth}`]), 'Received: from a by b'];
  const fields = raws.map((raw) => ({ name: raw.slice(0, raw.indexOf(':')), raw, valueAt: raw.indexOf(':') + 1 }));
  const standing = { block: raws.length - 1, ids: ['mx.example.com'], gateway: null, microsoft: false };
  return buildFacts({
    fields,
    proof: buildProof({ attested: attestedResults(fields, standing, 'sender.example') }),
    ...given,
  });
};

it.each(rows)('%s', (_, given, auth, code) => {
  const outcome = code === 'from-outside' ? 'absent' : 'pass';
  expect(account.judge(facts(given, auth))).toMatchObject({ outcome, code });
});

it('shows the entry, and where the account was named', () => {
  const { params, seen } = account.judge(facts(handedIn, 'auth=pass smtp.auth=anna@sender.example'));
  expect(params).toEqual({ provider: 'example.com', author: 'sender.example' });
  expect(seen.map((one) => one.kind === 'header' && one.field)).toEqual([1, 0]);
});

it('has met all its codes', () => {
  expect(new Set(rows.map(([, , , code]) => code))).toEqual(new Set(account.codes));
});
