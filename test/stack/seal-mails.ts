/**
 * Mails that differ in what shows who sent them; zones.ts says what their domains publish. Most go through the exchangers that
 * judge what they take. Signed by the test signer, and some by real signers: OpenDKIM (a Sendmail relay's) and rspamd.
 */
import { Buffer } from 'node:buffer';
import type { DkimOptions } from '../signer/sign-dkim.ts';
import { sealArc } from '../signer/seal-arc.ts';
import { signDkim } from '../signer/sign-dkim.ts';
import { dkimKey } from './dkim-keys.ts';
import type { KeyName } from './dkim-keys.ts';
import type { Letter } from './letter.ts';
import type { Mail, Way } from './mails.ts';
import {
  BORDER,
  BORDER_OPENDKIM,
  BORDER_RSPAMD,
  COLLEAGUE,
  COMMUNITY,
  CUSTOMER_AT_HOME,
  FORWARDER,
  GOSSIP,
  MAILER,
  NAMELESS,
  READER,
  SENDER,
  SENDMAIL_CUSTOMER,
  SENDMAIL_RELAY,
  SMTP_PORT,
  SUBMISSION_PORT,
} from './network.ts';
import { FOOTED } from './postfix.ts';
import { signByRspamd } from './rspamd.ts';

const DAY_SECONDS = 86_400;
const BOB = `Bob Box <${READER.user}>`;

const STRICT = 'Stella Strict <stella@strict.example>';
const LAX = 'Lars Lax <lars@lax.example>';
const QUIET = 'Quirin Quiet <quirin@quiet.example>';

const TLS13 = { tls: { version: 'TLSv1.3' } } as const;
const ENCRYPTED = '(using TLSv1.3 with cipher ';

/** Into the exchanger with OpenDKIM, OpenDMARC and policyd-spf, or with rspamd, or with none. */
const EXCHANGERS = { opendkim: BORDER_OPENDKIM, rspamd: BORDER_RSPAMD, none: BORDER } as const;

const CLIENTS = {
  own: { from: SENDER, hello: 'mail.sender.example' },
  forwarder: { from: FORWARDER, hello: 'out.forwarder.example' },
  mailer: { from: MAILER, hello: 'out.mailer.example' },
  community: { from: COMMUNITY, hello: 'lists.community.example' },
  gossip: { from: GOSSIP, hello: 'lists.gossip.example' },
  attacker: { from: NAMELESS, hello: 'mail.strict.example' },
} as const;

/** By TLS into one of the exchangers. */
const into = (exchanger: keyof typeof EXCHANGERS, client: keyof typeof CLIENTS): Way => ({
  kind: 'smtp',
  dialog: { server: { address: EXCHANGERS[exchanger], port: SMTP_PORT }, ...CLIENTS[client], ...TLS13 },
});

const letter = (from: string, subject: string, text: string, more: Partial<Letter> = {}): Letter => ({
  from,
  to: BOB,
  subject,
  text,
  ...more,
});

type Prepare = NonNullable<Mail['prepare']>;
type Signing = Omit<DkimOptions, 'key'> & { readonly key: KeyName };

/** As the author's own server signs. Keys are read when the mail is sent: they are the stack's. */
const sign =
  (domain: string, more: Partial<Signing> = {}): Prepare =>
  (mail) => {
    const { key = 'author', ...options } = more;
    return signDkim(mail, { selector: 's1', domain, ...options, key: dkimKey(key) });
  };

/** What somebody on the way does to the text. */
const rewritten = (mail: string): string => mail.replace('noon', 'midnight');

const signedAgo = (days: number): Partial<Signing> => {
  const now = Math.floor(Date.now() / 1000);
  return { signedAt: now - (days + 10) * DAY_SECONDS, expiresAt: now - days * DAY_SECONDS };
};

/** What a mailing list does: a tag before the subject, a footer, and a seal on what it saw before that. */
const listed =
  (name: 'community' | 'gossip'): Prepare =>
  async (mail) => {
    const signed = await sign('strict.example')(mail);
    const changed = signed.replace('\r\nSubject: ', `\r\nList-Id: <${name}.example>\r\nSubject: [${name}] `);
    const results = `lists.${name}.example; dkim=pass header.d=strict.example; spf=pass smtp.mailfrom=strict.example; dmarc=pass header.from=strict.example`;
    const footer = `-- \r\nTo leave: ${name}-leave@lists.${name}.example\r\n`;
    return sealArc(changed + footer, { key: dkimKey('list'), domain: `${name}.example`, selector: 'arc', results });
  };

/** What a sender wrote who wants his mail to look as if the receiver had found it good. */
const forgedResults = (authserv: string): readonly string[] => [
  `Authentication-Results: ${authserv}; dkim=pass header.d=strict.example header.s=s1;`,
  ' spf=pass smtp.mailfrom=stella@strict.example; dmarc=pass header.from=strict.example',
];

/** What most of them share: to the reader, by TLS, and two hops. */
const usual = { to: READER.user, lock: 'closed', hops: 2, wrote: [ENCRYPTED] } as const;

const ALL_PASS = ['dkim=pass', 'spf=pass', 'dmarc=pass'] as const;
const DKIM_PASSES = ['dkim=pass', 'spf=fail', 'dmarc=pass'] as const;

export const SEAL_MAILS: readonly Mail[] = [
  {
    ...usual,
    id: 'seal-pass',
    note: 'signed, from the right server, p=reject',
    way: into('opendkim', 'own'),
    letter: letter(STRICT, 'Signed by the author', 'The gate opens at noon.'),
    prepare: sign('strict.example'),
    seal: 'whole',
    judged: ALL_PASS,
  },
  {
    ...usual,
    id: 'seal-pass-rspamd',
    note: 'the same, judged by rspamd',
    way: into('rspamd', 'own'),
    letter: letter(STRICT, 'Signed by the author, once more', 'The gate opens at noon.'),
    prepare: sign('strict.example', { canonicalization: 'simple/simple' }),
    seal: 'whole',
    judged: ALL_PASS,
  },
  {
    ...usual,
    id: 'seal-ed25519',
    note: 'signed by Ed25519 alone, sent on by a forwarder, p=reject',
    way: into('rspamd', 'forwarder'),
    letter: letter(STRICT, 'A small signature', 'It opens at noon, too.'),
    prepare: sign('strict.example', { key: 'edwards', selector: 'ed' }),
    seal: 'whole',
    judged: DKIM_PASSES,
  },
  {
    ...usual,
    id: 'seal-spf-only',
    note: 'unsigned, from the right server, p=reject',
    way: into('opendkim', 'own'),
    letter: letter(STRICT, 'No signature', 'The pen was lost; the postman is known.'),
    seal: 'whole',
    judged: ['dkim=none', 'spf=pass', 'dmarc=pass'],
  },
  {
    ...usual,
    id: 'seal-forwarded',
    note: 'signed, sent on by a forwarder that SPF does not know, p=reject',
    way: into('opendkim', 'forwarder'),
    letter: letter(STRICT, 'By way of a friend', 'He did not open it.'),
    prepare: sign('strict.example'),
    seal: 'whole',
    judged: DKIM_PASSES,
  },
  {
    ...usual,
    id: 'seal-no-policy',
    note: 'signed; the domain publishes no DMARC and no SPF',
    way: into('opendkim', 'own'),
    letter: letter(QUIET, 'From one who says little', 'Noon.'),
    prepare: sign('quiet.example'),
    seal: 'whole',
    judged: ['dkim=pass', 'dmarc=none'],
  },
  {
    ...usual,
    id: 'seal-unsigned-zone',
    note: 'signed and from the right server; the zone of the domain has no DNSSEC',
    way: into('rspamd', 'own'),
    letter: letter(LAX, 'No seal on the book', 'Somewhen about noon.'),
    prepare: sign('lax.example'),
    seal: 'whole',
    judged: ALL_PASS,
  },
  {
    ...usual,
    id: 'seal-by-opendkim',
    note: 'signed by a real OpenDKIM, which a Sendmail relay asks',
    way: {
      kind: 'smtp',
      dialog: {
        server: { address: SENDMAIL_RELAY, port: SMTP_PORT },
        from: SENDMAIL_CUSTOMER,
        hello: 'pc.sendmail.example',
        ...TLS13,
      },
    },
    letter: letter('Sanna <sanna@sendmail.example>', 'Weather, signed', 'Fair from noon on.'),
    hops: 3,
    seal: 'whole',
  },
  {
    ...usual,
    id: 'seal-by-rspamd',
    note: 'signed by a real rspamd; p=quarantine',
    way: into('rspamd', 'own'),
    letter: letter('Rosa <rosa@rspamd.example>', 'Signed by a filter', 'Filtered at noon.'),
    prepare: (mail) => signByRspamd(Buffer.from(mail, 'latin1'), 'rosa@rspamd.example'),
    seal: 'whole',
    judged: ['dkim=pass', 'dmarc=pass'],
  },
  {
    ...usual,
    id: 'seal-spoof-reject',
    note: 'a stranger writes as the author: unsigned, wrong server, p=reject',
    way: into('opendkim', 'attacker'),
    letter: letter(STRICT, 'Please pay', 'By noon.'),
    seal: 'broken',
    judged: ['dkim=none', 'spf=fail', 'dmarc=fail'],
  },
  {
    ...usual,
    id: 'seal-spoof-reject-rspamd',
    note: 'the same, judged by rspamd',
    way: into('rspamd', 'attacker'),
    letter: letter(STRICT, 'Please pay now', 'By noon, really.'),
    seal: 'broken',
    judged: ['dkim=none', 'spf=fail', 'dmarc=fail'],
  },
  {
    ...usual,
    id: 'seal-spoof-none',
    note: 'a stranger writes as the author, who publishes p=none',
    way: into('opendkim', 'attacker'),
    letter: letter(LAX, 'Please pay, if you like', 'By noon or later.'),
    seal: 'cracked',
    judged: ['dkim=none', 'spf=fail', 'dmarc=fail'],
  },
  {
    ...usual,
    id: 'seal-spoof-own-signature',
    note: 'a stranger writes as the author and signs as himself, p=reject',
    way: into('rspamd', 'attacker'),
    letter: letter(STRICT, 'Please pay me', 'By noon. Signed by me.'),
    mailFrom: 'eve@evil.example',
    prepare: sign('evil.example', { key: 'stranger' }),
    seal: 'broken',
    judged: ['dkim=pass', 'dmarc=fail'],
  },
  {
    ...usual,
    id: 'seal-forged-results',
    note: 'a spoof that brings the words of the provider along, which nobody strikes out',
    way: into('none', 'attacker'),
    letter: letter(STRICT, 'Already checked', 'No need to look.', { top: forgedResults('mx.box.test') }),
    seal: 'broken',
  },
  {
    ...usual,
    id: 'seal-forged-results-rspamd',
    note: 'the same, where rspamd writes the true ones beside them',
    way: into('rspamd', 'attacker'),
    letter: letter(STRICT, 'Already checked twice', 'No need to look.', { top: forgedResults('mx4.box.test') }),
    seal: 'broken',
  },
  {
    ...usual,
    id: 'seal-body-reject',
    note: 'body changed by a forwarder after signing, p=reject',
    way: into('opendkim', 'forwarder'),
    letter: letter(STRICT, 'The hour was changed', 'We meet at noon.'),
    prepare: async (mail) => rewritten(await sign('strict.example')(mail)),
    seal: 'broken',
    judged: ['dkim=fail', 'spf=fail', 'dmarc=fail'],
  },
  {
    ...usual,
    id: 'seal-body-reject-rspamd',
    note: 'the same, judged by rspamd',
    way: into('rspamd', 'forwarder'),
    letter: letter(STRICT, 'The hour was changed again', 'We meet at noon.'),
    prepare: async (mail) => rewritten(await sign('strict.example')(mail)),
    seal: 'broken',
    judged: ['dkim=fail', 'spf=fail', 'dmarc=fail'],
  },
  {
    ...usual,
    id: 'seal-body-none',
    note: 'body changed by a forwarder after signing, p=none',
    way: into('opendkim', 'forwarder'),
    letter: letter(LAX, 'The hour may have changed', 'We meet at noon.'),
    prepare: async (mail) => rewritten(await sign('lax.example')(mail)),
    seal: 'cracked',
    judged: ['dkim=fail', 'spf=fail', 'dmarc=fail'],
  },
  {
    ...usual,
    id: 'seal-wrong-key',
    note: 'signed by another key than the domain publishes, p=reject',
    way: into('opendkim', 'forwarder'),
    letter: letter(STRICT, 'Another pen', 'Until noon.'),
    prepare: sign('strict.example', { key: 'stranger', selector: 'other' }),
    seal: 'broken',
    judged: ['dkim=fail', 'spf=fail', 'dmarc=fail'],
  },
  {
    ...usual,
    id: 'seal-no-key',
    note: 'signed under a name at which there is no key, p=reject',
    way: into('rspamd', 'forwarder'),
    letter: letter(STRICT, 'A pen nobody knows', 'Until noon.'),
    prepare: sign('strict.example', { selector: 'nowhere' }),
    seal: 'broken',
    judged: ['spf=fail', 'dmarc=fail'],
  },
  {
    ...usual,
    id: 'seal-revoked',
    note: 'signed under a key that was revoked, p=reject',
    way: into('opendkim', 'forwarder'),
    letter: letter(STRICT, 'A pen that was laid down', 'Noon, last year.'),
    prepare: sign('strict.example', { selector: 'gone' }),
    seal: 'broken',
    judged: ['spf=fail', 'dmarc=fail'],
  },
  {
    ...usual,
    id: 'seal-revoked-no-policy',
    note: 'the same, where the domain publishes no policy',
    way: into('rspamd', 'own'),
    letter: letter(QUIET, 'A pen laid down quietly', 'Noon.'),
    prepare: sign('quiet.example', { selector: 'gone' }),
    seal: 'cracked',
  },
  {
    ...usual,
    id: 'seal-expired',
    note: 'signature expired a month ago (x=), p=reject',
    way: into('opendkim', 'forwarder'),
    letter: letter(STRICT, 'Best before', 'Last month, noon.'),
    prepare: (mail) => sign('strict.example', signedAgo(30))(mail),
    seal: 'broken',
    judged: ['spf=fail', 'dmarc=fail'],
  },
  {
    ...usual,
    id: 'seal-expired-no-policy',
    note: 'the same, where the domain publishes no policy',
    way: into('rspamd', 'own'),
    letter: letter(QUIET, 'Best before, quietly', 'Noon.'),
    prepare: (mail) => sign('quiet.example', signedAgo(30))(mail),
    seal: 'cracked',
  },
  {
    ...usual,
    id: 'seal-trial',
    note: 'signed under a key in trial (t=y), which counts as unsigned; no policy',
    way: into('opendkim', 'own'),
    letter: letter(QUIET, 'Only trying', 'One, two, three, noon.'),
    prepare: sign('quiet.example', { selector: 'trial' }),
    seal: 'empty',
  },
  {
    ...usual,
    id: 'seal-short-key',
    note: 'signed by a key of 512 bits, no policy',
    way: into('rspamd', 'own'),
    letter: letter(QUIET, 'A short pencil', 'Noon.'),
    prepare: sign('quiet.example', { key: 'short', selector: 'short' }),
    seal: 'cracked',
  },
  {
    ...usual,
    id: 'seal-sha1',
    note: 'signed with SHA-1, no policy',
    way: into('rspamd', 'own'),
    letter: letter(QUIET, 'An old stamp', 'Noon.'),
    prepare: sign('quiet.example', { algorithm: 'rsa-sha1' }),
    seal: 'cracked',
  },
  {
    ...usual,
    id: 'seal-length',
    note: 'only the beginning of the body is signed (l=), and somebody added to it',
    way: into('opendkim', 'forwarder'),
    letter: letter(STRICT, 'And one thing more', 'We meet at noon.'),
    prepare: async (mail) => {
      const length = mail.length - mail.indexOf('\r\n\r\n') - 4;
      return `${await sign('strict.example', { length })(mail)}Bring the money.\r\n`;
    },
    seal: 'cracked',
    judged: ['dkim=pass', 'spf=fail'],
  },
  {
    ...usual,
    id: 'seal-two-from',
    note: 'two From lines, the signed one below',
    way: into('none', 'own'),
    letter: letter(STRICT, 'Who is it?', 'It is me. And me.', { top: ['From: Bank of Boxes <service@bank.example>'] }),
    prepare: (mail) => {
      const [first = ''] = mail.split('\r\n', 1);
      return `${first}\r\n${String(sign('strict.example')(mail.slice(first.length + 2)))}`;
    },
    seal: 'cracked',
  },
  {
    ...usual,
    id: 'seal-display-name',
    note: "a display name that holds another's address; signed by whom it is from",
    way: into('opendkim', 'own'),
    letter: letter('"service@bank.example" <eve@evil.example>', 'Your bank, it says', 'But it is Eve, at noon.'),
    prepare: sign('evil.example', { key: 'stranger' }),
    seal: 'whole',
    judged: ['dkim=pass'],
  },
  {
    ...usual,
    id: 'seal-third-party',
    note: "sent through a delivery service under the service's own signature; no policy",
    way: into('opendkim', 'mailer'),
    letter: letter(QUIET, 'News by messenger', 'He signs for me.'),
    mailFrom: 'bounce-17@mailer.example',
    prepare: sign('mailer.example', { key: 'service', selector: 'm1' }),
    seal: 'half',
    judged: ['dkim=pass', 'spf=pass', 'dmarc=none'],
  },
  {
    ...usual,
    id: 'seal-third-party-reject',
    note: 'the same for an author whose policy forbids it',
    way: into('rspamd', 'mailer'),
    letter: letter(STRICT, 'News by a messenger unsent', 'He signs for me, I never asked him to.'),
    mailFrom: 'bounce-18@mailer.example',
    prepare: sign('mailer.example', { key: 'service', selector: 'm1' }),
    seal: 'broken',
    judged: ['dkim=pass', 'spf=pass', 'dmarc=fail'],
  },
  {
    ...usual,
    id: 'seal-list-trusted',
    note: 'a mailing list added a footer and sealed it (ARC); the reader trusts that sealer',
    way: into('rspamd', 'community'),
    letter: letter(STRICT, 'Sunday, all together', 'We meet at noon.'),
    mailFrom: 'walkers-bounces@lists.community.example',
    prepare: listed('community'),
    seal: 'cracked',
    judged: ['dkim=fail', 'spf=pass', 'dmarc=fail', 'arc=pass'],
  },
  {
    ...usual,
    id: 'seal-list-unknown',
    note: 'the same by a list whose seals nobody here trusts',
    way: into('opendkim', 'gossip'),
    letter: letter(STRICT, 'Sunday, so they say', 'We meet at noon.'),
    mailFrom: 'talkers-bounces@lists.gossip.example',
    prepare: listed('gossip'),
    seal: 'broken',
    judged: ['dkim=fail', 'spf=pass', 'dmarc=fail'],
  },
  {
    ...usual,
    id: 'seal-changed-since',
    note: 'the provider found it good, then its own filter added a footer',
    way: into('opendkim', 'forwarder'),
    to: FOOTED,
    letter: letter(STRICT, 'With regards of the house', 'We meet at noon.'),
    prepare: sign('strict.example'),
    hops: 4,
    wrote: [ENCRYPTED, 'by filter.box.test '],
    seal: 'cracked',
    judged: DKIM_PASSES,
  },
  {
    ...usual,
    id: 'seal-dns-down',
    note: "the domain's name servers do not answer",
    way: into('opendkim', 'own'),
    letter: letter('Dora Down <dora@down.example>', 'Nobody at home', 'Ask again at noon.'),
    prepare: sign('down.example'),
    seal: 'dotted',
  },
  {
    ...usual,
    id: 'seal-bogus',
    note: "the domain's zone is not signed as its parent says (DNSSEC): no answer counts",
    way: into('rspamd', 'own'),
    letter: letter('Bo Gus <bo@bogus.example>', 'A book with false pages', 'Noon, or not.'),
    prepare: sign('bogus.example'),
    seal: 'dotted',
  },
  {
    ...usual,
    id: 'seal-handed-in',
    note: 'handed in by a signed-in account, which writes as somebody else',
    way: {
      kind: 'smtp',
      dialog: {
        server: { address: BORDER, port: SUBMISSION_PORT },
        from: CUSTOMER_AT_HOME,
        hello: '[192.168.178.20]',
        account: COLLEAGUE,
        ...TLS13,
      },
    },
    letter: letter(STRICT, 'From the next desk', 'It is Carol, at noon.'),
    lock: 'house',
    wrote: [' with ESMTPSA id '],
    seal: 'staff',
  },
];

/** Sealers (ARC) that the seals of the set take the reader to trust. */
export const TRUSTED_SEALERS = ['community.example'] as const;

/** A mail as large, signed by its author. */
export const signedLike = (huge: Mail): Mail => ({
  ...huge,
  id: `${huge.id}-signed`,
  note: `${huge.note}, signed by its author`,
  letter: letter(STRICT, 'All maps, signed', 'Mind the size.', {
    attachment: huge.letter.attachment ?? 0,
  }),
  prepare: sign('strict.example'),
});
