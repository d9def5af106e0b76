import { expect, it } from 'vitest';
import { zoneWorld, type Zone } from '../../test/fixtures/zone-world';
import { keyRecord, testKey } from '../../test/signer/keys';
import { bodyOf } from '../../test/signer/read-mail';
import { sealArc } from '../../test/signer/seal-arc';
import { signDkim, type DkimOptions } from '../../test/signer/sign-dkim';
import { digest, withBody } from './digest';
import type { Receiver } from './message';
import { readFields } from './rfc/fields';
import { verify } from './verify';

const DAY = 86_400;
const RECEIVED = Date.UTC(2026, 0, 5, 10, 0, 10) / 1000;
const NOW = (RECEIVED + 60) * 1000;
const RECEIVER: Receiver = {
  mailbox: 'example.com',
  preset: null,
  names: [],
  networks: [],
  gateways: [],
  learned: [],
  folder: null,
  sealers: [],
  vouched: true,
};

const key = testKey('rsa-2048', 1);
const small = testKey('rsa-1024', 2);
const author: DkimOptions = { key, domain: 'sender.example', selector: 's1', signedAt: RECEIVED - 60 };
const esp: DkimOptions = { ...author, domain: 'sendgrid.net' };

const ZONE: Zone = {
  'sender.example': ['v=spf1 ip4:203.0.113.10 -all'],
  '_dmarc.sender.example': ['v=DMARC1; p=none'],
  's1._domainkey.sender.example': [keyRecord(key)],
  'w1._domainkey.sender.example': [keyRecord(small)],
  's1._domainkey.sendgrid.net': [keyRecord(key)],
  's1._domainkey.list.example': [keyRecord(key)],
  'sendgrid.net': ['v=spf1 ip4:203.0.113.20 -all'],
  'list.example': ['v=spf1 ip4:203.0.113.30 -all'],
};

const letter = (...lines: readonly string[]): string =>
  [
    'From: Anna <anna@sender.example>',
    'To: Ben <ben@example.com>',
    'Subject: Lunch',
    'Date: Mon, 5 Jan 2026 09:59:00 +0000',
    ...lines,
    '',
    'At noon.',
    '',
  ].join('\r\n');

/** The lines of the receiving server above a mail; `lines` stand on top. */
const entered = (mail: string, domain = 'sender.example', ip = '203.0.113.10', ...lines: readonly string[]): string =>
  [
    `Return-Path: <bounce@${domain}>`,
    'Delivered-To: ben@example.com',
    ...lines,
    `Received: from mail.${domain} (mail.${domain} [${ip}])\r\n\tby mx.example.com (Postfix) with ESMTPS id 1\r\n\tfor <ben@example.com>; Mon, 5 Jan 2026 10:00:10 +0000`,
    mail,
  ].join('\r\n');

const says = (words: string): string => `Authentication-Results: mx.example.com; ${words}`;
const footer = (mail: string): string => mail.replace('At noon.', 'At noon.\r\n-- \r\nThe list');
const sealedBy = (mail: string): string =>
  sealArc(mail, {
    ...author,
    domain: 'list.example',
    results: 'list.example; dkim=pass header.d=sender.example; dmarc=pass header.from=sender.example',
  });

async function findings(mail: string, zone: Zone = ZONE, given: Partial<Receiver> = {}) {
  const bodyAt = readFields(mail).bodyAt ?? mail.length;
  const read = digest(mail.slice(0, bodyAt), { ...RECEIVER, ...given }, 'exact');
  const whole = await withBody(read, bodyOf(mail.slice(bodyAt)));
  const report = await verify(whole, { ...zoneWorld(zone), now: () => NOW });
  return Object.fromEntries(report.findings.map(({ id, code }) => [id, code]));
}

const signed = signDkim(letter(), author);
const LIST = ['List-Id: <l.list.example>', 'List-Post: <mailto:l@list.example>'];
const listed = (...lines: readonly string[]): string =>
  footer(signed).replace('\r\nTo:', `\r\n${lines.join('\r\n')}\r\nTo:`);
const unsubscribe = [
  'List-Unsubscribe: <https://sender.example/u/1>',
  'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
];
const names = (...more: readonly string[]) => ['from', 'to', 'subject', 'date', ...more];

const rows: readonly (readonly [
  what: string,
  mail: string,
  expected: Readonly<Record<string, string>>,
  zone?: Zone,
])[] = [
  [
    'a plain mail',
    entered(signed),
    {
      disagreement: 'nothing-to-compare',
      'delivery-service': 'none',
      'public-mailbox': 'own-domain',
      'other-in-name': 'none',
      'claims-in-name': 'none',
      'reply-elsewhere': 'to-the-author',
      replay: 'none',
      'signature-coverage': 'covers',
      'key-strength': 'strong-insecure',
      'signature-dates': 'fits',
      'unjudged-signatures': 'none',
      'spf-limits': 'within',
      'bulk-rules': 'not-bulk',
      'uncounted-results': 'none',
      'content-protection': 'none',
      dkim2: 'none',
    },
  ],
  [
    'the provider agrees',
    entered(
      signed,
      undefined,
      undefined,
      says('dkim=pass header.d=sender.example; dmarc=pass header.from=sender.example'),
    ),
    { disagreement: 'agrees', 'uncounted-results': 'all-count' },
  ],
  [
    'the provider wrote a banner into the text',
    entered(footer(signed), undefined, undefined, says('dkim=pass header.d=sender.example')),
    { disagreement: 'body-changed-since' },
  ],
  [
    'the provider put a tag into the subject',
    entered(
      signed.replace('Subject: Lunch', 'Subject: [Ext] Lunch'),
      undefined,
      undefined,
      says('dkim=pass header.d=sender.example'),
    ),
    { disagreement: 'header-changed-since' },
  ],
  [
    'the key was taken back since',
    entered(signed, undefined, undefined, says('dkim=pass header.d=sender.example')),
    { disagreement: 'key-changed-since' },
    { ...ZONE, 's1._domainkey.sender.example': 'nxdomain' },
  ],
  [
    'DNS is silent',
    entered(signed, undefined, undefined, says('dkim=pass header.d=sender.example')),
    { disagreement: 'dns-did-not-answer', 'key-strength': 'no-key' },
    { ...ZONE, 's1._domainkey.sender.example': 'timeout' },
  ],
  [
    'Received-SPF of a relay',
    entered(
      signed,
      undefined,
      undefined,
      'Received-SPF: fail (mx.example.com: not allowed) client-ip=198.51.100.9; envelope-from=bounce@sender.example;',
    ),
    { disagreement: 'other-address-there' },
  ],
  [
    'the provider read another author',
    entered(signed, undefined, undefined, says('dmarc=pass header.from=bank.example')),
    { disagreement: 'other-author-there' },
  ],
  [
    'a list with a seal and a footer',
    entered(sealedBy(listed(...LIST)), 'list.example', '203.0.113.30'),
    { disagreement: 'list-body', 'bulk-rules': 'discussion-list' },
  ],
  ['a list with a footer', entered(listed(...LIST), 'list.example', '203.0.113.30'), { disagreement: 'list-body' }],
  [
    'a forwarder with a seal',
    entered(sealedBy(footer(signed)), 'list.example', '203.0.113.30'),
    { disagreement: 'forwarder-body' },
  ],
  [
    'a newsletter whose text was changed is no list',
    entered(listed('List-Id: <n.sender.example>', ...unsubscribe)),
    { disagreement: 'nothing-to-compare', 'bulk-rules': 'no-signature' },
  ],
  [
    'results under the provider’s name, below its line',
    entered(`${says('dmarc=pass header.from=sender.example')}\r\n${letter()}`),
    { 'uncounted-results': 'below', disagreement: 'nothing-to-compare' },
  ],
  ['a newsletter, in order', entered(signDkim(letter(...unsubscribe), author)), { 'bulk-rules': 'kept' }],
  [
    'a newsletter whose signature leaves its fields out',
    entered(signDkim(letter(...unsubscribe), { ...author, names: names() })),
    { 'bulk-rules': 'one-click-not-signed', 'signature-coverage': 'covers' },
  ],
  [
    'through a service that signs with its own domain',
    entered(signDkim(letter('Feedback-ID: 1:2:3'), esp), 'sendgrid.net', '203.0.113.20'),
    { 'delivery-service': 'service-signed', 'bulk-rules': 'not-aligned' },
  ],
  [
    'through a service, with a signature of its own and one of the author’s',
    entered(signDkim(signed, { ...esp, names: names() }), 'sendgrid.net', '203.0.113.20'),
    { 'delivery-service': 'author-signed' },
  ],
  [
    'through a service, unsigned',
    entered(letter(), 'sendgrid.net', '203.0.113.20'),
    { 'delivery-service': 'unsigned-envelope' },
  ],
  [
    'signed for another, and sent by a stranger',
    entered(
      signDkim(letter().replace('ben@example.com', 'carl@other.example'), author),
      'other.example',
      '198.51.100.7',
    ),
    { replay: 'not-to-reader' },
  ],
  [
    'a blind copy',
    entered(signDkim(letter().replace('ben@example.com', 'carl@other.example'), author)),
    { replay: 'blind-copy' },
  ],
  [
    'the subject unsigned',
    entered(signDkim(letter(), { ...author, names: ['from', 'to', 'date'] })),
    { 'signature-coverage': 'unsigned-fields' },
  ],
  [
    'text behind l=',
    entered(`${signDkim(letter(), { ...author, length: 10 })}and more\r\n`),
    { 'signature-coverage': 'appended' },
  ],
  ['a small key', entered(signDkim(letter(), { ...author, key: small, selector: 'w1' })), { 'key-strength': 'weak' }],
  [
    'expired on the way',
    entered(signDkim(letter(), { ...author, signedAt: RECEIVED - 2 * DAY, expiresAt: RECEIVED - DAY })),
    { 'signature-dates': 'expired' },
  ],
  [
    'kept for a week',
    entered(signDkim(letter(), { ...author, signedAt: RECEIVED - 8 * DAY })),
    { 'signature-dates': 'long-before' },
  ],
  [
    'more signatures than are judged',
    entered(Array.from({ length: 10 }).reduce<string>((mail) => signDkim(mail, { ...author, names: names() }), signed)),
    { 'unjudged-signatures': 'some' },
  ],
  [
    'SPF that everybody passes',
    entered(letter()),
    { 'spf-limits': 'wide' },
    { ...ZONE, 'sender.example': ['v=spf1 +all'] },
  ],
  [
    'SPF that wants the sender’s address',
    entered(letter()),
    { 'spf-limits': 'withheld' },
    { ...ZONE, 'sender.example': ['v=spf1 exists:%{l}.sender.example -all'] },
  ],
  [
    'a name that is not the sender’s',
    entered(
      signDkim(
        letter('Reply-To: x@gmail.com', 'Content-Type: application/pkcs7-mime; smime-type=enveloped-data').replace(
          'Anna <',
          '"service@bank.example" <',
        ),
        author,
      ),
    ),
    {
      'other-in-name': 'other-address',
      'reply-elsewhere': 'to-anybody',
      'content-protection': 'smime-encrypted',
    },
  ],
];

it.each(rows.map(([what, mail, expected, zone = ZONE]) => ({ what, mail, expected, zone })))(
  '$what',
  async ({ mail, expected, zone }) => {
    expect(await findings(mail, zone)).toMatchObject(expected);
  },
);

it('believes no results of a file that nobody vouches for', async () => {
  const mail = entered(signed, undefined, undefined, says('dkim=fail header.d=sender.example'));
  expect(await findings(mail, ZONE, { vouched: false })).toMatchObject({
    disagreement: 'nothing-to-compare',
    'spf-limits': 'not-checked',
  });
});
