import type { DeliveryService } from './service';

/** Where the shop has no domain of its own, sender and signature are below shopifyemail.com. */
export const shopify: DeliveryService = {
  id: 'shopify',
  name: 'Shopify',
  homepage: 'shopify.com',
  kind: 'shop',
  signals: [{ at: 'domain', is: 'shopifyemail.com', source: 'user-docs' }],
};
