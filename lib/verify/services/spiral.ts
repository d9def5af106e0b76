import type { DeliveryService } from './service';

/** Of SPIRAL Inc., before that Pipedbits. Customers include smp.ne.jp. */
export const spiral: DeliveryService = {
  id: 'spiral',
  name: 'SPIRAL',
  homepage: 'spiral-platform.co.jp',
  kind: 'crm',
  signals: [{ at: 'domain', is: 'smp.ne.jp', source: 'directory' }],
};
