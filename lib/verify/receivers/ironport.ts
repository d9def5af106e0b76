import type { KnownReceiver } from './receiver';

/** Cisco Secure Email (IronPort), hosted: esa1.customer.iphmx.com. Appliances on site carry the customer's name. */
export const ironport: KnownReceiver = {
  id: 'ironport',
  name: 'Cisco Secure Email',
  kind: 'gateway',
  by: ['iphmx.com'],
  mx: ['iphmx.com'],
  authserv: ['iphmx.com'],
};
