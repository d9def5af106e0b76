import type { DeliveryService } from './service';

/**
 * Sends through SparkPost, SendGrid and Amazon SES under the customer’s domains: nothing in a head that is its own
 * could be found.
 */
export const braze: DeliveryService = {
  id: 'braze',
  name: 'Braze',
  homepage: 'braze.com',
  kind: 'newsletter',
  known: 'name-only',
  signals: [],
};
