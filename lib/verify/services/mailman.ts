import type { DeliveryService } from './service';

/** Software, at the list’s own domain: nothing but its fields tells. */
export const mailman: DeliveryService = {
  id: 'mailman',
  name: 'GNU Mailman',
  homepage: 'list.org',
  kind: 'list',
  signals: [{ at: 'field', is: 'x-mailman-version', source: 'public-mail' }],
};
