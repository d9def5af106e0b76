import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { registry } from '../lib/webmail/engine/registry';

/** Runs before the core on sites where only warnings are to be seen: the core must know before the first paint. */
export default defineUnlistedScript(() => {
  registry().warningsOnly = true;
});
