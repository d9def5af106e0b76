import type { DeliveryService } from './service';

/** Of HENNGE. Each customer has a domain under smtps.jp. */
export const customersMailCloud: DeliveryService = {
  id: 'customers-mail-cloud',
  name: 'Customers Mail Cloud',
  homepage: 'smtps.jp',
  kind: 'transactional',
  signals: [{ at: 'domain', is: 'smtps.jp', source: 'vendor-docs' }],
};
