import type { KnownReceiver } from './receiver';

/** QQ Mail and Tencent Exmail. Receiving: newxm*.qq.com "(NewMX)"; sending: bizesmtp, newxmesmtplogicsvr*. */
export const qq: KnownReceiver = {
  id: 'qq',
  name: 'QQ Mail',
  kind: 'mailbox',
  by: ['qq.com'],
  mailboxes: ['qq.com', 'foxmail.com', 'vip.qq.com'],
  mx: ['qq.com'],
  authserv: ['mx.qq.com'],
};
