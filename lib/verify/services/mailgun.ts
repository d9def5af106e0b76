import type { DeliveryService } from './service';

/**
 * Signs with the customer’s domain, in Europe with eu.mailgun.org as well; hosts are under mailgun.net. Substack sends
 * through it.
 */
export const mailgun: DeliveryService = {
  id: 'mailgun',
  name: 'Mailgun',
  homepage: 'mailgun.com',
  kind: 'transactional',
  signals: [
    { at: 'domain', is: 'mailgun.org', source: 'public-mail' },
    { at: 'domain', is: 'mailgun.net', source: 'traces' },
    { at: 'host', is: 'mailgun.info', source: 'directory' },
    { at: 'host', is: 'mailgun.us', source: 'directory' },
    { at: 'field', is: 'x-mailgun-sid', source: 'public-mail' },
    { at: 'field', is: 'x-mailgun-sending-ip', source: 'public-mail' },
    { at: 'feedback-id', is: 'mailgun', source: 'public-mail' },
  ],
};
