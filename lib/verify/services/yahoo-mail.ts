import type { DeliveryService } from './service';

/** Yahoo and AOL; Yahoo! JAPAN is another company. */
export const yahooMail: DeliveryService = {
  id: 'yahoo-mail',
  name: 'Yahoo Mail',
  homepage: 'yahoo.com',
  kind: 'mailbox',
  signals: [
    { at: 'signer', is: 'yahoo.com', source: 'traces' },
    { at: 'host', is: 'yahoo.com', source: 'traces' },
  ],
};
