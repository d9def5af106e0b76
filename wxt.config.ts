import { readFileSync } from 'node:fs';
import preact from '@preact/preset-vite';
import { defineConfig } from 'wxt';

/** Scripts that run in other people's pages: each octet there counts, and native promises do. */
const IN_PAGES = new Set(['content-script', 'unlisted-script']);

const ICONS = { 16: 'icon/16.png', 32: 'icon/32.png', 48: 'icon/48.png', 128: 'icon/128.png' };

const POLYFILLED = 'wxt/browser';

/** The texts as they ship: the notes for translators are a third of the file, and no browser reads them. */
function withoutNotes(file: string): string {
  return JSON.stringify(JSON.parse(readFileSync(file, 'utf8')), (key, value: unknown) =>
    key === 'description' && typeof value === 'string' ? undefined : value,
  );
}

export default defineConfig({
  manifestVersion: 3,
  imports: false,
  modules: ['@wxt-dev/webextension-polyfill'],
  // Older targets would have `light-dark()` rewritten to what only follows the system, not a page's own dark theme.
  vite: () => ({
    plugins: [preact()],
    build: {
      cssTarget: ['chrome148', 'firefox142'],
      // Else the public suffix list, one long string, stands in the background twice: once for each place that reads it.
      rolldownOptions: { optimization: { inlineConst: false } },
    },
  }),
  hooks: {
    'build:publicAssets'(_, files) {
      for (const [at, file] of files.entries())
        if (/^_locales[\\/].*\.json$/.test(file.relativeDest) && 'absoluteSrc' in file)
          files[at] = { relativeDest: file.relativeDest, contents: withoutNotes(file.absoluteSrc) };
    },
    'vite:build:extendConfig'(entrypoints, config) {
      const { alias } = config.resolve ?? {};
      if (entrypoints.every(({ type }) => IN_PAGES.has(type)) && alias && !Array.isArray(alias)) {
        delete (alias as Record<string, string>)[POLYFILLED];
      }
    },
  },
  manifest: ({ browser }) => ({
    name: '__MSG_name__',
    description: '__MSG_description__',
    default_locale: 'en',
    permissions: ['scripting', 'storage', 'activeTab'],
    optional_host_permissions: ['https://*/*', 'http://*/*'],
    // A mail's body goes to the background as a Blob, by reference. Firefox always clones.
    ...(browser === 'firefox' ? {} : { message_serialization: 'structured_clone' }),
    // One instance for both kinds of windows: it keeps no state of a page. What is learned from mails is not learned in private
    // windows (lib/browser/judge.ts), so nothing of a private window is written down or seen in another.
    incognito: 'spanning',
    icons: ICONS,
    action: { default_icon: ICONS, default_title: '__MSG_name__' },
    content_security_policy: {
      extension_pages:
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self'; connect-src 'self' https: http://localhost:* http://127.0.0.1:*; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    },
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: 'hoplock@hoplock.example',
              strict_min_version: '142.0',
              // Asked for with the first lookup, in the click that chooses the resolver: lib/browser/lookup-permission.ts
              data_collection_permissions: { required: ['none'], optional: ['personalCommunications'] },
            },
          },
        }
      : { minimum_chrome_version: '148' }),
  }),
  // the store's reviewers build from these; see scripts/steps/zips.ts
  zip: {
    excludeSources: [
      'dist/**',
      'test/**',
      'bench/**',
      'demo/**',
      '.stack/**',
      'docs/*.png',
      '**/*.log',
      '**/testing/**',
    ],
  },
});
