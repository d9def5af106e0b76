import type { DeliveryService } from './service';

/**
 * Signs with a numbered domain (acems1.com) beside the customer’s; each cluster of hosts has a domain. Only those that
 * were seen are listed.
 */
export const activecampaign: DeliveryService = {
  id: 'activecampaign',
  name: 'ActiveCampaign',
  homepage: 'activecampaign.com',
  kind: 'newsletter',
  signals: [
    { at: 'domain', is: 'acems1.com', source: 'traces' },
    { at: 'domain', is: 'acems5.com', source: 'traces' },
    { at: 'domain', is: 'acemsa2.com', source: 'traces' },
    { at: 'domain', is: 'acemsb1.com', source: 'traces' },
    { at: 'domain', is: 'acemsc5.com', source: 'traces' },
    { at: 'domain', is: 'acemsrvc.com', source: 'traces' },
    { at: 'domain', is: 'acemsrvd.com', source: 'traces' },
    { at: 'domain', is: 'activecampaign.com', source: 'directory' },
  ],
};
