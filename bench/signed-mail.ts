/** A mail as a newsletter's reader has it, of about the size wanted: signed by its author, sealed by a list, brought by servers. */
import { keyRecord, testKey } from '../test/signer/keys.ts';
import { sealArc } from '../test/signer/seal-arc.ts';
import { signDkim } from '../test/signer/sign-dkim.ts';
import { keyName } from '../test/signer/zone.ts';

/** Who hands it over, as the reader's server saw it. */
export const CLIENT = { ip: '203.0.113.9', helo: 'out.sender.example', sender: 'news@sender.example' } as const;

/** When it came, seconds since 1970-01-01 UTC. */
export const RECEIVED_AT = 1_767_225_600;

const KEY = testKey('rsa-2048');
const LIST_KEY = testKey('rsa-2048', 1);

/** TXT records by name: keys, SPF with five lookups over two levels, DMARC. */
export const RECORDS: Readonly<Record<string, string>> = {
  [keyName('s', 'sender.example')]: keyRecord(KEY),
  [keyName('arc', 'list.example')]: keyRecord(LIST_KEY),
  'sender.example': 'v=spf1 include:one.sender.example include:two.sender.example -all',
  'one.sender.example': 'v=spf1 ip4:198.51.100.0/24 include:three.sender.example include:four.sender.example ~all',
  'two.sender.example': 'v=spf1 ip4:192.0.2.0/24 include:five.sender.example ~all',
  'three.sender.example': 'v=spf1 ip4:198.51.100.128/25 ip6:2001:db8::/32 ~all',
  'four.sender.example': 'v=spf1 ip4:192.0.2.128/25 ~all',
  'five.sender.example': 'v=spf1 ip4:203.0.113.0/24 ~all',
  '_dmarc.sender.example': 'v=DMARC1; p=reject; rua=mailto:d@sender.example',
};

const HEAD = [
  'Received: by app1.sender.example (Postfix, from userid 33) id 4dl0zz00kkz7; Thu, 01 Jan 2026 00:00:00 +0000 (UTC)',
  'From: "Sender & Sons" <news@sender.example>',
  'Reply-To: reply@sender.example',
  'To: Reader <reader@box.example>',
  'Subject: What is new this month, and what is not',
  'Date: Thu, 01 Jan 2026 00:00:00 +0000',
  'Message-ID: <20260101.1234@sender.example>',
  'MIME-Version: 1.0',
  'Content-Type: text/plain; charset=utf-8',
  'List-Unsubscribe: <https://sender.example/u/1234>',
  'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
];
const NAMES = ['from', 'reply-to', 'to', 'subject', 'date', 'message-id', 'mime-version', 'content-type'];

const LINE = 'Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod';

export interface Wanted {
  /** False: no list sealed it. */
  readonly sealed?: boolean;
  /** Relaxed canonicalization has to change every line. */
  readonly odd?: boolean;
}

/** A mail of about so many octets. */
export function signedMail(octets: number, { sealed = true, odd = false }: Wanted = {}): Buffer {
  const line = odd ? `${LINE.replaceAll(' ', '  ')} \t` : LINE;
  const body = `${line}\r\n`.repeat(Math.floor((octets - (sealed ? 3400 : 2200)) / (line.length + 2)));
  let mail = `${HEAD.join('\r\n')}\r\n\r\n${body}`;
  const signedAt = RECEIVED_AT - 10;
  mail = signDkim(mail, { key: KEY, domain: 'sender.example', selector: 's', names: NAMES, signedAt });
  const results = 'list.example;\r\n dkim=pass header.d=sender.example;\r\n spf=pass smtp.mailfrom=sender.example';
  if (sealed)
    mail = sealArc(mail, { key: LIST_KEY, domain: 'list.example', selector: 'arc', names: NAMES, results, signedAt });
  const top = [
    `Return-Path: <${CLIENT.sender}>`,
    'Delivered-To: reader@box.example',
    `Received: from ${CLIENT.helo} (${CLIENT.helo} [${CLIENT.ip}])\r\n\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)\r\n\t key-exchange X25519 server-signature RSA-PSS (2048 bits))\r\n\tby mx.box.example (Postfix) with ESMTPS id 4dl0zz11kkz7\r\n\tfor <reader@box.example>; Thu, 01 Jan 2026 00:00:00 +0000 (UTC)`,
  ];
  return Buffer.from(`${top.join('\r\n')}\r\n${mail}`, 'latin1');
}
