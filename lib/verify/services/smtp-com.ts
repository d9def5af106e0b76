import type { DeliveryService } from './service';

/** Known by its hosts’ names alone. */
export const smtpCom: DeliveryService = {
  id: 'smtp-com',
  name: 'SMTP.com',
  homepage: 'smtp.com',
  kind: 'transactional',
  signals: [{ at: 'domain', is: 'smtp.com', source: 'directory' }],
};
