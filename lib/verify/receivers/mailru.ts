import type { KnownReceiver } from './receiver';

/** Mail.ru. Its receiving servers are a patched Exim, named mx*.mail.ru or *.i.mail.ru. */
export const mailru: KnownReceiver = {
  id: 'mailru',
  name: 'Mail.ru',
  kind: 'mailbox',
  by: ['mail.ru'],
  mailboxes: ['mail.ru', 'bk.ru', 'inbox.ru', 'list.ru', 'internet.ru', 'xmail.ru'],
  mx: ['mxs.mail.ru', 'emx.mail.ru'],
  authserv: ['mail.ru'],
};
