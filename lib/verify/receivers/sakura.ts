import type { KnownReceiver } from './receiver';

/**
 * Sakura Internet. A customer's mail lives on www123.sakura.ne.jp; a virus filter (fsav*.sakura.ne.jp) takes it from there
 * and hands it back. Other customers send from www*.sakura.ne.jp: a confirmed name may be a sender.
 */
export const sakura: KnownReceiver = {
  id: 'sakura',
  name: 'Sakura Internet',
  kind: 'mailbox',
  by: ['sakura.ne.jp'],
  mx: ['sakura.ne.jp'],
  authserv: ['sakura.ne.jp'],
};
