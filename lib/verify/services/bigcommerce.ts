import type { DeliveryService } from './service';

/** Known by its hosts’ names alone. */
export const bigcommerce: DeliveryService = {
  id: 'bigcommerce',
  name: 'BigCommerce',
  homepage: 'bigcommerce.com',
  kind: 'shop',
  signals: [{ at: 'domain', is: 'bigcommerce.net', source: 'directory' }],
};
