import fc from 'fast-check';
import { expect, it } from 'vitest';
import { judgeArrived, lineOf } from '../../test/fixtures/arrived';
import { keyRecord, testKey } from '../../test/signer/keys';
import { sealArc } from '../../test/signer/seal-arc';
import { signDkim } from '../../test/signer/sign-dkim';
import type { ZoneRecords } from '../../test/signer/zone';

/*
 * A sender who wants his mail to be taken for sender.example's. His are: all that stands below the border, his domains and what DNS
 * says of them, HELO, MAIL FROM, his address, and the mails that sender.example once signed for him. Not his: its key, its DNS, the
 * receiving server's own lines.
 */

const OWNER = testKey('ed25519');
const EVIL = testKey('ed25519', 1);
const ADDRESS = '198.51.100.66';
const RUNS = 1500;

const PLAIN = [
  'From: Anna <anna@sender.example>',
  'To: reader@example.com',
  'Subject: Hello',
  'Date: Mon, 5 Jan 2026 09:59:00 +0000',
  'Content-Type: text/plain',
  '',
  'The text.',
  '',
].join('\r\n');
const byOwner = (length?: number) =>
  signDkim(PLAIN, {
    key: OWNER,
    domain: 'sender.example',
    selector: 's1',
    ...(length === undefined ? {} : { length }),
  });

type Step = (mail: string) => string;
const onTop =
  (...lines: readonly string[]): Step =>
  (mail) =>
    [...lines, mail].join('\r\n');
const signed =
  (domain: string, selector = 's1', more: { readonly length?: number } = {}): Step =>
  (mail) =>
    signDkim(mail, { key: EVIL, domain, selector, ...more });
const sealed =
  (domain: string): Step =>
  (mail) =>
    sealArc(mail, {
      key: EVIL,
      domain,
      selector: 's1',
      results: `${domain}; dmarc=pass header.from=sender.example`,
    });

/** Any of these makes it another mail than the one that was signed. */
const CHANGES: readonly Step[] = [
  (mail) => `${mail}Buy now.\r\n`,
  (mail) => mail.replace('Subject: Hello', 'Subject: Urgent'),
  (mail) => mail.replace('From: Anna', 'From: Your bank'),
  (mail) => mail.replace('The text.', 'The lie.'),
  (mail) => mail.replace('\r\n\r\n', '\r\nSubject: Urgent\r\n\r\n'),
  onTop('Subject: Urgent'),
  onTop('From: Anna <anna@sender.example>'),
  onTop('From: Eve <eve@evil.test>'),
  onTop('To: you@example.com'),
  onTop('Content-Type: text/html'),
  onTop('Date: Tue, 6 Jan 2026 09:59:00 +0000'),
  (mail) => mail.replace('From: Anna <', 'From: Eve <eve@evil.test>, Anna <'),
];

/** None of these proves anything. */
const CLAIMS: readonly Step[] = [
  onTop('Authentication-Results: mx.example.com; dmarc=pass header.from=sender.example; spf=pass; dkim=pass'),
  onTop(
    'Authentication-Results: example.com;\r\n dkim=pass header.d=sender.example; dmarc=pass header.from=sender.example',
  ),
  onTop('Authentication-Results: dmarc=pass action=none header.from=sender.example'),
  onTop('Received-SPF: pass (mx.example.com: domain of anna@sender.example) client-ip=203.0.113.10'),
  onTop('Return-Path: <anna@sender.example>'),
  onTop('Return-Path: <anna@sender.example>', lineOf('203.0.113.10', 'mail.sender.example')),
  onTop(lineOf('127.0.0.1', 'localhost')),
  onTop(lineOf('203.0.113.9', 'laptop', 'ESMTPSA')),
  onTop('ARC-Authentication-Results: i=1; mx.example.com; dmarc=pass header.from=sender.example'),
  onTop('DKIM-Signature: v=1; a=rsa-sha256; d=sender.example; s=gone; h=from; bh=AAAA; b=AAAA'),
  signed('evil.test'),
  signed('evil.test', 's1', { length: 4 }),
  signed('evil.example'),
  signed('sender.example.evil.test'),
  signed('sender.example'),
  signed('sender.example', 'nothing'),
  signed('m.sender.example'),
  signed('down.evil.test'),
  sealed('evil.test'),
  sealed('lists.test'),
];

const evils = (record: string): ZoneRecords => ({
  's1._domainkey.evil.test': keyRecord(EVIL),
  's1._domainkey.evil.example': keyRecord(EVIL),
  's1._domainkey.sender.example.evil.test': keyRecord(EVIL),
  's1._domainkey.down.evil.test': { failure: 'servfail' },
  'evil.test': 'v=spf1 +all',
  'evil.example': 'v=spf1 ip4:198.51.100.66 -all',
  '_dmarc.evil.test': record,
  '_dmarc.evil.example': { failure: 'servfail' },
});
const EVIL_POLICIES = ['v=DMARC1; p=none; psd=y', 'v=DMARC1; p=none; psd=n', 'v=DMARC1; p=reject', 'v=spf1 -all'];

/** What sender.example publishes, or DNS tells of it. */
const OWNERS: readonly ZoneRecords[] = [
  { '_dmarc.sender.example': 'v=DMARC1; p=reject' },
  { '_dmarc.sender.example': 'v=DMARC1; p=none; adkim=s; aspf=s' },
  { '_dmarc.sender.example': { failure: 'timeout' } },
  { '_dmarc.sender.example': { failure: 'timeout' }, 's1._domainkey.sender.example': { failure: 'servfail' } },
  { 's1._domainkey.sender.example': { failure: 'servfail' }, 'sender.example': { failure: 'timeout' } },
  { '_dmarc.example': { failure: 'timeout' } },
  {},
];

const some = <T>(from: readonly T[], least: number, most: number) =>
  fc.array(fc.constantFrom(...from), { minLength: least, maxLength: most });

it('whatever he tries, it is not shown to be from there', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        base: fc.constantFrom(PLAIN, byOwner(), byOwner(11), byOwner(0)),
        changes: some(CHANGES, 1, 3),
        claims: some(CLAIMS, 0, 4),
        owner: fc.constantFrom(...OWNERS),
        policy: fc.constantFrom(...EVIL_POLICIES),
        path: fc.constantFrom(
          '<anna@sender.example>',
          '<x@m.sender.example>',
          '<x@evil.test>',
          '<x@evil.example>',
          '<>',
          null,
        ),
        helo: fc.constantFrom('mail.sender.example', 'sender.example', 'evil.test', 'mx.example.com', 'localhost'),
        age: fc.constantFrom(60, 90 * 24 * 3600),
        vouched: fc.boolean(),
        body: fc.boolean(),
        fidelity: fc.constantFrom('exact' as const, 'normalised' as const),
        offline: fc.boolean(),
      }),
      async ({ base, changes, claims, owner, policy, vouched, ...rest }) => {
        const changed = changes.reduce((mail, step) => step(mail), base);
        // Two changes can undo each other, as the same one done twice cannot.
        fc.pre(changed !== base);
        const { sender, author } = await judgeArrived({
          ...rest,
          mail: claims.reduce((mail, step) => step(mail), changed),
          records: {
            's1._domainkey.sender.example': keyRecord(OWNER),
            'sender.example': 'v=spf1 ip4:203.0.113.10 -all',
            ...owner,
            ...evils(policy),
          },
          client: ADDRESS,
          receiver: { vouched, sealers: ['lists.test'] },
        });
        if (author === 'sender.example') expect(sender).not.toMatchObject({ seal: 'whole' });
        expect(sender.seal).not.toBe('staff');
      },
    ),
    { numRuns: RUNS },
  );
});

it('what he leaves as it was is still shown to be', async () => {
  const { sender } = await judgeArrived({
    mail: byOwner(),
    records: { 's1._domainkey.sender.example': keyRecord(OWNER) },
    client: ADDRESS,
  });
  expect(sender).toMatchObject({ seal: 'whole', code: 'aligned-no-policy' });
});
