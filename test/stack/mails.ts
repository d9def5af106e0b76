import { signedLike } from './seal-mails.ts';
import type { Seal } from '../../lib/verify/seal.ts';
import type { Lock } from '../../lib/verify/verdict.ts';
import type { Letter } from './letter.ts';
import { encodedWord } from './letter.ts';
import {
  BORDER,
  BORDER_V6,
  COLLEAGUE,
  CUSTOMER_AT_HOME,
  DOMAIN_WITHOUT_TLS,
  EXIM_CUSTOMER,
  EXIM_RELAY,
  LOOKALIKE,
  NAMELESS,
  PARTNER,
  PRIVATE,
  READER,
  SENDER,
  SENDER_V6,
  SENDMAIL_CUSTOMER,
  SENDMAIL_RELAY,
  SMTPS_PORT,
  SMTP_PORT,
  SUBMISSION_PORT,
} from './network.ts';
import { FILTERED, LIST } from './postfix.ts';
import type { Dialog } from './smtp.ts';

/** How a mail is handed over. */
export type Way =
  /** Real SMTP to the server named in the dialog. */
  | { readonly kind: 'smtp'; readonly dialog: Dialog }
  /** The sendmail command on the provider's own server: no network at all. */
  | { readonly kind: 'pickup' }
  /** Laid into a folder by IMAP, as a mail program keeps its own copy. */
  | { readonly kind: 'append'; readonly folder: 'Sent' };

/** One mail of the set, and what must be seen of it. */
export interface Mail {
  readonly id: string;
  /** Why it is in the set. */
  readonly note: string;
  readonly way: Way;
  /** Envelope recipient, and sender where that is not the author. */
  readonly to: string;
  readonly mailFrom?: string;
  readonly letter: Letter;
  /** What is done to the mail before it is handed over: signatures, what a list adds. A byte string with CRLF. */
  readonly prepare?: (mail: string) => string | Promise<string>;
  /** product.md, "The lock's states". */
  readonly lock: Lock;
  /** product.md, "Sender: the seal"; as one sees it who asks the stack's resolver and trusts TRUSTED_SEALERS. */
  readonly seal: Seal;
  /** Received lines in the delivered mail, forged ones included. */
  readonly hops: number;
  /** Words that the servers must have written, so that the set cannot quietly become another one. */
  readonly wrote: readonly string[];
  /** Results that the receiver must have written into Authentication-Results, as "dkim=pass". */
  readonly judged?: readonly string[];
}

const ALICE = 'Alice Adams <alice@sender.example>';
const EVE = 'Bank of Boxes <service@bank.example>';
const PAUL = 'Paul Partner <paul@partner.example>';
const CAROL = `Carol Colleague <${COLLEAGUE.user}>`;
const BOB = `Bob Box <${READER.user}>`;
const BOB_WITHOUT_TLS = `bob@${DOMAIN_WITHOUT_TLS}`;

const border = { address: BORDER, port: SMTP_PORT };
const submission = { address: BORDER, port: SUBMISSION_PORT };
const exim = { address: EXIM_RELAY, port: SMTP_PORT };
const sendmail = { address: SENDMAIL_RELAY, port: SMTP_PORT };

const TLS13 = { tls: { version: 'TLSv1.3' } } as const;
const TLS12 = { tls: { version: 'TLSv1.2' } } as const;
const TLS10 = { tls: { version: 'TLSv1' } } as const;

const sender = { server: border, from: SENDER, hello: 'mail.sender.example' } as const;
const partner = { server: border, from: PARTNER, hello: 'out.partner.example' } as const;
const attacker = { server: border, from: NAMELESS } as const;
const atHome = { from: CUSTOMER_AT_HOME, hello: '[192.168.178.20]', account: COLLEAGUE, ...TLS13 } as const;

const letter = (from: string, subject: string, text: string, more: Partial<Letter> = {}): Letter => ({
  from,
  to: BOB,
  subject,
  text,
  ...more,
});

const bySmtp = (dialog: Dialog): Way => ({ kind: 'smtp', dialog });
/** The border line in the clear, with the client's name as Postfix writes it. */
const inTheClear = (client: string): string => `${client})\n\tby mx.box.test (Postfix) with ESMTP id `;

const THREAD = ['<thread-1@sender.example>', '<thread-2@partner.example>'] as const;

/** What a sender wrote who wants his mail to look as if it had come encrypted into the reader's provider. */
const FORGED_DATE = 'Mon, 23 Nov 2026 21:04:11 +0000';
const FORGED_TLS = [
  'Received: from mail.bank.example (mail.bank.example [203.0.113.99])',
  '\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)',
  '\t key-exchange X25519 server-signature ECDSA (prime256v1) server-digest SHA256)',
  '\t(No client certificate requested)',
  '\tby mail.bank.example (Postfix) with ESMTPS id 4D1B2240A7',
  `\tfor <${READER.user}>; ${FORGED_DATE}`,
] as const;
const FORGED_NAMES = [
  'Received: from mx.box.test ([127.0.0.1])',
  '\tby mail.box.test with LMTP',
  '\tid 2BqVAYb7BGu4YgAAg+zDdQ',
  '\t(envelope-from <service@bank.example>)',
  `\tfor <${READER.user}>; ${FORGED_DATE}`,
  'Received: from mail.bank.example (mail.bank.example [203.0.113.99])',
  '\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)',
  '\t key-exchange X25519 server-signature ECDSA (prime256v1) server-digest SHA256)',
  `\t(Authenticated sender: ${COLLEAGUE.user})`,
  '\tby mx.box.test (Postfix) with ESMTPSA id 4D1B2240A8',
  `\tfor <${READER.user}>; ${FORGED_DATE}`,
] as const;

export const MAILS: readonly Mail[] = [
  {
    id: 'tls13',
    note: 'straight into the border by TLS 1.3',
    way: bySmtp({ ...sender, ...TLS13 }),
    to: READER.user,
    letter: letter(ALICE, 'The path to the hut', 'Left at the well, then up along the wall.'),
    lock: 'closed',
    seal: 'whole',
    hops: 2,
    wrote: ['(using TLSv1.3 with cipher ', ' with ESMTPS id ', '(mail.sender.example [203.0.113.10])'],
  },
  {
    id: 'tls12',
    note: 'straight into the border by TLS 1.2',
    way: bySmtp({ ...sender, ...TLS12 }),
    to: READER.user,
    letter: letter(ALICE, 'The path to the hut, older boots', 'The same path; the boots are from 2008.'),
    lock: 'closed',
    seal: 'whole',
    hops: 2,
    wrote: ['(using TLSv1.2 with cipher ', ' with ESMTPS id '],
  },
  {
    id: 'tls10',
    note: 'straight into the border by TLS 1.0',
    way: bySmtp({ ...sender, ...TLS10 }),
    to: READER.user,
    letter: letter(ALICE, 'The path to the hut, worn boots', 'These are from 1999 and let the water in.'),
    lock: 'notched',
    seal: 'whole',
    hops: 2,
    wrote: ['(using TLSv1 with cipher ', ' with ESMTPS id '],
  },
  {
    id: 'ipv6',
    note: 'straight into the border by TLS 1.3, over IPv6',
    way: bySmtp({
      server: { address: BORDER_V6, port: SMTP_PORT },
      from: SENDER_V6,
      hello: 'mail.sender.example',
      ...TLS13,
    }),
    to: READER.user,
    letter: letter(ALICE, 'The long way round', 'There is room for everybody on this path.'),
    lock: 'closed',
    seal: 'whole',
    hops: 2,
    wrote: ['(mail.sender.example [IPv6:2001:db8:113::10])', '(using TLSv1.3 with cipher '],
  },
  {
    id: 'plain',
    note: 'straight into the border in the clear',
    way: bySmtp(sender),
    to: READER.user,
    letter: letter(ALICE, 'A postcard', 'Everybody who carried this card could read it.'),
    lock: 'open',
    seal: 'whole',
    hops: 2,
    wrote: [inTheClear('(mail.sender.example [203.0.113.10]')],
  },
  {
    id: 'plain-helo',
    note: 'an old client: HELO, hence "with SMTP"',
    way: bySmtp({ ...sender, verb: 'HELO' }),
    to: READER.user,
    letter: letter(ALICE, 'A postcard by an old postman', 'He does not know the new greeting.'),
    lock: 'open',
    seal: 'whole',
    hops: 2,
    wrote: [' by mx.box.test (Postfix) with SMTP id '.replace(' by', '\tby')],
  },
  {
    id: 'plain-no-greeting',
    note: 'a client that does not greet at all',
    way: bySmtp({ ...sender, hello: null }),
    to: READER.user,
    letter: letter(ALICE, 'A postcard under the door', 'No knock, no greeting.'),
    lock: 'open',
    seal: 'whole',
    hops: 2,
    wrote: ['Received: from mail.sender.example (mail.sender.example [203.0.113.10])', ' with SMTP id '],
  },
  {
    id: 'exim-tls',
    note: 'through an Exim relay, TLS on both legs',
    way: bySmtp({ server: exim, from: EXIM_CUSTOMER, hello: 'pc.exim.example', ...TLS13 }),
    to: READER.user,
    letter: letter('Erik <erik@exim.example>', 'Timetable of the cable car', 'First one at seven, last one at six.'),
    lock: 'closed',
    seal: 'whole',
    hops: 3,
    wrote: [
      'from relay.exim.example (relay.exim.example [203.0.113.20])\n\t(using TLSv1.3 ',
      'by relay.exim.example with esmtps',
    ],
  },
  {
    id: 'exim-plain',
    note: 'through an Exim relay to an exchanger that has lost STARTTLS',
    way: bySmtp({ server: exim, from: EXIM_CUSTOMER, hello: 'pc.exim.example', ...TLS13 }),
    to: BOB_WITHOUT_TLS,
    letter: letter('Erik <erik@exim.example>', 'The cable car stands still', 'You will have to walk the last leg.'),
    lock: 'open',
    seal: 'whole',
    hops: 3,
    wrote: [
      '(relay.exim.example [203.0.113.20])\n\tby mx2.box.test (Postfix) with ESMTP id ',
      'by relay.exim.example with esmtps',
    ],
  },
  {
    id: 'sendmail-tls',
    note: 'through a Sendmail relay, TLS on both legs',
    way: bySmtp({ server: sendmail, from: SENDMAIL_CUSTOMER, hello: 'pc.sendmail.example', ...TLS13 }),
    to: READER.user,
    letter: letter('Sanna <sanna@sendmail.example>', 'Weather for the weekend', 'Dry until Sunday noon.'),
    lock: 'closed',
    seal: 'whole',
    hops: 3,
    wrote: ['(relay.sendmail.example [203.0.113.30])\n\t(using TLSv1.3 ', '(version=TLSv1.3 cipher='],
  },
  {
    id: 'sendmail-plain',
    note: 'through a Sendmail relay to an exchanger that has lost STARTTLS',
    way: bySmtp({ server: sendmail, from: SENDMAIL_CUSTOMER, hello: 'pc.sendmail.example', ...TLS13 }),
    to: BOB_WITHOUT_TLS,
    letter: letter('Sanna <sanna@sendmail.example>', 'Weather for Monday', 'Rain, and no roof on the last leg.'),
    lock: 'open',
    seal: 'whole',
    hops: 3,
    wrote: [
      '(relay.sendmail.example [203.0.113.30])\n\tby mx2.box.test (Postfix) with ESMTP id ',
      '(version=TLSv1.3 cipher=',
    ],
  },
  {
    id: 'claimed-plain',
    note: 'TLS at the border, but the leg before, between two organisations, is claimed in the clear',
    way: bySmtp({ server: exim, from: PARTNER, hello: 'out.partner.example' }),
    to: READER.user,
    letter: letter(PAUL, 'A card in an envelope', 'It was put into the envelope half-way.'),
    lock: 'notched',
    seal: 'cracked',
    hops: 3,
    wrote: [
      '(relay.exim.example [203.0.113.20])\n\t(using TLSv1.3 ',
      'from out.partner.example ([203.0.113.40])\n\tby relay.exim.example with esmtp ',
    ],
  },
  {
    id: 'submission',
    note: 'handed in by a signed-in account of the same provider (587, STARTTLS)',
    way: bySmtp({ ...atHome, server: submission }),
    to: READER.user,
    letter: letter(CAROL, 'Lunch?', 'At the usual place.'),
    lock: 'house',
    seal: 'staff',
    hops: 2,
    wrote: [`(Authenticated sender: ${COLLEAGUE.user})`, ' with ESMTPSA id '],
  },
  {
    id: 'submission-smtps',
    note: 'the same by implicit TLS (465); the server does not name the account',
    way: bySmtp({
      ...atHome,
      server: { address: BORDER, port: SMTPS_PORT },
      tls: { version: 'TLSv1.3', implicit: true },
    }),
    to: READER.user,
    letter: letter(CAROL, 'Lunch tomorrow?', 'Same place.'),
    lock: 'house',
    seal: 'staff',
    hops: 2,
    wrote: ['(cable-77.isp.example [203.0.113.77])', ' with ESMTPSA id '],
  },
  {
    id: 'local-pickup',
    note: 'never left the server: the sendmail command',
    way: { kind: 'pickup' },
    to: READER.user,
    letter: letter(CAROL, 'Disk almost full', 'The nightly report of your own server.'),
    lock: 'house',
    seal: 'staff',
    hops: 2,
    wrote: ['Received: by mx.box.test (Postfix, from userid '],
  },
  {
    id: 'local-smtp',
    note: 'never left the server: SMTP on loopback',
    way: bySmtp({ server: { address: '127.0.0.1', port: SMTP_PORT }, from: '127.0.0.1', hello: 'mail.box.test' }),
    to: READER.user,
    letter: letter(CAROL, 'Written in the webmail', 'And read in the webmail.'),
    lock: 'house',
    seal: 'staff',
    hops: 2,
    wrote: [inTheClear('Received: from mail.box.test (localhost [127.0.0.1]')],
  },
  {
    id: 'forged-tls',
    note: 'in the clear; a forged line below the border claims TLS',
    way: bySmtp({ ...attacker, hello: 'mail.bank.example' }),
    to: READER.user,
    letter: letter(EVE, 'Your statement', 'A line below says this came encrypted.', { top: FORGED_TLS }),
    lock: 'open',
    seal: 'broken',
    hops: 3,
    wrote: [inTheClear('Received: from mail.bank.example (unknown [203.0.113.66]')],
  },
  {
    id: 'forged-names',
    note: "in the clear; forged lines copy the provider's own two, names, loopback, TLS, sign-in and all",
    way: bySmtp({ ...attacker, hello: 'mail.bank.example' }),
    to: READER.user,
    letter: letter(EVE, 'Your account', 'Two lines below bear the names of your provider.', { top: FORGED_NAMES }),
    lock: 'open',
    seal: 'broken',
    hops: 4,
    wrote: [inTheClear('Received: from mail.bank.example (unknown [203.0.113.66]')],
  },
  {
    id: 'forged-helo-own',
    note: "in the clear; the client calls itself by the provider's own name",
    way: bySmtp({ ...attacker, hello: 'mx.box.test' }),
    to: READER.user,
    letter: letter(EVE, 'Your password', 'Sent by somebody who calls himself your mail server.', { top: FORGED_TLS }),
    lock: 'open',
    seal: 'broken',
    hops: 3,
    wrote: [inTheClear('Received: from mx.box.test (unknown [203.0.113.66]')],
  },
  {
    id: 'forged-helo-localhost',
    note: 'in the clear; the client calls itself localhost.evil.example, and the name is even confirmed',
    way: bySmtp({ ...attacker, from: LOOKALIKE, hello: 'localhost.evil.example' }),
    to: READER.user,
    letter: letter(EVE, 'Your parcel', 'A name that begins like home.', { top: FORGED_TLS }),
    lock: 'open',
    seal: 'broken',
    hops: 3,
    wrote: [inTheClear('Received: from localhost.evil.example (localhost.evil.example [203.0.113.67]')],
  },
  {
    id: 'forged-helo-tls',
    note: 'in the clear; the client greets with words that claim TLS',
    way: bySmtp({ ...attacker, hello: 'x (using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))' }),
    to: READER.user,
    letter: letter(EVE, 'Your prize', 'The greeting was longer than usual.', { top: FORGED_TLS }),
    lock: 'open',
    seal: 'broken',
    hops: 3,
    wrote: ['using', 'TLSv1.3', inTheClear(' (unknown [203.0.113.66]')],
  },
  {
    id: 'forged-helo-literal',
    note: 'in the clear; the client greets with the address of loopback',
    way: bySmtp({ ...attacker, hello: '[127.0.0.1]' }),
    to: READER.user,
    letter: letter(EVE, 'Your invoice', 'No place like home.', { top: FORGED_NAMES }),
    lock: 'open',
    seal: 'broken',
    hops: 4,
    wrote: [inTheClear('Received: from [127.0.0.1] (unknown [203.0.113.66]')],
  },
  {
    id: 'list-tls',
    note: 'TLS at the border; then content filter, mailing list and LMTP, all on 127.0.0.1',
    way: bySmtp({ ...partner, ...TLS13 }),
    to: LIST,
    letter: letter(PAUL, '[Hikers] Sunday walk', 'Meet at nine at the bus stop.', { to: `Hikers <${LIST}>` }),
    lock: 'closed',
    seal: 'empty',
    hops: 6,
    wrote: [
      '(out.partner.example [203.0.113.40])\n\t(using TLSv1.3 ',
      'by filter.box.test ',
      'by lists.box.test with LMTP',
    ],
  },
  {
    id: 'list-plain',
    note: 'the same in the clear at the border',
    way: bySmtp(partner),
    to: LIST,
    letter: letter(PAUL, '[Hikers] Monday rest', 'Nobody meets anywhere.', { to: `Hikers <${LIST}>` }),
    lock: 'open',
    seal: 'empty',
    hops: 6,
    wrote: [inTheClear('(out.partner.example [203.0.113.40]'), 'by filter.box.test ', 'by lists.box.test with LMTP'],
  },
  {
    id: 'filter-tls',
    note: 'TLS at the border, then the content filter',
    way: bySmtp({ ...partner, ...TLS12 }),
    to: FILTERED,
    letter: letter(PAUL, 'Minutes of the walk', 'Nothing was found in them.'),
    lock: 'closed',
    seal: 'whole',
    hops: 4,
    wrote: ['(using TLSv1.2 with cipher ', 'by filter.box.test '],
  },
  {
    id: 'filter-plain',
    note: 'in the clear at the border, then the content filter',
    way: bySmtp(partner),
    to: FILTERED,
    letter: letter(PAUL, 'Minutes of the rest', 'Nothing was found in these either.'),
    lock: 'open',
    seal: 'whole',
    hops: 4,
    wrote: [inTheClear('(out.partner.example [203.0.113.40]'), 'by filter.box.test '],
  },
  {
    id: 'name-japanese',
    note: 'a sender name in Japanese, encoded (RFC 2047)',
    way: bySmtp({ ...sender, ...TLS13 }),
    to: READER.user,
    letter: letter(
      `${encodedWord('日本語 太郎')} <taro@sender.example>`,
      encodedWord('山小屋への道'),
      '井戸を左へ、石垣に沿って登ります。',
    ),
    lock: 'closed',
    seal: 'whole',
    hops: 2,
    wrote: ['(using TLSv1.3 with cipher '],
  },
  {
    id: 'name-japanese-raw',
    note: 'a sender name in Japanese, as raw UTF-8, from a sender who did not ask for SMTPUTF8',
    way: bySmtp(sender),
    to: READER.user,
    letter: letter('日本語 花子 <hanako@sender.example>', '山小屋からの葉書', '途中で誰でも読めます。'),
    lock: 'open',
    seal: 'whole',
    hops: 2,
    wrote: [inTheClear('(mail.sender.example [203.0.113.10]')],
  },
  {
    id: 'name-japanese-smtputf8',
    note: 'a sender name in Japanese by SMTPUTF8 (RFC 6531), hence UTF8SMTPS; the filter takes it on as SMTP',
    way: bySmtp({ ...sender, ...TLS13, utf8: true }),
    to: FILTERED,
    letter: letter('日本語 次郎 <jiro@sender.example>', '時刻表', '始発は七時、終発は六時です。'),
    lock: 'closed',
    seal: 'whole',
    hops: 4,
    wrote: [' with UTF8SMTPS id '],
  },
  {
    id: 'large',
    note: 'a mail of 5 MB',
    way: bySmtp({ ...sender, ...TLS13 }),
    to: READER.user,
    letter: letter(ALICE, 'The whole map', 'Every path, every well, every wall.', { attachment: 3_700_000 }),
    lock: 'closed',
    seal: 'whole',
    hops: 2,
    wrote: ['(using TLSv1.3 with cipher '],
  },
  {
    id: 'thread-1',
    note: 'first of a thread of three, by TLS',
    way: bySmtp({ ...sender, ...TLS13 }),
    to: READER.user,
    letter: letter(ALICE, 'Who brings the bread?', 'I bring the cheese.'),
    lock: 'closed',
    seal: 'whole',
    hops: 2,
    wrote: ['(using TLSv1.3 with cipher '],
  },
  {
    id: 'thread-2',
    note: 'second of the thread, in the clear',
    way: bySmtp(partner),
    to: READER.user,
    letter: letter(PAUL, 'Re: Who brings the bread?', 'I could, if somebody brings the knife.', {
      references: [THREAD[0]],
    }),
    lock: 'open',
    seal: 'whole',
    hops: 2,
    wrote: [inTheClear('(out.partner.example [203.0.113.40]')],
  },
  {
    id: 'thread-3',
    note: 'third of the thread, by a signed-in colleague',
    way: bySmtp({ ...atHome, server: submission }),
    to: READER.user,
    letter: letter(CAROL, 'Re: Who brings the bread?', 'Knife and bread are in my bag.', { references: THREAD }),
    lock: 'house',
    seal: 'staff',
    hops: 2,
    wrote: [' with ESMTPSA id '],
  },
  {
    id: 'private-tls',
    note: 'handed over by a private address that nobody vouches for, by TLS',
    way: bySmtp({ server: border, from: PRIVATE, hello: 'app-7f9c', ...TLS13 }),
    to: READER.user,
    letter: letter('Shop <orders@shop.example>', 'Order 1017', 'One pair of boots, size 42.'),
    lock: 'dotted',
    seal: 'dotted',
    hops: 2,
    wrote: ['(unknown [10.20.30.40])\n\t(using TLSv1.3 '],
  },
  {
    id: 'private-plain',
    note: 'the same in the clear',
    way: bySmtp({ server: border, from: PRIVATE, hello: 'app-7f9c' }),
    to: READER.user,
    letter: letter('Shop <orders@shop.example>', 'Order 1018', 'One pair of laces.'),
    lock: 'dotted',
    seal: 'dotted',
    hops: 2,
    wrote: [inTheClear('(unknown [10.20.30.40]')],
  },
  {
    id: 'sent-copy',
    note: 'your own copy in Sent, laid there by IMAP: it never travelled',
    way: { kind: 'append', folder: 'Sent' },
    to: 'alice@sender.example',
    letter: letter(BOB, 'Re: The path to the hut', 'Found it, thank you.', {
      to: ALICE,
      references: ['<tls13@sender.example>'],
    }),
    lock: 'plane',
    seal: 'dotted',
    hops: 0,
    wrote: [],
  },
];

/** For the benchmark; sent only on request. */
export const HUGE: Mail = {
  id: 'huge',
  note: 'a mail of 25 MB',
  way: bySmtp({ ...sender, ...TLS13 }),
  to: READER.user,
  letter: letter(ALICE, 'All maps', 'Mind the size.', { attachment: 18_500_000 }),
  lock: 'closed',
  seal: 'whole',
  hops: 2,
  wrote: ['(using TLSv1.3 with cipher '],
};

export const HUGE_SIGNED: Mail = signedLike(HUGE);

/** The address in a From or To value. */
export const addressOf = (value: string): string => value.slice(value.lastIndexOf('<') + 1).replace('>', '');

export const messageIdOf = (mail: Mail): string => `<${mail.id}@${addressOf(mail.letter.from).split('@')[1] ?? ''}>`;
