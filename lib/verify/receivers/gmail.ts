import type { KnownReceiver } from './receiver';

/**
 * Gmail and Google Workspace. Outbound hosts (mail-io1-xd48.google.com, mail-sor-f65.google.com) are named under google.com
 * too, and a Workspace customer sends through them: so no name and no network is its own, and every line with a client
 * address is the entry. What stands above it are Google's own lines without a client.
 */
export const gmail: KnownReceiver = {
  id: 'gmail',
  name: 'Gmail',
  kind: 'mailbox',
  by: ['google.com', 'gmail.com', 'googlemail.com'],
  // "by 2002:a05:…" is 6to4 (RFC 3056) of 10.0.0.0/8; older mail has "by 10.…" itself.
  byNetworks: ['10.0.0.0/8', '2002:a00::/24'],
  mailboxes: ['gmail.com', 'googlemail.com', 'google.com'],
  mx: ['google.com', 'googlemail.com'],
  authserv: ['mx.google.com'],
};
