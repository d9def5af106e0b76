import type { DeliveryService } from './service';

/** SAP Emarsys. Signs with emarsys.net beside the customer’s own signature. */
export const emarsys: DeliveryService = {
  id: 'emarsys',
  name: 'Emarsys',
  homepage: 'emarsys.com',
  kind: 'newsletter',
  signals: [{ at: 'domain', is: 'emarsys.net', source: 'traces' }],
};
