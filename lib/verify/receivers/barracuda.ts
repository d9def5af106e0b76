import type { KnownReceiver } from './receiver';

/** Barracuda's hosted gateway. Appliances on a customer's own site carry the customer's name and are typed in. */
export const barracuda: KnownReceiver = {
  id: 'barracuda',
  name: 'Barracuda',
  kind: 'gateway',
  by: ['barracudanetworks.com', 'cudasvc.com', 'barracuda.com'],
  // What administrators of mailboxes behind it are told to take mail from (North America).
  networks: ['209.222.80.0/21'],
  mx: ['barracudanetworks.com'],
  authserv: ['barracudanetworks.com'],
};
