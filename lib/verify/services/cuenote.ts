import type { DeliveryService } from './service';

/** Each customer has a host under cuenote.jp (fc1234) and includes it. */
export const cuenote: DeliveryService = {
  id: 'cuenote',
  name: 'Cuenote FC',
  homepage: 'cuenote.jp',
  kind: 'newsletter',
  signals: [{ at: 'domain', is: 'cuenote.jp', source: 'user-docs' }],
};
