import type { DeliveryService } from './service';

/** Customers include spf.listrak.com. */
export const listrak: DeliveryService = {
  id: 'listrak',
  name: 'Listrak',
  homepage: 'listrak.com',
  kind: 'newsletter',
  signals: [{ at: 'domain', is: 'listrak.com', source: 'directory' }],
};
