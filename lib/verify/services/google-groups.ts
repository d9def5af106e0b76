import type { DeliveryService } from './service';

/** Bounces and List-Id are under googlegroups.com; groups of a Workspace keep their own domain and have the field. */
export const googleGroups: DeliveryService = {
  id: 'google-groups',
  name: 'Google Groups',
  homepage: 'groups.google.com',
  kind: 'list',
  signals: [
    { at: 'domain', is: 'googlegroups.com', source: 'public-mail' },
    { at: 'field', is: 'x-google-group-id', source: 'public-mail' },
  ],
};
