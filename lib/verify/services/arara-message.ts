import type { DeliveryService } from './service';

/** Before that repica. Customers include spf.am.arara.com or spf.repica.jp. */
export const araraMessage: DeliveryService = {
  id: 'arara-message',
  name: 'arara message',
  nameJa: 'アララ メッセージ',
  homepage: 'arara.com',
  kind: 'newsletter',
  signals: [
    { at: 'domain', is: 'am.arara.com', source: 'vendor-docs' },
    { at: 'domain', is: 'repica.jp', source: 'vendor-docs' },
  ],
};
