import type { DeliveryService } from './service';

/** Salesforce Account Engagement. Its hosts are partly those of Marketing Cloud. */
export const pardot: DeliveryService = {
  id: 'pardot',
  name: 'Pardot',
  homepage: 'salesforce.com',
  kind: 'newsletter',
  signals: [
    { at: 'domain', is: 'pd25.com', source: 'public-mail' },
    { at: 'domain', is: 'pardot.com', source: 'directory' },
  ],
};
