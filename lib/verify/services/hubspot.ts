import type { DeliveryService } from './service';

/** Signs with a domain below hubspotstarter.net or hubspotemail.net where the customer has none. */
export const hubspot: DeliveryService = {
  id: 'hubspot',
  name: 'HubSpot',
  homepage: 'hubspot.com',
  kind: 'crm',
  signals: [
    { at: 'domain', is: 'hubspotemail.net', source: 'user-docs' },
    { at: 'domain', is: 'hubspotstarter.net', source: 'public-mail' },
    { at: 'field', is: 'x-hs-cid', source: 'public-mail' },
    { at: 'feedback-id', is: 'hubspot', source: 'public-mail' },
  ],
};
