import { keyRecord, testKey } from '../signer/keys.ts';
import { sealArc } from '../signer/seal-arc.ts';
import { signDkim, type DkimOptions } from '../signer/sign-dkim.ts';

/** A whole mail, a byte string with CRLF, with all that DNS holds for it (see lib/dns/zone.ts). */
export interface SealedMail {
  readonly mail: string;
  readonly zone: Readonly<Record<string, unknown>>;
}

const KEY = testKey('rsa-2048');
const SMALL = testKey('rsa-1024');
const AT = Math.floor(Date.UTC(2026, 10, 24, 0, 40, 0) / 1000);

const BORDER =
  'Received: from mail.sender.example (mail.sender.example [192.0.2.25])\r\n\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))\r\n\tby mx.example.org (Postfix) with ESMTPS id 4dXr2k1Qz7\r\n\tfor <hana@example.org>; Tue, 24 Nov 2026 09:41:12 +0900 (JST)\r\n';
const LMTP =
  'Received: from mx.example.org ([127.0.0.1])\r\n\tby imap.example.org with LMTP id mC0zHq9\r\n\tfor <hana@example.org>; Tue, 24 Nov 2026 09:41:13 +0900\r\n';

const received = (returnPath: string, results = ''): string =>
  `Return-Path: <${returnPath}>\r\n${LMTP}${results === '' ? '' : `Authentication-Results: mx.example.org; ${results}\r\n`}${BORDER}`;

const TEXT = 'Hello Hana,\r\n\r\nhere are the minutes of Monday.\r\n\r\nAnna\r\n';

function letter(from = 'Anna Schmidt <anna@sender.example>', more = '', text = TEXT): string {
  return `From: ${from}\r\nTo: hana@example.org\r\nSubject: Minutes of Monday's meeting\r\nDate: Tue, 24 Nov 2026 09:40:00 +0900\r\nMessage-ID: <1@sender.example>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n${more}\r\n${text}`;
}

const signed = (mail: string, options: Partial<DkimOptions> = {}): string =>
  signDkim(mail, {
    key: KEY,
    domain: 'sender.example',
    selector: 's2026',
    signedAt: AT,
    names: ['from', 'from', 'to', 'subject', 'subject', 'date', 'message-id', 'content-type'],
    ...options,
  });

const ZONE = {
  's2026._domainkey.sender.example': { TXT: [keyRecord(KEY)], DNSSEC: 'secure' },
  '_dmarc.sender.example': {
    TXT: ['v=DMARC1; p=reject; sp=quarantine; adkim=s; rua=mailto:dmarc@sender.example'],
    DNSSEC: 'secure',
  },
  'sender.example': { TXT: ['v=spf1 include:_spf.sender.example -all'], A: ['192.0.2.25'], DNSSEC: 'insecure' },
  '_spf.sender.example': { TXT: ['v=spf1 ip4:192.0.2.0/26 ip6:2001:db8::/48 ?all'], DNSSEC: 'insecure' },
  'example.org': { MX: ['10 mx.example.org'] },
  'key._domainkey.amazonses.com': { TXT: [keyRecord(KEY)], DNSSEC: 'insecure' },
  'amazonses.com': { TXT: ['v=spf1 ip4:192.0.2.0/24 -all'] },
  'arc._domainkey.lists.example': { TXT: [keyRecord(SMALL)], DNSSEC: 'insecure' },
  'arc._domainkey.forward.example': { TXT: [keyRecord(KEY)], DNSSEC: 'secure' },
  '_dmarc.monitored.example': { TXT: ['v=DMARC1; p=none; pct=50'] },
  's2026._domainkey.monitored.example': { TXT: [keyRecord(KEY)] },
} as const;

const FOOTER = '\r\n-- \r\nYou get this mail because you are on the list Minutes.\r\n';

function throughList(): string {
  const original = signed(letter());
  const sealed = sealArc(original, {
    key: SMALL,
    domain: 'lists.example',
    selector: 'arc',
    signedAt: AT + 5,
    results:
      'lists.example; dkim=pass header.d=sender.example; spf=pass smtp.mailfrom=anna@sender.example; dmarc=pass header.from=sender.example',
  });
  const changed = sealed + FOOTER;
  return sealArc(changed, {
    key: KEY,
    domain: 'forward.example',
    selector: 'arc',
    signedAt: AT + 9,
    results: 'forward.example; arc=pass; dkim=fail header.d=sender.example; dmarc=fail header.from=sender.example',
  });
}

const HOSTILE_NAME = `${'very-long-label-'.repeat(3)}xx.${'w'.repeat(60)}.sender.example`;

/** Mails for the gallery, one for each seal and each section of the panel. Signed anew each time: their keys are no secret. */
export function sealedMails(): Readonly<Record<string, SealedMail>> {
  const provider =
    'dkim=pass header.d=sender.example header.s=s2026; spf=pass smtp.mailfrom=anna@sender.example; dmarc=pass header.from=sender.example';
  const author = received('anna@sender.example', provider) + signed(letter());
  return {
    author: { mail: author, zone: ZONE },
    'third-party': {
      mail:
        received('0100019@amazonses.com') +
        signed(letter('Shop <news@shop.example>', 'List-Unsubscribe: <https://shop.example/u>\r\n'), {
          domain: 'amazonses.com',
          selector: 'key',
        }),
      zone: ZONE,
    },
    'body-changed': {
      mail: `${received('anna@monitored.example', 'dkim=pass header.d=monitored.example; dmarc=pass header.from=monitored.example')}${signed(
        letter('Anna <anna@monitored.example>'),
        { domain: 'monitored.example' },
      )}[ The mail gateway has looked at this mail. ]\r\n`,
      zone: ZONE,
    },
    length: {
      mail: `${received('anna@sender.example')}${signed(letter(), { length: TEXT.length, names: ['from', 'to', 'date'], expiresAt: AT + 604_800 })}\r\nPS: please send the money to this account instead.\r\n`,
      zone: ZONE,
    },
    arc: {
      mail:
        received('minutes-bounces@forward.example', 'arc=pass; dmarc=fail header.from=sender.example') + throughList(),
      zone: ZONE,
    },
    'spf-only': { mail: received('anna@sender.example') + letter(), zone: ZONE },
    spoof: {
      mail:
        received('bounce@evil.example') +
        `Authentication-Results: mx.example.org; dmarc=pass header.from=sender.example\r\n` +
        signed(letter('"Anna Schmidt ✔ verified" <anna@sender.example>'), { domain: 'evil.example' }),
      zone: {
        ...ZONE,
        's2026._domainkey.evil.example': { TXT: [keyRecord(KEY)] },
        'evil.example': { TXT: ['v=spf1 +all'] },
      },
    },
    'dns-failed': {
      mail: author.replace(/^Authentication-Results.*\r\n/m, ''),
      zone: {
        ...ZONE,
        's2026._domainkey.sender.example': 'SERVFAIL',
        '_dmarc.sender.example': 'TIMEOUT',
        'sender.example': { TXT: 'TIMEOUT' },
      },
    },
    'hostile-seal': {
      mail:
        received(
          `${'x'.repeat(200)}@${HOSTILE_NAME}`,
          `dmarc=fail (${'\xe2\x80\xae'.repeat(20)}) header.from=sender.example`,
        ) +
        Array.from(
          { length: 14 },
          (_, at) =>
            `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed; d=${HOSTILE_NAME}; s=${'s'.repeat(60)}${at}; h=from:${'x-'.repeat(300)}; bh=AAAA; b=AAAA; z=From:<b>\xe2\x80\xae|To:x\r\n`,
        ).join('') +
        `DKIM-Signature: ${'broken '.repeat(300)}\r\n` +
        Array.from({ length: 60 }, (_, at) => `X-${'Filler-'.repeat(12)}${at}: \xe2\x80\xae<img src=x>\r\n`).join('') +
        letter(),
      zone: {
        ...ZONE,
        '_dmarc.sender.example': { TXT: [`v=DMARC1; p=reject; note=${'\xe2\x80\xae<b>'.repeat(200)}`] },
        [HOSTILE_NAME]: { TXT: [`v=spf1 ${'include:sender.example '.repeat(12)}-all`] },
      },
    },
  };
}
