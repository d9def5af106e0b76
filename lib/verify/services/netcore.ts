import type { DeliveryService } from './service';

/** Before that Pepipost. */
export const netcore: DeliveryService = {
  id: 'netcore',
  name: 'Netcore',
  homepage: 'netcorecloud.com',
  kind: 'transactional',
  signals: [
    { at: 'domain', is: 'pepitrans01.com', source: 'directory' },
    { at: 'domain', is: 'pepitrans02.com', source: 'directory' },
    { at: 'domain', is: 'pepipost.net', source: 'directory' },
    { at: 'host', is: 'nsmailserv.com', source: 'directory' },
  ],
};
