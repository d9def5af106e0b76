import type { KnownReceiver } from './receiver';

/** Yahoo! JAPAN Mail: another company than Yahoo, with servers of its own under ynwp.yahoo.co.jp. */
export const yahooJapan: KnownReceiver = {
  id: 'yahoo-japan',
  name: 'Yahoo! JAPAN Mail',
  kind: 'mailbox',
  by: ['yahoo.co.jp'],
  mailboxes: ['yahoo.co.jp', 'ybb.ne.jp'],
  mx: ['mx1.mail.yahoo.co.jp', 'mx2.mail.yahoo.co.jp', 'mx3.mail.yahoo.co.jp', 'mail.yahoo.co.jp'],
  authserv: ['mail.yahoo.co.jp', 'yahoo.co.jp'],
};
