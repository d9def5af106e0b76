import type { DeliveryService } from './service';

/** Signs with icloud.com; hosts are under me.com. */
export const icloudMail: DeliveryService = {
  id: 'icloud-mail',
  name: 'iCloud Mail',
  homepage: 'icloud.com',
  kind: 'mailbox',
  signals: [
    { at: 'signer', is: 'icloud.com', source: 'traces' },
    { at: 'host', is: 'me.com', source: 'traces' },
  ],
};
