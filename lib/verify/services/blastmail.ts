import type { DeliveryService } from './service';

/** Customers include spf.bmv.jp. */
export const blastmail: DeliveryService = {
  id: 'blastmail',
  name: 'blastmail',
  nameJa: 'ブラストメール',
  homepage: 'blastmail.jp',
  kind: 'newsletter',
  signals: [{ at: 'domain', is: 'bmv.jp', source: 'user-docs' }],
};
