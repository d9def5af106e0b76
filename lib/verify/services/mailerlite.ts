import type { DeliveryService } from './service';

/** Customers include _spf.mlsend.com. */
export const mailerlite: DeliveryService = {
  id: 'mailerlite',
  name: 'MailerLite',
  homepage: 'mailerlite.com',
  kind: 'newsletter',
  signals: [
    { at: 'domain', is: 'mlsend.com', source: 'user-docs' },
    { at: 'domain', is: 'mlsend2.com', source: 'directory' },
    { at: 'domain', is: 'mailerlite.com', source: 'directory' },
  ],
};
