import type { DeliveryService } from './service';

/** Before that dotmailer. */
export const dotdigital: DeliveryService = {
  id: 'dotdigital',
  name: 'Dotdigital',
  homepage: 'dotdigital.com',
  kind: 'newsletter',
  signals: [
    { at: 'domain', is: 'dotmailer.com', source: 'directory' },
    { at: 'domain', is: 'dotdigital.com', source: 'directory' },
  ],
};
