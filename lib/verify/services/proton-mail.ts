import type { DeliveryService } from './service';

/** Hosts are under protonmail.ch. */
export const protonMail: DeliveryService = {
  id: 'proton-mail',
  name: 'Proton Mail',
  homepage: 'proton.me',
  kind: 'mailbox',
  signals: [
    { at: 'host', is: 'protonmail.ch', source: 'traces' },
    { at: 'host', is: 'proton.ch', source: 'directory' },
    { at: 'feedback-id', is: 'proton', source: 'public-mail' },
  ],
};
