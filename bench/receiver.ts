import type { Receiver } from '../lib/verify/message.ts';

/** The reader's own provider: nothing is known of it but the mailbox. */
export const RECEIVER: Receiver = {
  mailbox: 'box.example',
  preset: null,
  names: [],
  networks: [],
  gateways: [],
  learned: [],
  folder: null,
  sealers: [],
  vouched: true,
};
