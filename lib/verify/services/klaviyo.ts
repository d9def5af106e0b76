import type { DeliveryService } from './service';

/** Sends by itself and through SendGrid; its own domain stands in both. */
export const klaviyo: DeliveryService = {
  id: 'klaviyo',
  name: 'Klaviyo',
  homepage: 'klaviyo.com',
  kind: 'newsletter',
  signals: [
    { at: 'domain', is: 'klaviyomail.com', source: 'traces' },
    { at: 'field', is: 'x-kmail-account', source: 'traces' },
    { at: 'field', is: 'x-kmail-message', source: 'traces' },
  ],
};
