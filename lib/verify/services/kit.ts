import type { DeliveryService } from './service';

/** Until 2024 ConvertKit. Sends from numbered domains. */
export const kit: DeliveryService = {
  id: 'kit',
  name: 'Kit',
  homepage: 'kit.com',
  kind: 'newsletter',
  signals: [
    { at: 'domain', is: 'convertkit-mail.com', source: 'directory' },
    { at: 'domain', is: 'convertkit-mail2.com', source: 'directory' },
    { at: 'domain', is: 'convertkit-mail4.com', source: 'public-mail' },
  ],
};
