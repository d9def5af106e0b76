import type { DeliveryService } from './service';

/** Customers include spf.besender.jp. */
export const blastengine: DeliveryService = {
  id: 'blastengine',
  name: 'blastengine',
  homepage: 'blastengine.jp',
  kind: 'transactional',
  signals: [{ at: 'domain', is: 'besender.jp', source: 'vendor-docs' }],
};
