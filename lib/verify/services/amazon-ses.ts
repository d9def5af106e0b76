import type { DeliveryService } from './service';

/**
 * Signs with amazonses.com beside the customer’s own signature, and bounces to a host of the region below it unless the
 * customer set a MAIL FROM.
 */
export const amazonSes: DeliveryService = {
  id: 'amazon-ses',
  name: 'Amazon SES',
  homepage: 'aws.amazon.com',
  kind: 'transactional',
  signals: [
    { at: 'domain', is: 'amazonses.com', source: 'traces' },
    { at: 'field', is: 'x-ses-outgoing', source: 'public-mail' },
    { at: 'feedback-id', is: 'amazonses', source: 'public-mail' },
  ],
};
