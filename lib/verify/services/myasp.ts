import type { DeliveryService } from './service';

/** Customers include myasp.jp. */
export const myasp: DeliveryService = {
  id: 'myasp',
  name: 'MyASP',
  nameJa: 'マイスピー',
  homepage: 'myasp.jp',
  kind: 'newsletter',
  signals: [{ at: 'domain', is: 'myasp.jp', source: 'vendor-docs' }],
};
