import type { KnownReceiver } from './receiver';

/**
 * iCloud Mail. The mail store ("p57-mailgateway-smtp-…") takes mail from the front servers alone and writes no address; the
 * front servers (smtpin) and the submission servers (asmtp) write names without a domain.
 */
export const icloud: KnownReceiver = {
  id: 'icloud',
  name: 'iCloud Mail',
  kind: 'mailbox',
  by: ['me.com', 'icloud.com', 'mac.com', 'mail.icloud.com'],
  bare: ['p#-mailgateway-', 'p#-icloudmta-'],
  inner: ['p#-mailgateway-'],
  mailboxes: ['icloud.com', 'me.com', 'mac.com'],
  mx: ['mail.icloud.com'],
  authserv: ['icloud.com', 'apple.com'],
};
