import type { DeliveryService } from './service';

/** Of Cloud Circus. In its trial plan the envelope is cloud-circus.email. */
export const bownow: DeliveryService = {
  id: 'bownow',
  name: 'BowNow',
  homepage: 'bow-now.jp',
  kind: 'crm',
  signals: [{ at: 'domain', is: 'cloud-circus.email', source: 'vendor-docs' }],
};
