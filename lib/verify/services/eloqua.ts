import type { DeliveryService } from './service';

/** Oracle Eloqua. */
export const eloqua: DeliveryService = {
  id: 'eloqua',
  name: 'Eloqua',
  homepage: 'oracle.com',
  kind: 'newsletter',
  signals: [
    { at: 'domain', is: 'en25.com', source: 'directory' },
    { at: 'field', is: 'x-elqpod', source: 'directory' },
  ],
};
