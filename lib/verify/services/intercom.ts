import type { DeliveryService } from './service';

/** Known by its own domains alone. */
export const intercom: DeliveryService = {
  id: 'intercom',
  name: 'Intercom',
  homepage: 'intercom.com',
  kind: 'helpdesk',
  signals: [
    { at: 'domain', is: 'intercom-mail.com', source: 'directory' },
    { at: 'domain', is: 'intercom.io', source: 'directory' },
  ],
};
