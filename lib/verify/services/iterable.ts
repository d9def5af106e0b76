import type { DeliveryService } from './service';

/**
 * Sends through Amazon SES and SparkPost under the customer’s domains: nothing in a head that is its own could be
 * found.
 */
export const iterable: DeliveryService = {
  id: 'iterable',
  name: 'Iterable',
  homepage: 'iterable.com',
  kind: 'newsletter',
  known: 'name-only',
  signals: [],
};
