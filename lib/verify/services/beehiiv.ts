import type { DeliveryService } from './service';

/** Sends through SendGrid from mail.beehiiv.com. */
export const beehiiv: DeliveryService = {
  id: 'beehiiv',
  name: 'beehiiv',
  homepage: 'beehiiv.com',
  kind: 'newsletter',
  signals: [{ at: 'domain', is: 'beehiiv.com', source: 'public-mail' }],
};
