import type { DeliveryService } from './service';

/** SHANON Marketing Platform. */
export const shanon: DeliveryService = {
  id: 'shanon',
  name: 'SHANON',
  homepage: 'shanon.co.jp',
  kind: 'crm',
  signals: [{ at: 'domain', is: 'shanon-services.com', source: 'directory' }],
};
