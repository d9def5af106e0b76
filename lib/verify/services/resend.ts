import type { DeliveryService } from './service';

/** Sends through Amazon SES under the customer’s domains: nothing in a head that is its own could be found. */
export const resend: DeliveryService = {
  id: 'resend',
  name: 'Resend',
  homepage: 'resend.com',
  kind: 'transactional',
  known: 'name-only',
  signals: [],
};
