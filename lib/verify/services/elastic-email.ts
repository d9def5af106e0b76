import type { DeliveryService } from './service';

/** Signs twice where the customer has no domain: elasticemail.com and the bounce host below elasticemail.net. */
export const elasticEmail: DeliveryService = {
  id: 'elastic-email',
  name: 'Elastic Email',
  homepage: 'elasticemail.com',
  kind: 'transactional',
  signals: [
    { at: 'domain', is: 'elasticemail.com', source: 'traces' },
    { at: 'domain', is: 'elasticemail.net', source: 'traces' },
  ],
};
