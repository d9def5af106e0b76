import type { DeliveryService } from './service';

/**
 * Intuit Mailchimp. Hosts and bounces are under mcsv.net, mcdlv.net and rsgsv.net; signs with mailchimpapp.net where
 * the customer has no domain.
 */
export const mailchimp: DeliveryService = {
  id: 'mailchimp',
  name: 'Mailchimp',
  homepage: 'mailchimp.com',
  kind: 'newsletter',
  signals: [
    { at: 'domain', is: 'mcsv.net', source: 'traces' },
    { at: 'domain', is: 'mcdlv.net', source: 'traces' },
    { at: 'domain', is: 'rsgsv.net', source: 'traces' },
    { at: 'domain', is: 'mailchimpapp.net', source: 'traces' },
    { at: 'domain', is: 'mailchimpapp.com', source: 'traces' },
    { at: 'field', is: 'x-mc-user', source: 'traces' },
    { at: 'feedback-id', is: 'mc', source: 'public-mail' },
  ],
};
