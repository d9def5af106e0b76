import type { DeliveryService } from './service';

/** Zoho’s service for single mails, before that TransMail. */
export const zeptomail: DeliveryService = {
  id: 'zeptomail',
  name: 'ZeptoMail',
  homepage: 'zoho.com',
  kind: 'transactional',
  signals: [
    { at: 'domain', is: 'transmail.net', source: 'traces' },
    { at: 'domain', is: 'zeptomail.net', source: 'user-docs' },
  ],
};
