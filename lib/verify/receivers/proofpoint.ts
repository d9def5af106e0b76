import type { KnownReceiver } from './receiver';

/**
 * Proofpoint, before a mailbox elsewhere: the enterprise product (pphosted.com; its filter hands over to itself as
 * "pps.filterd" from 127.0.0.1) and Essentials (ppe-hosted.com).
 */
export const proofpoint: KnownReceiver = {
  id: 'proofpoint',
  name: 'Proofpoint',
  kind: 'gateway',
  by: ['pphosted.com', 'ppe-hosted.com', 'gpphosted.com', 'ppops.net'],
  // Published by the vendor as the addresses a mailbox behind Essentials must take mail from.
  networks: ['67.231.144.0/21', '67.231.152.0/22', '67.231.156.0/24', '148.163.128.0/19'],
  mx: ['pphosted.com', 'ppe-hosted.com', 'gpphosted.com'],
  authserv: ['pphosted.com', 'ppe-hosted.com', 'ppops.net'],
};
