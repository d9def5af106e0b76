import type { DeliveryService } from './service';

/** Hosts and bounces are under numbered cmail domains. X-CMAE fields are no sign of it: those are Cloudmark’s. */
export const campaignMonitor: DeliveryService = {
  id: 'campaign-monitor',
  name: 'Campaign Monitor',
  homepage: 'campaignmonitor.com',
  kind: 'newsletter',
  signals: [
    { at: 'domain', is: 'cmail1.com', source: 'directory' },
    { at: 'domain', is: 'cmail2.com', source: 'directory' },
    { at: 'domain', is: 'cmail19.com', source: 'public-mail' },
    { at: 'domain', is: 'cmail20.com', source: 'public-mail' },
    { at: 'domain', is: 'createsend.com', source: 'directory' },
  ],
};
