import type { DeliveryService } from './service';

/** Bounces to a host under mailjet.com (bnc3); signs with the customer’s domain, else with its own. */
export const mailjet: DeliveryService = {
  id: 'mailjet',
  name: 'Mailjet',
  homepage: 'mailjet.com',
  kind: 'transactional',
  signals: [
    { at: 'domain', is: 'mailjet.com', source: 'traces' },
    { at: 'field', is: 'x-mj-mid', source: 'traces' },
    { at: 'feedback-id', is: 'mj', source: 'public-mail' },
  ],
};
