import type { KnownReceiver } from './receiver';

/** Barracuda's hosted gateway. Appliances on a customer's own site carry the customer's name and are typed in. */
export const barracuda: KnownReceiver = {
  id: 'barracuda',
  name: 'Barracuda',
  kind: 'gateway',
  by: ['barracudanetworks.com', 'cudasvc.com', 'barracuda.com'],
  mx: ['barracudanetworks.com'],
  authserv: ['barracudanetworks.com'],
};
