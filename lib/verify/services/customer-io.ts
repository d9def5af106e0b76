import type { DeliveryService } from './service';

/** Sends through Mailgun and SendGrid; its own domain stands where the customer has none. */
export const customerIo: DeliveryService = {
  id: 'customer-io',
  name: 'Customer.io',
  homepage: 'customer.io',
  kind: 'newsletter',
  signals: [{ at: 'domain', is: 'customeriomail.com', source: 'directory' }],
};
