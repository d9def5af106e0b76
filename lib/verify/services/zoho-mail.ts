import type { DeliveryService } from './service';

/** Hosts are under zoho.com. */
export const zohoMail: DeliveryService = {
  id: 'zoho-mail',
  name: 'Zoho Mail',
  homepage: 'zoho.com',
  kind: 'mailbox',
  signals: [
    { at: 'host', is: 'zoho.com', source: 'traces' },
    { at: 'host', is: 'zohomail.com', source: 'traces' },
  ],
};
