import type { KnownReceiver } from './receiver';

/**
 * NetEase (163, 126, yeah.net). Its Coremail names receiving servers without a domain ("mx33", "gzga-mx-mtada-g4-5"); the
 * sending ones are "gzga-smtp-…", "gzsmtp5", "zwqz-smtp-…".
 */
export const netease: KnownReceiver = {
  id: 'netease',
  name: 'NetEase Mail (163 / 126)',
  kind: 'mailbox',
  by: ['163.com', '126.com', 'yeah.net', 'netease.com'],
  bare: ['mx#', 'gzga-mx-', 'zwqz-mx-'],
  mailboxes: ['163.com', '126.com', 'yeah.net', 'vip.163.com', 'vip.126.com', '188.com'],
  mx: ['163mx.mail.163.com', '126mx.mail.163.com', 'netease.com'],
  authserv: ['gzga-mx-mtada'],
};
