import { expect, it } from 'vitest';
import { keyRecord, testKey } from '../../test/signer/keys';
import { bodyOf } from '../../test/signer/read-mail';
import { sealArc, type ArcOptions } from '../../test/signer/seal-arc';
import { zone } from '../../test/signer/zone';
import { arcWordOf } from './arc-word';
import { readChain } from './rfc/arc/chain';
import { verifyArc } from './rfc/arc/verify-arc';
import { hashBodies, wantedBodies } from './rfc/dkim/body-hash';
import { indexFields } from './rfc/dkim/header-data';
import { readFields } from './rfc/fields';

const KEY = testKey('rsa-2048');
const MAIL = 'From: anna@sender.example\r\nSubject: Hello\r\n\r\nThe text.\r\n';
const PASS = 'dmarc=pass header.from=sender.example';
const world = zone({
  's._domainkey.lists.test': keyRecord(KEY),
  's._domainkey.sub.lists.test': keyRecord(KEY),
  's._domainkey.evil.test': keyRecord(KEY),
  's._domainkey.outlook.microsoft.com': keyRecord(KEY),
});

const seal = (mail: string, domain: string, results: string, more: Partial<ArcOptions> = {}) =>
  sealArc(mail, { key: KEY, selector: 's', domain, results: `${domain}; ${results}`, ...more });
const change = (mail: string) => `${mail}More.\r\n`;

async function wordOf(
  mail: string,
  sealers: readonly string[] = ['lists.test'],
  author: string | null = 'sender.example',
) {
  const { fields, bodyAt } = readFields(mail);
  const index = indexFields(fields);
  const chain = readChain(fields);
  const wanted = wantedBodies(chain.sets.flatMap(({ message }) => message ?? []));
  const hashes = await hashBodies(bodyOf(mail.slice(bodyAt ?? mail.length)), wanted);
  return arcWordOf(await verifyArc(chain, index, hashes, world, null), index, author, sealers);
}

const once = seal(MAIL, 'lists.test', PASS);
const twice = seal(once, 'evil.test', 'arc=pass');
const changedBetween = seal(change(once), 'evil.test', 'arc=pass');

it.each<[string, string, object | null]>([
  ['one sealer', once, { instance: 1, sealer: 'lists.test', trusted: true }],
  ['a name under it', seal(MAIL, 'sub.lists.test', PASS), { sealer: 'sub.lists.test', trusted: true }],
  ['a stranger', seal(MAIL, 'evil.test', PASS), { sealer: 'evil.test', trusted: false }],
  ['no word of DMARC', seal(MAIL, 'lists.test', 'spf=pass smtp.mailfrom=sender.example'), null],
  ['a failure', seal(MAIL, 'lists.test', 'dmarc=fail header.from=sender.example'), null],
  ['another author', seal(MAIL, 'lists.test', 'dmarc=pass header.from=evil.test'), null],
  ['nobody', seal(MAIL, 'lists.test', 'dmarc=pass'), null],
  ['two words', seal(MAIL, 'lists.test', `${PASS}; dmarc=fail header.from=sender.example`), null],
  ['in a comment', seal(MAIL, 'lists.test', `none (${PASS})`), null],
  [
    'Microsoft’s way of writing',
    seal(MAIL, 'outlook.microsoft.com', 'dmarc=pass action=none header.from=sender.example'),
    { trusted: false },
  ],
  ['the same of anybody else', seal(MAIL, 'lists.test', 'dmarc=pass action=none header.from=sender.example'), null],
  ['changed since', change(once), null],
  ['sealed again by a stranger', twice, { instance: 1, sealer: 'lists.test', trusted: true }],
  ['changed and sealed again by a stranger', changedBetween, { instance: 1, trusted: false }],
  [
    'changed and sealed again by the trusted',
    seal(change(seal(MAIL, 'lists.test', PASS)), 'lists.test', 'arc=pass'),
    { instance: 1, trusted: true },
  ],
  ['the newest trusted of two', seal(once, 'lists.test', PASS), { instance: 2, trusted: true }],
  [
    'the trusted before a newer stranger',
    seal(once, 'evil.test', PASS),
    { instance: 1, sealer: 'lists.test', trusted: true },
  ],
  [
    'a stranger’s word under a trusted seal',
    seal(seal(MAIL, 'evil.test', PASS), 'lists.test', 'arc=pass'),
    { instance: 1, sealer: 'evil.test', trusted: false },
  ],
  ['From left open', seal(MAIL, 'lists.test', PASS, { names: ['subject'] }), { trusted: false }],
  ['text left open', change(seal(MAIL, 'lists.test', PASS, { length: 11 })), { trusted: false }],
  ['a field left open', `Subject: Two\r\n${once}`, { trusted: false }],
  [
    'From left open, sealed again by a stranger',
    seal(seal(MAIL, 'lists.test', PASS, { names: ['subject'] }), 'evil.test', 'arc=pass'),
    { instance: 1, trusted: false },
  ],
])('%s', async (_, mail, expected) => {
  const word = await wordOf(mail);
  if (expected === null) expect(word).toBeNull();
  else expect(word).toMatchObject(expected);
});

it.each([
  ['nobody is trusted', [], 'sender.example', false],
  ['Microsoft is', ['microsoft.com'], 'sender.example', true],
])('%s', async (_, sealers, author, trusted) => {
  const mail = seal(MAIL, 'outlook.microsoft.com', 'dmarc=pass action=none header.from=sender.example');
  expect(await wordOf(mail, sealers, author)).toMatchObject({ trusted });
});

it('says nothing where the mail has no author', async () => {
  expect(await wordOf(once, ['lists.test'], null)).toBeNull();
});
