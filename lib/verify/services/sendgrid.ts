import type { DeliveryService } from './service';

/**
 * Twilio SendGrid, sold in Japan by a partner over the same hosts. Where the customer set no domain of its own it signs
 * with sendgrid.net or sendgrid.info. Klaviyo, Customer.io and beehiiv send through it and keep its X-SG-EID.
 */
export const sendgrid: DeliveryService = {
  id: 'sendgrid',
  name: 'SendGrid',
  homepage: 'sendgrid.com',
  kind: 'transactional',
  signals: [
    { at: 'domain', is: 'sendgrid.net', source: 'traces' },
    { at: 'domain', is: 'sendgrid.info', source: 'traces' },
    { at: 'field', is: 'x-sg-eid', source: 'public-mail' },
  ],
};
