import type { DeliveryService } from './service';

/** Hosts, bounces and shown sender are under getresponse-mail.com where the customer has no domain. */
export const getresponse: DeliveryService = {
  id: 'getresponse',
  name: 'GetResponse',
  homepage: 'getresponse.com',
  kind: 'newsletter',
  signals: [{ at: 'domain', is: 'getresponse-mail.com', source: 'public-mail' }],
};
