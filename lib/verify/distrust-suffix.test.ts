import { expect, it } from 'vitest';
import { zone } from '../../test/signer/zone';
import { distrustSuffix } from './distrust-suffix';
import { lookUpDmarc } from './rfc/dmarc/discover';

const record = 'v=DMARC1; p=reject';

it.each([
  ['a record of one’s own', 'bank.uk.com', { '_dmarc.bank.uk.com': `${record}; psd=n` }, 'bank.uk.com'],
  ['one of those who sell names', 'bank.uk.com', { '_dmarc.uk.com': record }, null],
  ['theirs, that says so', 'bank.uk.com', { '_dmarc.uk.com': `${record}; psd=y` }, 'bank.uk.com'],
  ['their own mail', 'uk.com', { '_dmarc.uk.com': record }, 'uk.com'],
  ['one of a top-level domain', 'bank.test', { '_dmarc.test': record }, null],
  ['one above, that is no suffix', 'a.bank.test', { '_dmarc.bank.test': record }, 'bank.test'],
  ['a domain inside', 'a.corp.internal', { '_dmarc.corp.internal': record }, 'corp.internal'],
  ['none', 'bank.test', {}, 'bank.test'],
])('%s', async (_, author, records, organisation) => {
  const lookup = await lookUpDmarc(author, [], zone(records));
  const { policy } = distrustSuffix(lookup);
  expect(policy).toEqual({ ...lookup.policy, organisation });
});
