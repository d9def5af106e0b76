import type { DeliveryService } from './service';

/** Known by its hosts’ names alone. */
export const inxmail: DeliveryService = {
  id: 'inxmail',
  name: 'Inxmail',
  homepage: 'inxmail.com',
  kind: 'newsletter',
  signals: [{ at: 'domain', is: 'inxserver.de', source: 'directory' }],
};
