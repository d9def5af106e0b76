import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { enlist } from '../lib/webmail/engine/registry';
import { roundcube } from '../lib/webmail/roundcube';

export default defineUnlistedScript(() => enlist(roundcube));
