import { verdictWords } from '../../lib/browser/verdict-words';
import type { Judged } from '../../lib/browser/protocol';
import { keyOf, type Words } from '../../lib/browser/words';
import { digest } from '../../lib/verify/digest';
import { zone } from '../../lib/dns/zone';
import type { Body, Receiver } from '../../lib/verify/message';
import { readMail } from '../../lib/verify/read-mail';
import type { Report } from '../../lib/verify/verdict';
import { verify, verifyTransit } from '../../lib/verify/verify';
import { offline, type World } from '../../lib/verify/world';
import type { SealedMail } from './sealed-mails';

/** Put in place by the build; see vite.config.ts. */
declare const SEALED_MAILS: Readonly<Record<string, SealedMail>>;

/** Mails of our own invention, judged by the real core: what the gallery shows is what a reader would see. */
export interface Sample {
  readonly id: string;
  readonly sender: { readonly name: string | null; readonly address: string | null };
  readonly subject: string | null;
  readonly received: readonly string[];
  readonly receiver?: Partial<Receiver>;
  readonly alarm?: boolean;
  /** Id in SEALED_MAILS: a whole mail, in place of Received lines alone. */
  readonly sealed?: string;
  /** What is known of its DNS: all, nothing because nobody was asked, nothing yet. */
  readonly lookups?: 'off' | 'pending';
}

const OWN: Receiver = {
  mailbox: 'example.org',
  preset: null,
  names: ['example.org'],
  networks: [],
  gateways: [],
  learned: [],
  folder: null,
  sealers: [],
  vouched: true,
};

const INTO = (tls: string, client = 'mail.sender.example [192.0.2.25]', helo = 'mail.sender.example'): string =>
  `from ${helo} (${client})${tls}\r\n\tby mx.example.org (Postfix) with ESMTP${tls === '' ? '' : 'S'} id 4dXr2k1Qz7\r\n\tfor <hana@example.org>; Tue, 24 Nov 2026 09:41:12 +0900 (JST)`;
const TLS13 =
  '\r\n\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)\r\n\t key-exchange X25519 server-signature RSA-PSS (2048 bits))\r\n\t(No client certificate requested)';
const TLS10 =
  '\r\n\t(using TLSv1 with cipher ECDHE-RSA-AES256-SHA (256/256 bits))\r\n\t(No client certificate requested)';
const LMTP =
  'from mx.example.org ([127.0.0.1])\r\n\tby imap.example.org with LMTP id mC0zHq9\r\n\tfor <hana@example.org>; Tue, 24 Nov 2026 09:41:13 +0900';
const FIRST =
  'from laptop.sender.example (laptop.sender.example [198.51.100.7])\r\n\tby mail.sender.example (Exim 4.96) with esmtpsa (TLS1.3) tls TLS_AES_128_GCM_SHA256\r\n\tid 1tEvXa-0003c9-Rw; Tue, 24 Nov 2026 00:41:08 +0000';

const ANNA = { name: 'Anna Schmidt', address: 'anna@sender.example' };
const MINUTES = 'Minutes of Monday’s meeting';

const sealed = (id: string, more: Partial<Sample> = {}): Sample => ({
  id,
  sender: ANNA,
  subject: MINUTES,
  received: [],
  sealed: id,
  ...more,
});

export const SAMPLES: readonly Sample[] = [
  sealed('author'),
  sealed('third-party', { sender: { name: 'Shop', address: 'news@shop.example' } }),
  sealed('body-changed', { sender: { name: 'Anna', address: 'anna@monitored.example' } }),
  sealed('length'),
  sealed('arc', { receiver: { sealers: ['forward.example', 'lists.example'] } }),
  sealed('spf-only'),
  sealed('spoof', { sender: { name: 'Anna Schmidt ✔ verified', address: 'anna@sender.example' }, alarm: true }),
  sealed('dns-failed'),
  sealed('hostile-seal'),
  sealed('pending', { sealed: 'author', lookups: 'pending' }),
  sealed('not-asked', { sealed: 'spf-only', lookups: 'off' }),
  {
    id: 'closed',
    sender: { name: 'Anna Schmidt', address: 'anna@sender.example' },
    subject: 'Minutes of Monday’s meeting',
    received: [LMTP, INTO(TLS13), FIRST],
  },
  {
    id: 'open',
    sender: { name: 'Billing', address: 'billing@sender.example' },
    subject: 'Your invoice 2026-1184',
    received: [
      LMTP,
      INTO('', 'unknown [203.0.113.80]', 'mx.example.org'),
      'from bank.example (bank.example [192.0.2.200])\r\n\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))\r\n\tby mx.example.org (Postfix) with ESMTPS id 9sKq; Tue, 24 Nov 2026 12:40:00 +0900',
      'from [198.51.100.99] by mailer.bank.example with HTTP; Mon, 23 Nov 2026 21:12:00 +0000',
    ],
    alarm: true,
  },
  {
    id: 'notched',
    sender: { name: null, address: 'office@old-server.example' },
    subject: 'Fwd: Fwd: Re: Anmeldung zum Sommerfest der Freiwilligen Feuerwehr und weitere Hinweise zur Anfahrt',
    received: [LMTP, INTO(TLS10, 'old.server.example [192.0.2.99]', 'old.server.example'), FIRST],
  },
  {
    id: 'house',
    sender: { name: '総務部', address: 'soumu@example.org' },
    subject: '年末調整の書類について',
    received: [
      LMTP,
      'by mx.example.org (Postfix, from userid 1000)\r\n\tid 4dXr2k0A; Tue, 24 Nov 2026 09:41:12 +0900 (JST)',
    ],
  },
  {
    id: 'plane',
    sender: { name: 'Hana', address: 'hana@example.org' },
    subject: 'See you on Friday',
    received: [],
    receiver: { folder: 'sent' },
  },
  {
    id: 'dotted',
    sender: { name: 'Newsletter', address: 'news@sender.example' },
    subject: 'This week in gardening',
    received: [
      'from relay.example.org (unknown [10.4.0.9])\r\n\tby imap.example.org (Postfix) with ESMTP id 7Hq2\r\n\tfor <hana@example.org>; Tue, 24 Nov 2026 09:41:15 +0900 (JST)',
      INTO(TLS13).replace('mx.example.org (Postfix)', 'relay.example.org (Postfix)'),
      FIRST,
      'this line says nothing that anyone could read',
    ],
  },
  {
    id: 'hostile',
    sender: { name: 'Support\u202Egro.knab@ofni\u202C <b>HTML</b> \u0000 ✅', address: 'x@evil.example' },
    subject: `${'W'.repeat(400)} ẗ̷̡͓̗́ę̶̛̺͠x̸̜̿t̴͎̀ <img src=x onerror=alert(1)>`,
    received: [
      LMTP,
      INTO(TLS13, 'mail.evil.example [192.0.2.66]', '<script>alert(1)</script>.evil.example'),
      'from a by \xe2\x80\xae\xe6\x97\xa5\xe6\x9c\xac.evil.example (\x00\x07 \xff) with ESMTPS id 1; Tue, 24 Nov 2026 00:41:08 +0000',
      `from ${'very-long-name-'.repeat(400)}.evil.example by mx.evil.example with ESMTP id 2; Tue, 24 Nov 2026 00:41:01 +0000`,
    ],
  },
  {
    id: 'many',
    sender: { name: 'Mailing list', address: 'list@lists.example' },
    subject: 'A hundred hops',
    received: [
      LMTP,
      INTO(TLS13),
      ...Array.from(
        { length: 100 },
        (_, at) =>
          `from h${at + 1}.lists.example (h${at + 1}.lists.example [192.0.2.${at + 1}])\r\n\tby h${at}.lists.example (Postfix) with ESMTPS id ${at}; Tue, 24 Nov 2026 00:${String(39 - Math.floor(at / 60)).padStart(2, '0')}:${String(59 - (at % 60)).padStart(2, '0')} +0000`,
      ),
    ],
  },
];

const NOW = Date.UTC(2026, 10, 24);

/** Judges one sample and words it, as the background does. */
export async function judged(sample: Sample, words: Words): Promise<Judged> {
  const alarm = sample.alarm ?? false;
  const report = await reportOf(sample);
  return {
    key: sample.id,
    subject: sample.subject,
    sender: sample.sender,
    ...verdictWords(report, words, {
      lock: alarm && report.transit.lock === 'open',
      seal: alarm && sample.sealed !== undefined,
    }),
    alarm,
    visible: true,
    report,
    failure: null,
  };
}

async function reportOf({ sealed: id, received, sender, receiver, lookups }: Sample): Promise<Report> {
  const own = { ...OWN, ...receiver };
  if (id === undefined) {
    const head = `${received.map((line) => `Received: ${line}\r\n`).join('')}From: <${sender.address ?? ''}>\r\n\r\n`;
    return verify(digest(head, own, 'exact'), offline(NOW));
  }
  const mail = SEALED_MAILS[id];
  const read = mail && (await readMail(bodyOf(mail.mail), own));
  if (!read?.ok) throw new Error(`no such mail: ${id}`);
  if (lookups === 'pending') return verifyTransit(read.digest, offline(NOW));
  return verify(read.digest, lookups === 'off' ? offline(NOW) : worldOf(mail?.zone));
}

function worldOf(file: unknown): World {
  const read = zone(file, NOW);
  if (!read.ok) throw new Error(`a zone that cannot be read: ${read.at}`);
  return read.world;
}

function bodyOf(mail: string): Body {
  const octets = Uint8Array.from(mail, (octet) => octet.charCodeAt(0));
  return { size: octets.length, slice: (start, end) => Promise.resolve(octets.slice(start, end)) };
}

/** A mail that could not be read, or is being read. */
export function unread(words: Words, failure: string | null): Judged {
  const state = failure === null ? 'reading' : 'unreadable';
  return {
    key: failure ?? 'reading',
    subject: 'Minutes of Monday’s meeting',
    sender: { name: 'Anna Schmidt', address: 'anna@sender.example' },
    state,
    label: words(`engine_label_${state}`),
    sentence: words(failure === null ? 'engine_reading' : keyOf('ui_failure', failure)),
    seal: null,
    alarm: false,
    visible: true,
    report: null,
    failure,
  };
}
