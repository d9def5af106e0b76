import type { DeliveryService } from './service';

/** Bounces to puberr.backend.sys.combz.jp unless the customer chose otherwise. */
export const combzMailPlus: DeliveryService = {
  id: 'combz-mail-plus',
  name: 'Combz Mail PLUS',
  nameJa: 'コンビーズメールプラス',
  homepage: 'combz.jp',
  kind: 'newsletter',
  signals: [{ at: 'domain', is: 'combz.jp', source: 'vendor-docs' }],
};
