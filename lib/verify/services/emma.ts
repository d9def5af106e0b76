import type { DeliveryService } from './service';

/** Known by its hosts’ names alone. */
export const emma: DeliveryService = {
  id: 'emma',
  name: 'Emma',
  homepage: 'myemma.com',
  kind: 'newsletter',
  signals: [{ at: 'domain', is: 'e2ma.net', source: 'directory' }],
};
