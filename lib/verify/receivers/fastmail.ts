import type { KnownReceiver } from './receiver';

/** Fastmail. Stores take mail from the front servers by LMTP; machines are named under "internal", from 10.202.0.0/16. */
export const fastmail: KnownReceiver = {
  id: 'fastmail',
  name: 'Fastmail',
  kind: 'mailbox',
  by: ['messagingengine.com', 'fastmail.com', 'fastmail.fm', 'internal'],
  networks: ['10.202.0.0/16'],
  mailboxes: ['fastmail.com', 'fastmail.fm', 'fastmail.jp', 'sent.com'],
  mx: ['messagingengine.com'],
  authserv: ['messagingengine.com'],
};
