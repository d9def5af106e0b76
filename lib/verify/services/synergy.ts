import type { DeliveryService } from './service';

/** Synergy! and Synergy!LEAD. Customers include crmstyle.com. */
export const synergy: DeliveryService = {
  id: 'synergy',
  name: 'Synergy!',
  homepage: 'synergy-marketing.co.jp',
  kind: 'crm',
  signals: [{ at: 'domain', is: 'crmstyle.com', source: 'vendor-docs' }],
};
