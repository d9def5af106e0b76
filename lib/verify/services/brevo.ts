import type { DeliveryService } from './service';

/** Until 2023 Sendinblue. Signs with mailin.fr or a domain of its own relays where the customer has none. */
export const brevo: DeliveryService = {
  id: 'brevo',
  name: 'Brevo',
  homepage: 'brevo.com',
  kind: 'newsletter',
  signals: [
    { at: 'domain', is: 'mailin.fr', source: 'public-mail' },
    { at: 'domain', is: 'sender-sib.com', source: 'public-mail' },
    { at: 'domain', is: 'sendinblue.com', source: 'vendor-docs' },
    { at: 'domain', is: 'brevosend.com', source: 'directory' },
    { at: 'field', is: 'x-sib-id', source: 'public-mail' },
    { at: 'field', is: 'x-mailin-eid', source: 'public-mail' },
    { at: 'field', is: 'x-mailin-client', source: 'public-mail' },
    { at: 'feedback-id', is: 'sendinblue', source: 'public-mail' },
  ],
};
