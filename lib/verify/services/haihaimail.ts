import type { DeliveryService } from './service';

/** Customers include spf.haihaimail.jp. */
export const haihaimail: DeliveryService = {
  id: 'haihaimail',
  name: 'haihaimail',
  nameJa: '配配メール',
  homepage: 'haihaimail.jp',
  kind: 'newsletter',
  signals: [{ at: 'domain', is: 'haihaimail.jp', source: 'vendor-docs' }],
};
