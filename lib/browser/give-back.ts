import { browser } from 'wxt/browser';
import { hostPattern } from './lookup-permission';
import { readSettings } from './settings';

/** Gives a host's permission back, unless a site that is on, the resolver of lookups that are on, or the companion has it too. */
export async function giveBack(pattern: string | null): Promise<void> {
  const { lookups, sites, companion } = await readSettings();
  const needed =
    sites.some((site) => site.on && site.pattern === pattern) ||
    (lookups.mode !== 'none' && hostPattern(lookups.resolver) === pattern) ||
    hostPattern(companion.url) === pattern;
  if (pattern !== null && !needed) await browser.permissions.remove({ origins: [pattern] }).catch(() => false);
}
