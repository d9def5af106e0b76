import type { DeliveryService } from './service';

/** The service itself stands at willap.jp. */
export const willMail: DeliveryService = {
  id: 'will-mail',
  name: 'WiLL Mail',
  homepage: 'willcloud.jp',
  kind: 'newsletter',
  signals: [{ at: 'domain', is: 'willap.jp', source: 'directory' }],
};
