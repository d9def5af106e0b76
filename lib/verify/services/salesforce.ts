import type { DeliveryService } from './service';

/**
 * Mail out of the CRM itself: bounces below bnc.salesforce.com, hosts below mta.salesforce.com. Signs with the
 * customer’s domain.
 */
export const salesforce: DeliveryService = {
  id: 'salesforce',
  name: 'Salesforce',
  homepage: 'salesforce.com',
  kind: 'crm',
  signals: [{ at: 'domain', is: 'salesforce.com', source: 'traces' }],
};
