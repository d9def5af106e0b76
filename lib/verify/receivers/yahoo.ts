import type { KnownReceiver } from './receiver';

/** Yahoo and AOL. Its front servers write a private address in `by`; the mail store writes a name and "from 127.0.0.1". */
export const yahoo: KnownReceiver = {
  id: 'yahoo',
  name: 'Yahoo Mail / AOL',
  kind: 'mailbox',
  by: ['yahoo.com', 'aol.com', 'yahoodns.net'],
  byNetworks: ['10.0.0.0/8'],
  mailboxes: [
    'yahoo.com',
    'ymail.com',
    'rocketmail.com',
    'aol.com',
    'aim.com',
    'yahoo.co.uk',
    'yahoo.fr',
    'yahoo.de',
    'yahoo.it',
    'yahoo.es',
    'yahoo.ca',
    'yahoo.co.in',
    'yahoo.com.br',
    'yahoo.com.au',
    'myyahoo.com',
    'verizon.net',
  ],
  mx: ['yahoodns.net', 'am0.yahoodns.net', 'mx.aol.com'],
  authserv: ['yahoo.com', 'aol.com'],
};
