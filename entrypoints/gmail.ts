import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { enlist } from '../lib/webmail/engine/registry';
import { gmail } from '../lib/webmail/gmail';

export default defineUnlistedScript(() => enlist(gmail));
