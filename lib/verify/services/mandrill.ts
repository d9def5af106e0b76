import type { DeliveryService } from './service';

/** Mailchimp Transactional. Signs with mandrillapp.com beside the customer’s own signature. */
export const mandrill: DeliveryService = {
  id: 'mandrill',
  name: 'Mandrill',
  homepage: 'mailchimp.com',
  kind: 'transactional',
  signals: [
    { at: 'domain', is: 'mandrillapp.com', source: 'traces' },
    { at: 'field', is: 'x-mandrill-user', source: 'traces' },
    { at: 'feedback-id', is: 'md', source: 'public-mail' },
  ],
};
