import type { DeliveryService } from './service';

/**
 * Signs with a domain below onmicrosoft.com for a tenant without a key of its own. Only names of the sending side
 * count: every mail that it receives passes hosts under outlook.com.
 */
export const microsoft365: DeliveryService = {
  id: 'microsoft-365',
  name: 'Microsoft 365 and Outlook',
  homepage: 'microsoft.com',
  kind: 'mailbox',
  signals: [
    { at: 'signer', is: 'onmicrosoft.com', source: 'traces' },
    { at: 'signer', is: 'outlook.com', source: 'traces' },
    { at: 'signer', is: 'hotmail.com', source: 'traces' },
    { at: 'host', is: 'outbound.protection.outlook.com', source: 'traces' },
  ],
};
