import type { KnownReceiver } from './receiver';

/** GMX, WEB.DE and mail.com: one platform ("Nemesis"). Outbound is mout.*, handed in at mx*.{gmx.net,web.de,mail.com}. */
export const gmx: KnownReceiver = {
  id: 'gmx',
  name: 'GMX / WEB.DE / mail.com',
  kind: 'mailbox',
  by: ['gmx.net', 'gmx.com', 'web.de', 'mail.com', 'server.lan'],
  mailboxes: [
    'gmx.de',
    'gmx.net',
    'gmx.com',
    'gmx.at',
    'gmx.ch',
    'web.de',
    'mail.com',
    'email.com',
    'gmx.co.uk',
    'gmx.fr',
  ],
  mx: ['emig.gmx.net', 'gmx.net', 'mx.mail.com', 'web.de'],
  authserv: ['gmx.net', 'gmx.com', 'web.de', 'mail.com'],
};
