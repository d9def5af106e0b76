import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';
import { sealedMails } from './sealed-mails.ts';

/** The style sheets as they ship: see `cssTarget` in wxt.config.ts. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [preact()],
  // Only Node can make keys as the test signer does: the mails come signed.
  define: { SEALED_MAILS: JSON.stringify(sealedMails()) },
  build: { cssTarget: ['chrome148', 'firefox142'], chunkSizeWarningLimit: 2_000 },
  logLevel: 'warn',
});
