import type { KnownReceiver } from './receiver';

/** Proton Mail. One Postfix line per mail, at the front. */
export const proton: KnownReceiver = {
  id: 'proton',
  name: 'Proton Mail',
  kind: 'mailbox',
  by: ['protonmail.ch', 'proton.ch', 'proton.me'],
  mailboxes: ['proton.me', 'protonmail.com', 'protonmail.ch', 'pm.me'],
  mx: ['protonmail.ch'],
  authserv: ['protonmail.ch', 'proton.ch'],
};
