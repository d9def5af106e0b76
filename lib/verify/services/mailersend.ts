import type { DeliveryService } from './service';

/** Signs with mailersend.net beside the customer’s own signature. */
export const mailersend: DeliveryService = {
  id: 'mailersend',
  name: 'MailerSend',
  homepage: 'mailersend.com',
  kind: 'transactional',
  signals: [{ at: 'domain', is: 'mailersend.net', source: 'public-mail' }],
};
