/**
 * What forgers and broken senders do, as whole mails with a whole verdict: where others were deceived, the seal must not be, and
 * where nothing is wrong it must not cry. bank.example asks for rejection; evil.example is a domain in good order.
 */
import { describe, expect, it } from 'vitest';
import { digest, withBody } from '../../lib/verify/digest';
import type { Receiver } from '../../lib/verify/message';
import { MAX_FIELDS, MAX_HEAD_BYTES, readFields } from '../../lib/verify/rfc/fields';
import type { Report } from '../../lib/verify/verdict';
import { verify } from '../../lib/verify/verify';
import { offline } from '../../lib/verify/world';
import type { World } from '../../lib/verify/world';
import { keyRecord, testKey } from '../signer/keys';
import { bodyOf } from '../signer/read-mail';
import { signDkim } from '../signer/sign-dkim';
import type { DkimOptions } from '../signer/sign-dkim';
import { keyName, zone } from '../signer/zone';
import type { ZoneRecords } from '../signer/zone';

const RECEIVED_AT = Date.UTC(2026, 0, 1) / 1000;
const RECEIVER: Receiver = {
  mailbox: 'box.example',
  preset: null,
  names: [],
  networks: [],
  gateways: [],
  learned: [],
  folder: null,
  sealers: [],
  vouched: true,
};

const BANK = testKey('rsa-2048');
const EVIL = testKey('rsa-2048', 1);
const BANK_NAME = keyName('s', 'bank.example');
const RECORDS: ZoneRecords = {
  [BANK_NAME]: keyRecord(BANK),
  '_dmarc.bank.example': 'v=DMARC1; p=reject',
  'bank.example': 'v=spf1 ip4:198.51.100.25 -all',
  [keyName('s', 'evil.example')]: keyRecord(EVIL),
  '_dmarc.evil.example': 'v=DMARC1; p=reject',
  'evil.example': 'v=spf1 ip4:203.0.113.9 -all',
};

const FROM = 'From: Bank <service@bank.example>';
const REST = [
  'To: reader@box.example',
  'Subject: your account',
  'Date: Thu, 01 Jan 2026 00:00:00 +0000',
  'Message-ID: <1@bank.example>',
];
const BODY = 'Dear customer,\r\n\r\nall is well.\r\n';

const write = (fields: readonly string[], body = BODY): string => `${fields.join('\r\n')}\r\n\r\n${body}`;
const PLAIN = write([FROM, ...REST]);

const bank = (more: Partial<DkimOptions> = {}): DkimOptions => ({
  key: BANK,
  domain: 'bank.example',
  selector: 's',
  ...more,
});
const evil = (more: Partial<DkimOptions> = {}): DkimOptions => ({
  key: EVIL,
  domain: 'evil.example',
  selector: 's',
  ...more,
});

/** The line that the reader's server wrote when a stranger handed the mail in, with TLS. */
const BORDER =
  'Received: from out.evil.example (out.evil.example [203.0.113.9])\r\n\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))\r\n\tby mx.box.example (Postfix) with ESMTPS id 4dl0\r\n\tfor <reader@box.example>; Thu, 01 Jan 2026 00:00:00 +0000 (UTC)';
const PATH = 'Return-Path: <x@evil.example>';

interface Way {
  /** What the reader's server wrote above its line. */
  readonly above?: readonly string[];
  readonly path?: string;
  readonly records?: ZoneRecords;
  /** Null: nobody is asked. */
  readonly world?: World;
}

async function deliver(mail: string, { above = [], path = PATH, records = RECORDS, world }: Way = {}): Promise<Report> {
  const eol = mail.includes('\r\n') ? '\r\n' : '\n';
  const source =
    [path, ...above, BORDER]
      .map((line) => `${line}\r\n`)
      .join('')
      .replaceAll('\r\n', eol) + mail;
  const { bodyAt } = readFields(source);
  const head = digest(source.slice(0, bodyAt ?? source.length), RECEIVER, 'exact');
  const whole = await withBody(head, bodyOf(bodyAt === null ? '' : source.slice(bodyAt)));
  const report = await verify(whole, world ?? zone(records, RECEIVED_AT * 1000));
  expect(report.findings.filter(({ code }) => code === 'crashed')).toEqual([]);
  return report;
}

const told = ({ sender }: Report): string => `${sender?.seal} ${sender?.code}`;

describe('signatures', () => {
  const signed = signDkim(PLAIN, bank());
  const twice = ['from', 'from', 'to', 'subject', 'subject', 'date', 'message-id'];
  it.each<[what: string, mail: string, records: ZoneRecords, wanted: string]>([
    ['as it should be', signed, {}, 'whole aligned'],
    ['oversigned', signDkim(PLAIN, bank({ names: twice })), {}, 'whole aligned'],
    ['oversigned, a second Subject on top', `Subject: forged\r\n${signDkim(PLAIN, bank({ names: twice }))}`, {}, 'broken reject'],
    ['a second Subject on top', `Subject: forged\r\n${signed}`, {}, 'cracked unsigned-copy'],
    ['a second From on top', `From: x@evil.example\r\n${signed}`, {}, 'cracked no-single-author'],
    ['a second From, folded before its colon', `From\r\n : x@evil.example\r\n${signed}`, {}, 'cracked no-single-author'],
    ['l= short', signDkim(PLAIN, bank({ length: 14 })), {}, 'cracked partly-signed'],
    ['l= of all, and more behind it', `${signDkim(PLAIN, bank({ length: BODY.length }))}more\r\n`, {}, 'cracked partly-signed'],
    ['l=0', signDkim(PLAIN, bank({ length: 0 })), {}, 'cracked partly-signed'],
    ['l= over', signDkim(PLAIN, bank({ length: 2000 })), {}, 'broken reject'],
    ['From not in h=', signDkim(PLAIN, bank({ names: ['to', 'subject', 'date'] })), {}, 'broken reject'],
    ['SHA-1', signDkim(PLAIN, bank({ algorithm: 'rsa-sha1' })), {}, 'broken reject'],
    ['512 bits', signDkim(PLAIN, bank({ key: testKey('rsa-512') })), { [BANK_NAME]: keyRecord(testKey('rsa-512')) }, 'broken reject'],
    ['1023 bits', signDkim(PLAIN, bank({ key: testKey('rsa-1023') })), { [BANK_NAME]: keyRecord(testKey('rsa-1023')) }, 'broken reject'],
    ['1024 bits', signDkim(PLAIN, bank({ key: testKey('rsa-1024') })), { [BANK_NAME]: keyRecord(testKey('rsa-1024')) }, 'whole aligned'],
    ['Ed25519', signDkim(PLAIN, bank({ key: testKey('ed25519') })), { [BANK_NAME]: keyRecord(testKey('ed25519')) }, 'whole aligned'],
    ['t=y', signed, { [BANK_NAME]: keyRecord(BANK, '; t=y') }, 'broken reject'],
    ['t=s', signed, { [BANK_NAME]: keyRecord(BANK, '; t=s') }, 'whole aligned'],
    ['t=s and i= below it', signDkim(PLAIN, bank({ identity: '@x.bank.example' })), { [BANK_NAME]: keyRecord(BANK, '; t=s') }, 'broken reject'],
    ['x= past now, and received before', signDkim(PLAIN, bank({ signedAt: RECEIVED_AT - 60, expiresAt: RECEIVED_AT + 60 })), {}, 'whole aligned'],
    ['x= past when it came', signDkim(PLAIN, bank({ signedAt: RECEIVED_AT - 60, expiresAt: RECEIVED_AT - 30 })), {}, 'broken reject'],
    ['two, one of them broken', signDkim(signDkim(PLAIN, bank()).replace(/b=.{6}/, 'b=AAAAAA'), bank()), {}, 'whole aligned'],
    ['two, the other’s broken', signDkim(signDkim(PLAIN, evil()).replace(/b=.{6}/, 'b=AAAAAA'), bank()), {}, 'whole aligned'],
    ['LF alone', signed.replaceAll('\r\n', '\n'), {}, 'whole aligned'],
    ['an empty body', signDkim(write([FROM, ...REST], ''), bank()), {}, 'whole aligned'],
    ['two keys', signed, { [BANK_NAME]: [keyRecord(EVIL), keyRecord(BANK)] }, 'whole aligned'],
    ['no key', signed, { [BANK_NAME]: { failure: 'nxdomain' } }, 'broken reject'],
    ['a revoked key', signed, { [BANK_NAME]: 'v=DKIM1; p=' }, 'broken reject'],
    ['no answer for the key', signed, { [BANK_NAME]: { failure: 'servfail' } }, 'dotted dns-failed'],
    ['no answer for the policy', PLAIN, { '_dmarc.bank.example': { failure: 'timeout' } }, 'dotted dns-failed'],
    ['of another, d= like the bank’s', signDkim(PLAIN, evil({ domain: 'evilbank.example' })), { [keyName('s', 'evilbank.example')]: keyRecord(EVIL) }, 'broken reject'],
    ['of another', signDkim(PLAIN, evil()), {}, 'broken reject'],
    ['none', PLAIN, {}, 'broken reject'],
    ['the body changed', signed.replace('well', 'lost'), {}, 'broken reject'],
    ['a field changed', signed.replace('your account', 'your money'), {}, 'broken reject'],
    ['a footer', `${signed}-- \r\na list\r\n`, {}, 'broken reject'],
  ])('%s', async (_, mail, records, wanted) => {
    expect(told(await deliver(mail, { records: { ...RECORDS, ...records } }))).toBe(wanted);
  }); // prettier-ignore
});

describe('a second From where a reader of ours would stop reading', () => {
  // Some webmail shows the last of two.
  const signed = signDkim(write(['From: x@evil.example', ...REST]), evil());
  const blank = signed.indexOf('\r\n\r\n');
  it.each([
    ['behind more fields than are read', 'X:\r\n'.repeat(MAX_FIELDS)],
    ['behind more octets than are read', `X: ${'x'.repeat(MAX_HEAD_BYTES)}\r\n`],
  ])('%s', async (_, filler) => {
    const mail = `${signed.slice(0, blank)}\r\n${filler}${FROM}${signed.slice(blank)}`;
    expect((await deliver(mail)).sender?.seal).not.toBe('whole');
  });
});

describe('results by a forger, below the line where the mail came in', () => {
  it.each([
    'mx.box.example; dmarc=pass header.from=bank.example',
    'MX.BOX.EXAMPLE 1; dmarc=pass header.from=bank.example; dkim=pass header.d=bank.example',
    'localhost; dmarc=pass header.from=bank.example',
    'dkim=pass (signature was verified) header.d=bank.example;dmarc=pass action=none header.from=bank.example;compauth=pass reason=100',
    'mx.box.example; dmarc=pass header.from=bank.example;',
    'mx.box.example; spf=pass (a (nested (comment)) dmarc=pass) smtp.mailfrom=bank.example; dmarc=pass header.from=bank.example',
    'mx.box.example; spf=pass (mx: domain of "a) dmarc=pass (b"@evil.example) smtp.mailfrom=bank.example',
    'mx.box.example; dmarc=fail header.from=bank.example; dmarc=pass header.from=bank.example',
    'mx.box.example; arc=none; dmarc=pass header.from=bank.example',
    'mx.box.example; arc=pass; dmarc=fail header.from=bank.example; dkim=pass header.d=bank.example',
    'mx.box.example; spf=pass smtp.mailfrom=evil.example',
  ])('%s', async (results) => {
    const mail = `Authentication-Results: ${results}\r\n${PLAIN}`;
    expect(told(await deliver(mail))).toBe('broken reject');
    // With nobody asked it is not known, and may be lowered, never raised.
    const unasked = await deliver(mail, { world: offline(RECEIVED_AT * 1000) });
    expect(unasked.sender?.seal).toBe(results.includes('dmarc=fail') ? 'cracked' : 'dotted');
  });
});

describe('results by the reader’s own server, above that line', () => {
  const pass = 'Authentication-Results: mx.box.example; dmarc=pass header.from=bank.example';
  it.each<[what: string, above: readonly string[], asked: string, unasked: string]>([
    ['a pass', [pass], 'cracked changed-since', 'whole providers-word'],
    ['a pass, in upper case and with its version', [pass.replace('mx.box.example', 'MX.Box.Example 1')], 'cracked changed-since', 'whole providers-word'],
    ['a pass for another author', [pass.replace('bank.example', 'evil.example')], 'broken reject', 'dotted not-asked'],
    ['by another’s name', [pass.replace('mx.box.example', 'mx.evil.example')], 'broken reject', 'dotted not-asked'],
    ['by a name without a dot', [pass.replace('mx.box.example', 'localhost')], 'broken reject', 'dotted not-asked'],
    ['two that do not agree', [pass, pass.replace('=pass', '=fail')], 'broken reject', 'dotted not-asked'],
    ['two in one', [`${pass}; dmarc=fail header.from=bank.example`], 'broken reject', 'dotted not-asked'],
    ['dmarc=fail beside dkim=pass', ['Authentication-Results: mx.box.example; dmarc=fail header.from=bank.example; dkim=pass header.d=bank.example'], 'broken reject', 'cracked providers-word-fails'],
    ['dkim=fail of the bank, dkim=pass of nobody', ['Authentication-Results: mx.box.example; dkim=fail header.d=bank.example; dkim=pass'], 'broken reject', 'dotted not-asked'],
    ['arc=none alone', ['Authentication-Results: mx.box.example; arc=none'], 'broken reject', 'dotted not-asked'],
    ['a quotation that closes a comment', ['Authentication-Results: mx.box.example; spf=pass (domain of "a) dmarc=pass (b"@evil.example) smtp.mailfrom=evil.example'], 'broken reject', 'dotted not-asked'],
    ['a pass of SPF that does not align', ['Authentication-Results: mx.box.example; spf=pass smtp.mailfrom=x@evil.example'], 'broken reject', 'dotted not-asked'],
    ['none', [], 'broken reject', 'dotted not-asked'],
  ])('%s', async (_, above, asked, unasked) => {
    expect(told(await deliver(PLAIN, { above }))).toBe(asked);
    expect(told(await deliver(PLAIN, { above, world: offline(RECEIVED_AT * 1000) }))).toBe(unasked);
  }); // prettier-ignore
});

describe('authors', () => {
  it.each<[from: string, author: string | null, wanted: string]>([
    ['"service@bank.example" <x@evil.example>', 'evil.example', 'whole aligned'],
    ['"<service@bank.example>" <x@evil.example>', 'evil.example', 'whole aligned'],
    ['service@bank.example <x@evil.example>', 'evil.example', 'whole aligned'],
    ['=?utf-8?q?service=40bank.example?= <x@evil.example>', 'evil.example', 'whole aligned'],
    ['"service@bank.example"@evil.example', 'evil.example', 'whole aligned'],
    ['(service@bank.example) x@evil.example', 'evil.example', 'whole aligned'],
    ['Dr. E. Vil <x@evil.example>', 'evil.example', 'whole aligned'],
    ['Team: x@evil.example;', 'evil.example', 'whole aligned'],
    ['<@bank.example:x@evil.example>', 'evil.example', 'whole aligned'],
    ['x@EVIL.example.', 'evil.example', 'whole aligned'],
    ['service@bank.example, x@evil.example', null, 'cracked no-single-author'],
    ['x@evil.example, service@bank.example', null, 'cracked no-single-author'],
    ['undisclosed:;', null, 'cracked no-single-author'],
    ['<>', null, 'cracked no-single-author'],
    ['', null, 'cracked no-single-author'],
  ])('%s', async (from, author, wanted) => {
    const report = await deliver(signDkim(write([`From: ${from}`, ...REST]), evil()));
    expect(report.author).toBe(author);
    expect(told(report)).toBe(wanted);
  }); // prettier-ignore

  it('of a domain with letters beyond ASCII', async () => {
    const name = 'xn--bcher-kva.example';
    const records = { ...RECORDS, [keyName('s', name)]: keyRecord(EVIL), [`_dmarc.${name}`]: 'v=DMARC1; p=reject' };
    const from = Buffer.from('From: x@bücher.example').toString('latin1');
    const report = await deliver(signDkim(write([from, ...REST]), evil({ domain: name })), { records });
    expect([report.author, told(report)]).toEqual([name, 'whole aligned']);
  });
});
