import type { DeliveryService } from './service';

/** Bounces to in.constantcontact.com; signs with auth.ccsend.com where the customer has no domain. */
export const constantContact: DeliveryService = {
  id: 'constant-contact',
  name: 'Constant Contact',
  homepage: 'constantcontact.com',
  kind: 'newsletter',
  signals: [
    { at: 'domain', is: 'constantcontact.com', source: 'traces' },
    { at: 'domain', is: 'ccsend.com', source: 'traces' },
    { at: 'field', is: 'x-roving-id', source: 'public-mail' },
    { at: 'field', is: 'x-ctct-id', source: 'public-mail' },
    { at: 'feedback-id', is: 'ctct', source: 'public-mail' },
  ],
};
