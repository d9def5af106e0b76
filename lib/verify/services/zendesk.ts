import type { DeliveryService } from './service';

/** Signs with zendesk.com where the customer has no domain; hosts are under zdsys.com. */
export const zendesk: DeliveryService = {
  id: 'zendesk',
  name: 'Zendesk',
  homepage: 'zendesk.com',
  kind: 'helpdesk',
  signals: [
    { at: 'domain', is: 'zendesk.com', source: 'traces' },
    { at: 'domain', is: 'zdsys.com', source: 'traces' },
  ],
};
