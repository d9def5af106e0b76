import { browser } from 'wxt/browser';
import { readResolverUrl } from '../dns/resolver-url';
import { giveBack } from './give-back';
import { lookupPermission, resolverPattern } from './lookup-permission';
import { changeSettings, readSettings, type Settings } from './settings';

/** Where it is noted that a host is being asked for as a resolver's: the background hears of the grant before the settings tell. */
export const ASKED_FOR_KEY = 'resolver-asked-for';

export type Chosen =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: 'resolver-empty' | 'resolver-not-one' | 'lookups-refused' };

/**
 * Asks the browser for a resolver's host (and, in Firefox, for the consent), keeps the resolver and switches lookups on. Must be
 * called in the click itself: nothing is awaited before the browser's prompt. Refused, all stays as it was.
 */
export async function chooseResolver(typed: string): Promise<Chosen> {
  const url = readResolverUrl(typed);
  // The policy of extension pages (`connect-src`) has no way to write an IPv6 address.
  if (url === null || url.startsWith('http://['))
    return { ok: false, code: typed.trim() === '' ? 'resolver-empty' : 'resolver-not-one' };
  const pattern = resolverPattern(url);
  // begun before the prompt, so it is written before anybody can answer that
  const noted = browser.storage.session.set({ [ASKED_FOR_KEY]: pattern }).catch(() => undefined);
  const granted = await browser.permissions.request(lookupPermission(url)).catch(() => false);
  await noted;
  const { lookups } = await readSettings();
  if (granted) await keep({ mode: 'dns', resolver: url, trusted: lookups.resolver === url && lookups.trusted });
  await browser.storage.session.remove(ASKED_FOR_KEY).catch(() => undefined);
  if (!granted) return { ok: false, code: 'lookups-refused' };
  if (lookups.resolver !== url) await giveBack(resolverPattern(lookups.resolver));
  return { ok: true };
}

/** Nobody is asked any more, and what was granted for it is given back. The resolver stays named. */
export async function stopLookups(): Promise<void> {
  const { lookups } = await readSettings();
  await keep({ ...lookups, mode: 'none' });
  await giveBack(resolverPattern(lookups.resolver));
  const { data_collection: consent } = lookupPermission('') as { data_collection?: string[] };
  if (consent) await browser.permissions.remove({ data_collection: consent } as object).catch(() => false);
}

async function keep(lookups: Settings['lookups']): Promise<void> {
  await changeSettings((before) => ({ ...before, lookups }));
}
