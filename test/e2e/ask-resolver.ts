import type { Browser } from './drivers/browser.ts';
import { until } from './drivers/until.ts';

const ADDRESS = 'form.add input[list]';

/**
 * Chooses a resolver on the options page, as a reader does, and says that its word on DNSSEC and these ARC sealers are believed.
 * Its host must have been allowed before; Firefox asks for the consent as well, and is given it.
 */
export async function askResolver(browser: Browser, url: string, sealers: readonly string[]): Promise<void> {
  const options = await browser.open(`${browser.extension}/options.html`);
  await options.click(ADDRESS);
  await options.type(url);
  await options.press('Enter');
  if (browser.name === 'firefox') await browser.answer('allow');
  await until('lookups to be on', () =>
    browser.api<boolean>(
      async (api, resolver, believed) => {
        const { settings } = await api.storage.local.get('settings');
        if (settings?.lookups?.resolver !== resolver || settings.lookups.mode !== 'dns') return false;
        const lookups = { ...settings.lookups, trusted: true };
        await api.storage.local.set({ settings: { ...settings, lookups, sealers: believed } });
        return true;
      },
      [url, sealers],
    ),
  );
  await options.close();
}
