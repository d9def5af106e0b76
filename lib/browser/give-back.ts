import { browser } from 'wxt/browser';
import { resolverPattern } from './lookup-permission';
import { readSettings } from './settings';

/** Gives a host's permission back, unless a site that is on, or the resolver of lookups that are on, has it too. */
export async function giveBack(pattern: string | null): Promise<void> {
  const { lookups, sites } = await readSettings();
  const needed =
    sites.some((site) => site.on && site.pattern === pattern) ||
    (lookups.mode !== 'none' && resolverPattern(lookups.resolver) === pattern);
  if (pattern !== null && !needed) await browser.permissions.remove({ origins: [pattern] }).catch(() => false);
}
