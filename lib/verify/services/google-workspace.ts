import type { DeliveryService } from './service';

/** Signs with gmail.com, or for a Workspace without a key of its own with a domain below gappssmtp.com. */
export const googleWorkspace: DeliveryService = {
  id: 'google-workspace',
  name: 'Google Workspace and Gmail',
  homepage: 'google.com',
  kind: 'mailbox',
  signals: [
    { at: 'signer', is: 'gmail.com', source: 'traces' },
    { at: 'signer', is: 'gappssmtp.com', source: 'traces' },
    { at: 'host', is: 'google.com', source: 'traces' },
    { at: 'field', is: 'x-google-dkim-signature', source: 'traces' },
  ],
};
