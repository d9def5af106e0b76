import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';

/** The style sheets as they ship: see `cssTarget` in wxt.config.ts. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [preact()],
  build: { cssTarget: ['chrome148', 'firefox142'], chunkSizeWarningLimit: 2_000 },
  logLevel: 'warn',
});
