import type { DeliveryService } from './service';

/** Of EmberPoint. */
export const mailpublisher: DeliveryService = {
  id: 'mailpublisher',
  name: 'MailPublisher',
  homepage: 'emberpoint.com',
  kind: 'newsletter',
  signals: [
    { at: 'domain', is: 'emberpoint.com', source: 'directory' },
    { at: 'domain', is: 'mpse.jp', source: 'directory' },
  ],
};
