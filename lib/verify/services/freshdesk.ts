import type { DeliveryService } from './service';

/** Signs with freshdesk.com where the customer has no domain. */
export const freshdesk: DeliveryService = {
  id: 'freshdesk',
  name: 'Freshdesk',
  homepage: 'freshworks.com',
  kind: 'helpdesk',
  signals: [
    { at: 'domain', is: 'freshdesk.com', source: 'public-mail' },
    { at: 'domain', is: 'freshemail.io', source: 'directory' },
  ],
};
