import type { DeliveryService } from './service';

/** Sends through Mailgun from subdomains of its own (mg1, mg-d1). */
export const substack: DeliveryService = {
  id: 'substack',
  name: 'Substack',
  homepage: 'substack.com',
  kind: 'newsletter',
  signals: [{ at: 'domain', is: 'substack.com', source: 'public-mail' }],
};
