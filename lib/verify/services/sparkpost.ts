import type { DeliveryService } from './service';

/**
 * Now of Bird. Hosts are under sparkpostmail.com, with the customer’s domain in front where it has its own. X-MSFBL is
 * no sign of it: its server software (Momentum) writes that for others too.
 */
export const sparkpost: DeliveryService = {
  id: 'sparkpost',
  name: 'SparkPost',
  homepage: 'sparkpost.com',
  kind: 'transactional',
  signals: [{ at: 'domain', is: 'sparkpostmail.com', source: 'traces' }],
};
