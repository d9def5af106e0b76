import type { KnownReceiver } from './receiver';

/**
 * Xserver. A customer's mail lives on sv12345.xserver.jp and passes the virus filter (virusgw*.xserver.jp). Other
 * customers' servers are named just so: a confirmed name under xserver.jp may be a sender.
 */
export const xserver: KnownReceiver = {
  id: 'xserver',
  name: 'Xserver',
  kind: 'mailbox',
  by: ['xserver.jp', 'xserver.ne.jp', 'xsrv.jp'],
  mx: ['xserver.jp'],
  authserv: ['xserver.jp'],
};
