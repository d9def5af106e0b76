import type { DeliveryService } from './service';

/**
 * Signs with a domain under mtasv.net beside the customer’s own signature. X-PM-Message-ID is no sign of it: Proton
 * Mail writes that field in every mail.
 */
export const postmark: DeliveryService = {
  id: 'postmark',
  name: 'Postmark',
  homepage: 'postmarkapp.com',
  kind: 'transactional',
  signals: [
    { at: 'domain', is: 'mtasv.net', source: 'traces' },
    { at: 'domain', is: 'postmarkapp.com', source: 'directory' },
  ],
};
