import type { DeliveryService } from './service';

/** Customers include zcsend.net, in Europe eu.zcsend.net. */
export const zohoCampaigns: DeliveryService = {
  id: 'zoho-campaigns',
  name: 'Zoho Campaigns',
  homepage: 'zoho.com',
  kind: 'newsletter',
  signals: [
    { at: 'domain', is: 'zcsend.net', source: 'user-docs' },
    { at: 'domain', is: 'zohocampaigns.com', source: 'directory' },
  ],
};
