/** No browser: that the stack's DNS is what seals are expected by. */
import { afterAll, expect, it } from 'vitest';
import { dohWorld } from '../../lib/dns/doh-world';
import { nodeFetch } from '../../lib/dns/node-fetch';
import type { RecordType } from '../../lib/verify/world';
import { given } from './given.ts';

const { resolver, authority, mails } = given();
const node = nodeFetch({ ca: authority });
const world = dohWorld({ url: resolver, fetch: node.fetch, now: () => Date.now(), trusted: true });
afterAll(() => node.close());

it.each<[string, RecordType, object]>([
  ['_dmarc.strict.example', 'TXT', { ok: true, value: ['v=DMARC1; p=reject'], dnssec: 'secure' }],
  ['_dmarc.lax.example', 'TXT', { ok: true, value: ['v=DMARC1; p=none'], dnssec: 'insecure' }],
  ['mx3.box.test', 'A', { ok: true, value: ['198.51.100.27'], dnssec: 'secure' }],
  ['25.100.51.198.in-addr.arpa', 'PTR', { ok: true, value: ['mx.box.test'], dnssec: 'insecure' }],
  ['nowhere._domainkey.strict.example', 'TXT', { ok: false, failure: 'nxdomain' }],
  ['bogus.example', 'TXT', { ok: false, failure: expect.stringMatching(/^(?:bogus|servfail)$/) }],
  ['_dmarc.down.example', 'TXT', { ok: false, failure: 'servfail' }],
])('%s %s', async (name, type, answer) => {
  expect(await world.dns(name, type)).toEqual(answer);
});

it('a key of 2048 bits comes whole', async () => {
  const answer = await world.dns('s1._domainkey.strict.example', 'TXT');
  expect(answer).toEqual({ ok: true, value: [expect.stringMatching(/^v=DKIM1; k=rsa; p=.{392}$/)], dnssec: 'secure' });
});

it('each receiver writes its results under its own name', () => {
  const ids = (id: string) => mails.find((mail) => mail.id === id)?.results.map((field) => field.split(/[:;]\s*/)[1]);
  expect(ids('seal-pass')).toEqual(['mx3.box.test', 'mx3.box.test', 'mx3.box.test']);
  expect(ids('seal-pass-rspamd')).toEqual(['mx4.box.test']);
});
