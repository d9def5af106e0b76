import type { KnownReceiver } from './receiver';

/** Zoho Mail. Sending and receiving servers share the name mx.zohomail.com, so no name is shown to be the receiving side. */
export const zoho: KnownReceiver = {
  id: 'zoho',
  name: 'Zoho Mail',
  kind: 'mailbox',
  by: [
    'zoho.com',
    'zohomail.com',
    'zoho.eu',
    'zohomail.eu',
    'zoho.in',
    'zohomail.in',
    'zoho.jp',
    'zoho.com.au',
    'zoho.com.cn',
  ],
  mailboxes: ['zoho.com', 'zohomail.com', 'zohomail.eu', 'zohomail.in'],
  mx: ['zoho.com', 'zohomail.com', 'zoho.eu', 'zoho.in', 'zoho.jp', 'zoho.com.au'],
  authserv: ['mx.zohomail.com', 'mx.zoho.com', 'mx.zoho.eu', 'mx.zoho.in'],
};
