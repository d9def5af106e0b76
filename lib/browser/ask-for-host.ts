import { browser } from 'wxt/browser';
import { hostPattern, lookupPermission } from './lookup-permission';

/** Where it is noted that a host is being asked for as a service's: the background hears of the grant before the settings tell. */
export const ASKED_FOR_KEY = 'resolver-asked-for';

/**
 * Asks the browser for the host of a resolver or a companion (and, in Firefox, for the consent); granted, `keep` writes the settings.
 * Must be called in the click itself: nothing is awaited before the browser's prompt. False: refused, and nothing was kept.
 */
export async function askForHost(url: string, keep: () => Promise<void>): Promise<boolean> {
  // begun before the prompt, so it is written before anybody can answer that
  const noted = browser.storage.session.set({ [ASKED_FOR_KEY]: hostPattern(url) }).catch(() => undefined);
  const granted = await browser.permissions.request(lookupPermission(url)).catch(() => false);
  await noted;
  if (granted) await keep();
  await browser.storage.session.remove(ASKED_FOR_KEY).catch(() => undefined);
  return granted;
}
