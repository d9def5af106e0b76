import type { KnownReceiver } from './receiver';

/** Naver. Receiving servers are crcvmail*.nm.naver.com; sending ones (cvsmtppost*) stand beside them under nm.naver.com. */
export const naver: KnownReceiver = {
  id: 'naver',
  name: 'Naver Mail',
  kind: 'mailbox',
  by: ['naver.com'],
  mailboxes: ['naver.com'],
  mx: ['naver.com'],
  authserv: ['mx.naver.com'],
};
