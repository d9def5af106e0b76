import type { DeliveryService } from './service';

/**
 * Adobe Marketo Engage. Bounces to hosts under mktomail.com; signs with mktdns.com beside the customer’s own signature.
 */
export const marketo: DeliveryService = {
  id: 'marketo',
  name: 'Marketo',
  homepage: 'business.adobe.com',
  kind: 'newsletter',
  signals: [
    { at: 'domain', is: 'mktomail.com', source: 'public-mail' },
    { at: 'domain', is: 'mktdns.com', source: 'public-mail' },
    { at: 'field', is: 'x-marketoid', source: 'public-mail' },
  ],
};
