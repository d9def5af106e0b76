import type { DeliveryService } from './service';

/** Known by its own domains alone. */
export const helpScout: DeliveryService = {
  id: 'help-scout',
  name: 'Help Scout',
  homepage: 'helpscout.com',
  kind: 'helpdesk',
  signals: [
    { at: 'domain', is: 'helpscout.net', source: 'directory' },
    { at: 'domain', is: 'helpscoutemail.com', source: 'directory' },
  ],
};
