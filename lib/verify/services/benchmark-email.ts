import type { DeliveryService } from './service';

/** Used much in Japan. Customers include bmsend.com. */
export const benchmarkEmail: DeliveryService = {
  id: 'benchmark-email',
  name: 'Benchmark Email',
  homepage: 'benchmarkemail.com',
  kind: 'newsletter',
  signals: [
    { at: 'domain', is: 'bmsend.com', source: 'vendor-docs' },
    { at: 'domain', is: 'benchmarkemail.com', source: 'directory' },
  ],
};
