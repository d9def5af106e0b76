import type { KnownReceiver } from './receiver';

/** Mimecast, before a mailbox elsewhere. Its servers confirm no names of clients; its own are confirmed by those behind it. */
export const mimecast: KnownReceiver = {
  id: 'mimecast',
  name: 'Mimecast',
  kind: 'gateway',
  by: ['mimecast.com', 'mimecast.co.za', 'mimecast-offshore.com', 'mimecast.org'],
  mx: ['mimecast.com', 'mimecast.co.za', 'mimecast-offshore.com', 'mimecast.org'],
  authserv: ['relay.mimecast.com', 'mimecast.com'],
};
