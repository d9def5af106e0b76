import type { DeliveryService } from './service';

/** Relay that web hosts send their customers’ mail through; signs nothing of its own. */
export const mailchannels: DeliveryService = {
  id: 'mailchannels',
  name: 'MailChannels',
  homepage: 'mailchannels.com',
  kind: 'transactional',
  signals: [{ at: 'domain', is: 'mailchannels.net', source: 'traces' }],
};
