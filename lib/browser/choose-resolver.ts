import { readResolverUrl } from '../dns/resolver-url';
import { askForHost } from './ask-for-host';
import { giveBack } from './give-back';
import { giveConsentBack, hostPattern } from './lookup-permission';
import { changeSettings, readSettings, type Settings } from './settings';

export type Chosen =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly code:
        | 'resolver-empty'
        | 'resolver-not-one'
        | 'lookups-refused'
        | 'companion-empty'
        | 'companion-not-one'
        | 'companion-token'
        | 'companion-refused';
    };

/**
 * Asks the browser for a resolver's host (and, in Firefox, for the consent), keeps the resolver and switches lookups on. Must be
 * called in the click itself: nothing is awaited before the browser's prompt. Refused, all stays as it was.
 */
export async function chooseResolver(typed: string): Promise<Chosen> {
  const url = readResolverUrl(typed);
  // The policy of extension pages (`connect-src`) has no way to write an IPv6 address.
  if (url === null || url.startsWith('http://['))
    return { ok: false, code: typed.trim() === '' ? 'resolver-empty' : 'resolver-not-one' };
  let before: string | null = null;
  const granted = await askForHost(url, async () => {
    const { lookups } = await readSettings();
    before = lookups.resolver;
    await keep({ mode: 'dns', resolver: url, trusted: before === url && lookups.trusted });
  });
  if (!granted) return { ok: false, code: 'lookups-refused' };
  if (before !== url) await giveBack(hostPattern(before));
  return { ok: true };
}

/** Nobody is asked any more, and what was granted for it is given back. The resolver stays named. */
export async function stopLookups(): Promise<void> {
  const { lookups } = await readSettings();
  await keep({ ...lookups, mode: 'none' });
  await giveBack(hostPattern(lookups.resolver));
  await giveConsentBack(await readSettings());
}

async function keep(lookups: Settings['lookups']): Promise<void> {
  await changeSettings((before) => ({ ...before, lookups }));
}
