/**
 * Who is who inside the namespace. All addresses are of the ranges set aside for documentation (RFC 5737, RFC 3849), so
 * that they look public to whoever reads the headers; each name is confirmed forwards and backwards by the hosts file.
 */

/** The reader's provider. */
export const BORDER = '198.51.100.25';
/** Its second mail exchanger, which has lost STARTTLS. */
export const BORDER_WITHOUT_TLS = '198.51.100.26';
export const BORDER_V6 = '2001:db8:25::25';
/** Two more, which judge what they take and write it down: by OpenDKIM, OpenDMARC and policyd-spf, and by rspamd. */
export const BORDER_OPENDKIM = '198.51.100.27';
export const BORDER_RSPAMD = '198.51.100.28';
/** Its resolver, which speaks DNS over HTTPS. */
export const RESOLVER = '198.51.100.53';
export const WEBMAIL = '198.51.100.80';
/** A second webmail for the same mailbox. */
export const GROUPWARE = '198.51.100.81';

/** Webmails that everybody has at the same place, imitated at their real names; the second one of Gmail hands out sources. */
export const GMAIL = '198.51.100.90';
export const GMAIL_SOURCES = '198.51.100.91';

/** The world outside. */
export const SENDER = '203.0.113.10';
export const SENDER_V6 = '2001:db8:113::10';
export const EXIM_RELAY = '203.0.113.20';
export const EXIM_CUSTOMER = '203.0.113.21';
export const SENDMAIL_RELAY = '203.0.113.30';
export const SENDMAIL_CUSTOMER = '203.0.113.31';
export const PARTNER = '203.0.113.40';
/** Sends on what others sent, unchanged, under their own names. */
export const FORWARDER = '203.0.113.50';
/** A mailing list whose seals the reader trusts, and one whose seals nobody does. */
export const COMMUNITY = '203.0.113.51';
export const GOSSIP = '203.0.113.52';
/** A delivery service: sends for others under its own name. */
export const MAILER = '203.0.113.60';
/** An address without a name. */
export const NAMELESS = '203.0.113.66';
/** Its owner gave it a name that only looks local. */
export const LOOKALIKE = '203.0.113.67';
/** A reader at home, writing through the provider. */
export const CUSTOMER_AT_HOME = '203.0.113.77';
/** A container or a machine behind NAT: private, and nobody vouches for it. */
export const PRIVATE = '10.20.30.40';

export const NAMES: readonly (readonly [address: string, name: string])[] = [
  ['127.0.0.1', 'localhost'],
  ['::1', 'localhost'],
  [BORDER, 'mx.box.test'],
  [BORDER_V6, 'mx.box.test'],
  [BORDER_WITHOUT_TLS, 'mx2.box.test'],
  [BORDER_OPENDKIM, 'mx3.box.test'],
  [BORDER_RSPAMD, 'mx4.box.test'],
  [RESOLVER, 'dns.box.test'],
  [WEBMAIL, 'mail.box.test'],
  [GROUPWARE, 'groupware.box.test'],
  [GMAIL, 'mail.google.com'],
  [GMAIL_SOURCES, 'mail-attachment.googleusercontent.com'],
  [SENDER, 'mail.sender.example'],
  [SENDER_V6, 'mail.sender.example'],
  [EXIM_RELAY, 'relay.exim.example'],
  [EXIM_CUSTOMER, 'pc.exim.example'],
  [SENDMAIL_RELAY, 'relay.sendmail.example'],
  [SENDMAIL_CUSTOMER, 'pc.sendmail.example'],
  [PARTNER, 'out.partner.example'],
  [FORWARDER, 'out.forwarder.example'],
  [COMMUNITY, 'lists.community.example'],
  [GOSSIP, 'lists.gossip.example'],
  [MAILER, 'out.mailer.example'],
  [LOOKALIKE, 'localhost.evil.example'],
  [CUSTOMER_AT_HOME, 'cable-77.isp.example'],
];

export const NAMELESS_ADDRESSES: readonly string[] = [NAMELESS, PRIVATE];

/** Ports on 127.0.0.1, free because the namespace has a loopback of its own. */
export const LMTP_PORT = 24;
export const IMAP_PORT = 143;
export const SMTP_PORT = 25;
export const SMTPS_PORT = 465;
export const SUBMISSION_PORT = 587;
export const FILTER_PORT = 10025;
export const REINJECT_PORT = 10026;
export const FOOTER_PORT = 10027;
export const LIST_PORT = 8024;
export const DNS_PORT = 53;
export const DOH_PORT = 443;
export const OPENDKIM_PORT = 8891;
export const OPENDKIM_SIGNER_PORT = 8892;
export const OPENDMARC_PORT = 8893;
export const RSPAMD_PORT = 11332;
export const RSPAMD_SIGNER_PORT = 11333;
export const SOGO_PORT = 20000;
export const DATABASE_PORT = 5432;
export const CACHE_PORT = 11211;
/** Nobody listens here. */
export const CLOSED_PORT = 9;

export const MAILBOX_DOMAIN = 'box.test';
/** Mail for it is routed to the exchanger without STARTTLS, and is an alias of MAILBOX_DOMAIN there. */
export const DOMAIN_WITHOUT_TLS = 'plain.box.test';
export const LIST_DOMAIN = 'lists.box.test';

export interface Account {
  readonly user: string;
  readonly password: string;
}
/** Whose mailbox it is. */
export const READER: Account = { user: 'bob@box.test', password: 'hop by hop' };
/** A second account of the same provider. */
export const COLLEAGUE: Account = { user: 'carol@box.test', password: 'leg by leg' };
