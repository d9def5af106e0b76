import type { KnownReceiver } from './receiver';

/** Yandex Mail. forward*.mail.yandex.net sends, mxback and mxfront receive; all under one domain, so names show nothing. */
export const yandex: KnownReceiver = {
  id: 'yandex',
  name: 'Yandex Mail',
  kind: 'mailbox',
  by: ['yandex.net', 'yandex.ru', 'yandex.com'],
  mailboxes: ['yandex.ru', 'yandex.com', 'ya.ru', 'yandex.by', 'yandex.kz', 'yandex.ua'],
  mx: ['yandex.ru', 'yandex.net'],
  authserv: ['mail.yandex.net', 'yp-c.yandex.net', 'qloud-c.yandex.net'],
};
