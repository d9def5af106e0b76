import type { DeliveryService } from './service';

/** Signs with messagingengine.com beside the customer’s own signature. */
export const fastmail: DeliveryService = {
  id: 'fastmail',
  name: 'Fastmail',
  homepage: 'fastmail.com',
  kind: 'mailbox',
  signals: [
    { at: 'domain', is: 'messagingengine.com', source: 'traces' },
    { at: 'feedback-id', is: 'fastmail', source: 'public-mail' },
  ],
};
