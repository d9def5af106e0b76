import type { DeliveryService } from './service';

/** Before that ExactTarget. Bounces to a host of the customer’s stack under exacttarget.com. */
export const salesforceMarketingCloud: DeliveryService = {
  id: 'salesforce-marketing-cloud',
  name: 'Salesforce Marketing Cloud',
  homepage: 'salesforce.com',
  kind: 'newsletter',
  signals: [
    { at: 'domain', is: 'exacttarget.com', source: 'public-mail' },
    { at: 'domain', is: 'exct.net', source: 'directory' },
    { at: 'host', is: 'exactt.com', source: 'directory' },
    { at: 'field', is: 'x-sfmc-stack', source: 'public-mail' },
    { at: 'feedback-id', is: 'sfmktgcld', source: 'public-mail' },
  ],
};
