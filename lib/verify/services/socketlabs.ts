import type { DeliveryService } from './service';

/** Hosts are under email-od.com. */
export const socketlabs: DeliveryService = {
  id: 'socketlabs',
  name: 'SocketLabs',
  homepage: 'socketlabs.com',
  kind: 'transactional',
  signals: [
    { at: 'domain', is: 'email-od.com', source: 'directory' },
    { at: 'domain', is: 'socketlabs.com', source: 'directory' },
  ],
};
