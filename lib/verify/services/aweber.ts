import type { DeliveryService } from './service';

/** Known by its own domain alone. */
export const aweber: DeliveryService = {
  id: 'aweber',
  name: 'AWeber',
  homepage: 'aweber.com',
  kind: 'newsletter',
  signals: [{ at: 'domain', is: 'aweber.com', source: 'directory' }],
};
