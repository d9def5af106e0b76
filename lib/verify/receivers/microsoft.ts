import type { KnownReceiver } from './receiver';

/**
 * Microsoft 365 and Outlook.com. Exchange prints the HELO, so no name proves anything here; addresses do. Mail of other
 * tenants comes back in through *.outbound.protection.outlook.com (the networks of its SPF record): those are `senders` and must never
 * stand in `networks`.
 */
export const microsoft: KnownReceiver = {
  id: 'microsoft',
  name: 'Microsoft 365 / Outlook.com',
  kind: 'mailbox',
  by: ['outlook.com', 'office365.com', 'exchangelabs.com', 'hotmail.com', 'office365.us', 'partner.outlook.cn'],
  networks: [
    // Exchange Online's forests, part of Microsoft's 2603:1000::/24 (ARIN): Asia, Europe, North America, Australia,
    // Latin America. Azure's customers get 2603:1010, 1020, 1030, 1040, 1050 …
    '2603:1096::/32',
    '2603:10a6::/32',
    '2603:10b6::/32',
    '2603:10c6::/32',
    '2603:10d6::/32',
    // Between its machines before IPv6; no client from outside can show such an address to a server on the internet.
    '10.0.0.0/8',
    'fe80::/10',
  ],
  senders: [
    '40.92.0.0/15',
    '40.107.0.0/16',
    '52.100.0.0/14',
    '104.47.0.0/17',
    '2a01:111:f400::/48',
    '2a01:111:f403::/48',
  ],
  mailboxes: [
    'outlook.com',
    'hotmail.com',
    'live.com',
    'msn.com',
    'outlook.jp',
    'live.jp',
    'hotmail.co.jp',
    'outlook.fr',
    'outlook.de',
    'hotmail.fr',
    'hotmail.co.uk',
    'live.co.uk',
    'passport.com',
  ],
  mx: ['mail.protection.outlook.com', 'mx.microsoft', 'olc.protection.outlook.com', 'mail.protection.office365.us'],
  authserv: ['spf.protection.outlook.com', 'mx.microsoft.com', 'protection.outlook.com'],
};
