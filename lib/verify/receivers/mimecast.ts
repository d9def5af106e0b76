import type { KnownReceiver } from './receiver';

/** Mimecast, before a mailbox elsewhere. Its servers confirm no names of clients; its own are confirmed by those behind it. */
export const mimecast: KnownReceiver = {
  id: 'mimecast',
  name: 'Mimecast',
  kind: 'gateway',
  by: ['mimecast.com', 'mimecast.co.za', 'mimecast-offshore.com', 'mimecast.org'],
  // What administrators of mailboxes behind it are told to take mail from (North America, Europe).
  networks: [
    '205.139.110.0/23',
    '207.211.30.0/24',
    '207.211.31.0/25',
    '170.10.128.0/22',
    '170.10.132.0/23',
    '216.205.24.0/24',
    '63.128.21.0/24',
    '91.220.42.0/24',
    '195.130.217.0/24',
  ],
  mx: ['mimecast.com', 'mimecast.co.za', 'mimecast-offshore.com', 'mimecast.org'],
  authserv: ['relay.mimecast.com', 'mimecast.com'],
};
