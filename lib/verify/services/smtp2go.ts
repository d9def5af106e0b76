import type { DeliveryService } from './service';

/** Signs with smtpservice.net beside the customer’s own signature; hosts are under smtp2go.com. */
export const smtp2go: DeliveryService = {
  id: 'smtp2go',
  name: 'SMTP2GO',
  homepage: 'smtp2go.com',
  kind: 'transactional',
  signals: [
    { at: 'domain', is: 'smtpservice.net', source: 'public-mail' },
    { at: 'domain', is: 'smtp2go.com', source: 'public-mail' },
    { at: 'domain', is: 'smtp2go.net', source: 'user-docs' },
    { at: 'domain', is: 'smtpcorp.com', source: 'directory' },
    { at: 'field', is: 'x-smtpcorp-track', source: 'public-mail' },
  ],
};
