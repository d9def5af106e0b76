import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { enlist } from '../lib/webmail/engine/registry';
import { sogo } from '../lib/webmail/sogo';

export default defineUnlistedScript(() => enlist(sogo));
