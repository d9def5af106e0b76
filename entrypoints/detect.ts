import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { WEBMAILS } from '../lib/webmail/index';

/** Answers which webmail the page is: run once in a tab when the reader asks for it. */
export default defineUnlistedScript(() => WEBMAILS.find((webmail) => webmail.selfHosted?.(document))?.id ?? null);
